# logit.py: the coefficients and standard errors in sql/risk_fit.sql, by Newton's
# method in 50 digits (made with mpmath 1.3.0).  Run by hand:
# python3 tests/reference/logit.py
from mpmath import mp, mpf, matrix, exp, sqrt, lu_solve
mp.dps = 50
rows = []
for k in range(1, 301):
    x = [mpf(k * 7919 % 101) / 10, mpf(k * 104729 % 7), mpf(int(k * 1299709 % 3 == 0))]
    rows.append((mpf((k * k * 31 + k * 17) % 97) / 97 <
                 1 / (1 + exp(-(mpf('-2.5') + mpf('0.3') * x[0] + mpf('0.2') * x[1] - mpf('0.7') * x[2]))), x))
n = len(rows)
mean = [sum(x[j] for _, x in rows) / n for j in range(3)]
sd = [sqrt(sum((x[j] - mean[j]) ** 2 for _, x in rows) / n) for j in range(3)]
for ridge in (mpf(0), mpf(1), mpf(25)):
    b = matrix(4, 1)
    for _ in range(40):
        g = matrix(4, 1); h = matrix(4, 4)
        for y, x in rows:
            z = [mpf(1)] + [(x[j] - mean[j]) / sd[j] for j in range(3)]
            p = 1 / (1 + exp(-sum(b[i] * z[i] for i in range(4))))
            for i in range(4):
                g[i] += (int(y) - p) * z[i]
                for j in range(4):
                    h[i, j] += p * (1 - p) * z[i] * z[j]
        for i in range(1, 4):
            g[i] -= ridge * b[i]; h[i, i] += ridge
        b += lu_solve(h, g)
    c = h ** -1
    raw = [b[i + 1] / sd[i] for i in range(3)]
    base = b[0] - sum(raw[j] * mean[j] for j in range(3))
    t = matrix([1] + [-mean[j] / sd[j] for j in range(3)])
    se = [sqrt((t.T * c * t)[0])] + [sqrt(c[i, i]) / sd[i - 1] for i in range(1, 4)]
    for name, v, s in zip(['base', 'a', 'b', 'd'], [base] + raw, se):
        print(f"\t('{mp.nstr(ridge, 3)}', '{name}', {mp.nstr(v, 16)}, {mp.nstr(s, 16)}),")
