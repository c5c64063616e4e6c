#!/usr/bin/env python3
"""attack.py TRUTH NAMED DAY=FOLDER...: read hidden counts out of printed reports.

TRUTH has lines "school,grade,band,students" of the day the counts were closed,
NAMED the same for students whom the reports name; a FOLDER has the reports of
all schools of a DAY as school-ID.txt.  The attacker has the reports, the students
of each grade of each school, the district's own totals of each grade and band,
and knows of the students with names in which band they are.

A count below 10 that no page prints is safe if other counts fit everything that
he has.  They are looked for in chains: two schools exchange students of a grade
between bands, which no total of the district shows, then one of these with a
third, until no page shows it either.

With --all-but=SCHOOL the pages of all other schools are believed to tell all:
then that school's counts follow, and the attack must find so.
Prints "ok" or "not ok", a tab, and what was tried.
"""
import collections
import csv
import glob
import itertools
import os
import re
import sys

BANDS = ['satisfactory', 'at_risk', 'moderate', 'severe']
LABELS = {
    'Satisfactory (under 5%)': (0, 0), 'At risk (5% to under 10%)': (1, 1),
    'Under 10% of days missed': (0, 1), 'Chronic, moderate (10% to under 20%)': (2, 2),
    'Chronic, severe (20% or more)': (3, 3), 'Chronic (10% or more)': (2, 3),
}
SMALLEST = 10
GRADE = r'(?:Prekindergarten|Kindergarten|Grade \d+|Grades \d+|Ungraded)(?: to (?:grade )?\d+)?'


def read_counts(path):
    """{(school, grade): [students by band]}, without those enrolled too briefly"""
    counts = collections.defaultdict(lambda: [0, 0, 0, 0])
    with open(path, newline='') as file:
        for school, grade, band, students in csv.reader(file):
            if band in BANDS:
                counts[int(school), int(grade)][BANDS.index(band)] += int(students)
    return dict(counts)


def grades_of(words):
    """first and last grade of a row of the table"""
    ends = [-1 if end.startswith('Pre') else 0 if end.startswith('Kinder') else 13
            if end == 'Ungraded' else int(re.search(r'\d+', end).group())
            for end in words.split(' to ')]
    return ends[0], ends[-1]


def read_page(path):
    """What a report prints: [(first grade, last grade, first band, last band, students)]"""
    with open(path) as file:
        text = file.read()
    part = text[text.index('Attendance of the school'):text.index('Mentors, capacity and training')]
    told = []
    for line in part.splitlines():
        bar = re.match(r'\s*(.+?)\s{2,}(\d+) \([\d.]+%\)', line)
        row = re.match(r'\s*(%s)\s+(\d+)\s+(\d+)\s+[\d.]+%%' % GRADE, line)
        if bar and bar.group(1) in LABELS:
            told.append((-1, 13) + LABELS[bar.group(1)] + (int(bar.group(2)),))
        elif row:
            told.append(grades_of(row.group(1)) + (2, 3, int(row.group(3))))
            told.append(grades_of(row.group(1)) + (0, 3, int(row.group(2))))
    tile = re.search(r'(\d+) of (\d+) at', text[:text.index('Who needs a look')])
    if tile:
        told.append((-1, 13, 2, 3, int(tile.group(1))))
        told.append((-1, 13, 0, 3, int(tile.group(2))))
    # the sentence beneath says how many were enrolled too briefly; pages may break
    sentence = re.search(r'As of the end of .*?\.|No student was.*|\d+ students could.*', part, re.S)
    return ' '.join(sentence.group().split()[:20]) + repr(told), told


