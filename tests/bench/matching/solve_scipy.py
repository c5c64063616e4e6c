"""solve_scipy.py GENERATE INSTANCE: SciPy's sparse assignment on an instance.

Seats become columns of their own, and every mentee has one for staying out.
Prints milliseconds, priorities and scores.
"""
import subprocess
import sys
import time

import numpy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

generate, name = sys.argv[1:3]


def table(what):
    return numpy.loadtxt(subprocess.run([generate, name, what], stdout=subprocess.PIPE,
                                        check=True, text=True).stdout.splitlines(),
                         dtype=numpy.int64, ndmin=2)


pairs, priority, seats = table("pairs"), table("mentees")[:, 1], table("mentors")[:, 1]
mentees = len(priority)
unit = 1000 * mentees + 1
first_seat = numpy.concatenate([[0], numpy.cumsum(seats)])
rows, columns, weights = [], [], []
for k in range(seats.max()):
    chosen = seats[pairs[:, 1]] > k
    rows.append(pairs[chosen, 0])
    columns.append(first_seat[pairs[chosen, 1]] + k)
    weights.append(unit * priority[pairs[chosen, 0]] + pairs[chosen, 2] + 1)
rows.append(numpy.arange(mentees))
columns.append(first_seat[-1] + numpy.arange(mentees))
weights.append(numpy.ones(mentees, dtype=numpy.int64))
matrix = csr_matrix((numpy.concatenate(weights).astype(float),
                     (numpy.concatenate(rows), numpy.concatenate(columns))),
                    shape=(mentees, first_seat[-1] + mentees))
begin = time.perf_counter()
chosen = min_weight_full_bipartite_matching(matrix, maximize=True)
elapsed = time.perf_counter() - begin
total = int(round(matrix[chosen].sum())) - mentees
print(f"{elapsed * 1e3:.2f} {total // unit} {total % unit}")
