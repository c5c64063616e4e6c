# logit.R: the coefficients and standard errors in sql/risk_fit.sql for ridge 0, by
# R's glm (made with R 4.2.2).  Run by hand: Rscript tests/reference/logit.R
k <- 1:300
a <- (k * 7919) %% 101 / 10
b <- (k * 104729) %% 7
d <- (k * 1299709) %% 3 == 0
y <- (k * k * 31 + k * 17) %% 97 / 97 < 1 / (1 + exp(-(-2.5 + 0.3 * a + 0.2 * b - 0.7 * d)))
m <- glm(y ~ a + b + d, binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
print(sum(y))
print(coef(summary(m))[, 1:2], digits = 15)