class Attack:
    def __init__(self, truth, named, pages):
        self.truth = truth
        self.named = named
        self.pages = pages
        self.schools = sorted({school for school, _ in truth})
        self.grades = sorted({grade for _, grade in truth})

    def sum(self, counts, school, cell):
        first, last, low, high = cell
        return sum(sum(counts[school, g][low:high + 1]) for g in self.grades
                   if first <= g <= last and (school, g) in counts)

    def told(self, school, cell):
        return any(p[:4] == cell for p in self.pages[school])

    def fits(self, counts, school):
        return all(self.sum(counts, school, p[:4]) == p[4] for p in self.pages[school])

    def exchange(self, counts, grade, a, b, up, down):
        """one more up and one less down in school a, the other way in b; or None"""
        if (a, grade) not in counts or (b, grade) not in counts:
            return None
        none = [0, 0, 0, 0]
        if counts[a, grade][down] <= self.named.get((a, grade), none)[down] or \
                counts[b, grade][up] <= self.named.get((b, grade), none)[up]:
            return None
        other = dict(counts)
        other[a, grade] = list(counts[a, grade])
        other[b, grade] = list(counts[b, grade])
        for school, sign in ((a, 1), (b, -1)):
            other[school, grade][up] += sign
            other[school, grade][down] -= sign
        return other

    def chains(self, counts, school, move, any_move, links):
        for grade, partner in itertools.product(self.grades, self.schools):
            if partner == school:
                continue
            other = self.exchange(counts, grade, school, partner, *move)
            if other is None:
                continue
            if links == 1:
                yield other
                continue
            for following in (MOVES if any_move else [move]):
                yield from self.chains(other, partner, following, any_move, links - 1)

    def others(self, school):
        """other districts, those first that differ least"""
        for links, any_move in ((1, False), (2, False), (2, True), (3, False)):
            for move in MOVES:
                yield from self.chains(self.truth, school, move, any_move, links)

    def is_safe(self, school, cell):
        """True, False, or None where the totals of the district tell it already"""
        value = self.sum(self.truth, school, cell)
        open_to_totals = False
        for other in self.others(school):
            if self.sum(other, school, cell) == value:
                continue
            open_to_totals = True
            if all(self.fits(other, s) for s in self.schools):
                return True
        return False if open_to_totals else None

    def cells(self, school):
        for low, high in ((0, 0), (1, 1), (2, 2), (3, 3), (0, 1), (2, 3)):
            yield (-1, 13, low, high)
        for grade in self.grades:
            if (school, grade) in self.truth:
                yield (grade, grade, 0, 1)
                yield (grade, grade, 2, 3)


MOVES = [(up, down) for up in range(4) for down in range(4) if up != down]


def main():
    whole = [a.split('=')[1] for a in sys.argv[1:] if a.startswith('--all-but=')]
    truth_path, named_path, *days = [a for a in sys.argv[1:] if not a.startswith('--')]
    truth = read_counts(truth_path)
    schools = sorted({school for school, _ in truth})
    parts = collections.defaultdict(set)
    pages = {}
    for day in days:
        folder = day.split('=')[1]
        for path in glob.glob(os.path.join(folder, 'school-*.txt')):
            school = int(re.search(r'school-(\d+)\.txt', path).group(1))
            part, told = read_page(path)
            parts[school].add(part)
            pages[school] = told
    attack = Attack(truth, read_counts(named_path), pages)

    def result(ok, what):
        print('ok' if ok else 'not ok', what, sep='\t')

    result(set(pages) == set(schools), 'a page of each of %d schools' % len(schools))
    result(all(attack.fits(truth, s) for s in schools) and any(pages.values()),
           'what the pages print is so: %d numbers' % sum(map(len, pages.values())))
    result(all(len(parts[s]) == 1 for s in schools),
           'the pages of %d nights of a month print the same' % len(days))
    small = [(s, c, p) for s in schools for c in attack.cells(s)
             for p in [attack.sum(truth, s, c)] if p < SMALLEST]
    result(not any(attack.told(s, c) for s, c, _ in small), 'no page prints one of %d small counts' % len(small))
    if whole:
        only = int(whole[0])
        attack.pages = {s: pages[s] if s == only else
                        [c + (attack.sum(truth, s, c),) for c in attack.cells(s)] for s in schools}
        small = [x for x in small if x[0] == only]
    verdicts = [attack.is_safe(s, c) for s, c, _ in small]
    found = ['%d%r' % (s, c) for (s, c, _), safe in zip(small, verdicts) if safe is False]
    result(not found, 'none of %d hidden counts follows from the pages and totals of the district%s' %
           (len([v for v in verdicts if v is not None]), ''.join('; ' + f for f in found[:5])))
    result(any(v is not None for v in verdicts), 'some of them do not follow from the totals alone')


main()
