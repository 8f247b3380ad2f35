/* Adam on Rosenbrock, path and loss kept: what C can do. Compiled by rivals.py.

   path holds steps + 1 pairs, loss steps + 1 numbers; t = 0 is the start. */

#include <math.h>

/* A product of betas ends as a denormal, and every later step would pay for it. */
static inline double times(double power, double base) { return power > 1e-290 ? power * base : 0.0; }

/* Algorithm 1 of the paper, line by line. */
void adam_textbook(double x, double y, double lr, double beta1, double beta2, double eps,
                   long steps, double *path, double *loss)
{
    double m_x = 0, m_y = 0, v_x = 0, v_y = 0, beta1_t = 1, beta2_t = 1;
    for (long t = 0;; t++) {
        double a = 1 - x, b = y - x * x;
        path[2 * t] = x, path[2 * t + 1] = y, loss[t] = a * a + 100 * b * b;
        if (t == steps) return;
        double g_x = -2 * a - 400 * x * b, g_y = 200 * b;
        beta1_t = times(beta1_t, beta1), beta2_t = times(beta2_t, beta2);
        m_x = beta1 * m_x + (1 - beta1) * g_x, m_y = beta1 * m_y + (1 - beta1) * g_y;
        v_x = beta2 * v_x + (1 - beta2) * g_x * g_x, v_y = beta2 * v_y + (1 - beta2) * g_y * g_y;
        x -= lr * (m_x / (1 - beta1_t)) / (sqrt(v_x / (1 - beta2_t)) + eps);
        y -= lr * (m_y / (1 - beta1_t)) / (sqrt(v_y / (1 - beta2_t)) + eps);
    }
}

/* The same numbers to rounding, rearranged by hand. From x to the next x every operation waits for
   the one before, so what does not depend on x is computed beside that chain: both corrections
   become one factor of m and one term of the divisor, and the products that end a sum are fused. */
void adam_shortest_chain(double x, double y, double lr, double beta1, double beta2, double eps,
                         long steps, double *path, double *loss)
{
    double m_x = 0, m_y = 0, v_x = 0, v_y = 0, beta1_t = 1, beta2_t = 1;
    const double root = sqrt(1 - beta2), rest = 1 - beta1;
    for (long t = 0;; t++) {
        double a = 1 - x, b = fma(-x, x, y);
        path[2 * t] = x, path[2 * t + 1] = y, loss[t] = fma(a, a, 100 * b * b);
        if (t == steps) return;
        beta1_t = times(beta1_t, beta1), beta2_t = times(beta2_t, beta2);
        double root_correction = sqrt(1 - beta2_t);
        double rate = lr * root_correction / (1 - beta1_t), floor = eps * root_correction;
        double g_x = fma(-400 * x, b, -2 * a), g_y = 200 * b;
        m_x = fma(rest, g_x, beta1 * m_x), m_y = fma(rest, g_y, beta1 * m_y);
        double r_x = root * g_x, r_y = root * g_y;
        v_x = fma(r_x, r_x, beta2 * v_x), v_y = fma(r_y, r_y, beta2 * v_y);
        x -= rate * m_x / (sqrt(v_x) + floor);
        y -= rate * m_y / (sqrt(v_y) + floor);
    }
}
