/* A map of heavy ball over learning rate (across) and beta (down), as one would write it in C for
   speed: eight runs in a vector register, four registers at a time, two threads. The contract is
   that of sweeps.py. `ends` computes the last points only; `answers` all that our map tells but
   the rate: final loss, steps to target, diverged, last point. */

#include <math.h>
#include <stdint.h>

#define WIDTH 8
#define ROWS 4 /* vectors in flight: one chain of additions would leave the processor waiting */

typedef double many __attribute__((vector_size(8 * WIDTH)));
typedef int64_t mask __attribute__((vector_size(8 * WIDTH)));

static inline many all(double x) { return x - (many){}; }
static inline many size(many x) { return (many)((mask)x & INT64_MAX); }

static inline many ravine(many x, many y, const double *p, many *gx, many *gy) {
    many u = p[1] * x + p[2] * y, v = p[1] * y - p[2] * x, steep = p[0] * v;
    *gx = p[1] * u - p[2] * steep;
    *gy = p[2] * u + p[1] * steep;
    return 0.5 * (u * u + v * steep);
}

static inline many rosenbrock(many x, many y, const double *p, many *gx, many *gy) {
    many a = 1.0 - x, b = y - x * x;
    *gx = -2.0 * a - 400.0 * x * b;
    *gy = 200.0 * b;
    return a * a + 100.0 * b * b;
}

#define MAPS(surface)                                                                              \
    void ends_##surface(const double *lrs, const double *betas, long columns, long rows,           \
                        long steps, const double *start, const double *p, double *out) {           \
        _Pragma("omp parallel for schedule(dynamic, 8) num_threads(2)")                            \
        for (long row = 0; row < rows; row++)                                                      \
            for (long column = 0; column < columns; column += WIDTH * ROWS) {                      \
                many lr[ROWS], x[ROWS], y[ROWS], vx[ROWS] = {}, vy[ROWS] = {}, gx, gy;             \
                for (int k = 0; k < ROWS; k++) {                                                   \
                    __builtin_memcpy(lr + k, lrs + column + k * WIDTH, sizeof(many));              \
                    x[k] = all(start[0]), y[k] = all(start[1]);                                    \
                }                                                                                  \
                for (long t = 0; t < steps; t++)                                                   \
                    for (int k = 0; k < ROWS; k++) {                                               \
                        surface(x[k], y[k], p, &gx, &gy);                                          \
                        vx[k] = betas[row] * vx[k] + gx, vy[k] = betas[row] * vy[k] + gy;          \
                        x[k] -= lr[k] * vx[k], y[k] -= lr[k] * vy[k];                              \
                    }                                                                              \
                double *to = out + 2 * (row * columns + column);                                   \
                for (int k = 0; k < ROWS; k++)                                                     \
                    for (int lane = 0; lane < WIDTH; lane++, to += 2)                              \
                        to[0] = x[k][lane], to[1] = y[k][lane];                                    \
            }                                                                                      \
    }                                                                                              \
                                                                                                   \
    void answers_##surface(const double *lrs, const double *betas, long columns, long rows,        \
                           long steps, const double *start, const double *p, double target,        \
                           double far, double *out, double *losses, int64_t *arrivals,             \
                           unsigned char *diverged) {                                              \
        _Pragma("omp parallel for schedule(dynamic, 8) num_threads(2)")                            \
        for (long row = 0; row < rows; row++)                                                      \
            for (long column = 0; column < columns; column += WIDTH * ROWS) {                      \
                many lr[ROWS], x[ROWS], y[ROWS], vx[ROWS] = {}, vy[ROWS] = {}, f[ROWS];            \
                many gx[ROWS], gy[ROWS];                                                           \
                mask arrived[ROWS], lost[ROWS] = {};                                               \
                for (int k = 0; k < ROWS; k++) {                                                   \
                    __builtin_memcpy(lr + k, lrs + column + k * WIDTH, sizeof(many));              \
                    x[k] = all(start[0]), y[k] = all(start[1]);                                    \
                    f[k] = surface(x[k], y[k], p, gx + k, gy + k);                                 \
                    arrived[k] = ~(f[k] <= target);                                                \
                }                                                                                  \
                for (long t = 1; t <= steps; t++)                                                  \
                    for (int k = 0; k < ROWS; k++) {                                               \
                        vx[k] = betas[row] * vx[k] + gx[k], vy[k] = betas[row] * vy[k] + gy[k];    \
                        x[k] -= lr[k] * vx[k], y[k] -= lr[k] * vy[k];                              \
                        f[k] = surface(x[k], y[k], p, gx + k, gy + k);                             \
                        mask finite = size(f[k] + gx[k] * gx[k] + gy[k] * gy[k]) < INFINITY;       \
                        mask now = (f[k] <= target) & (arrived[k] < 0) & finite & ~lost[k];        \
                        arrived[k] = (now & t) | (~now & arrived[k]);                              \
                        lost[k] |= ~(finite & (size(x[k]) <= far) & (size(y[k]) <= far));          \
                    }                                                                              \
                for (int k = 0; k < ROWS; k++)                                                     \
                    for (int lane = 0; lane < WIDTH; lane++) {                                     \
                        long cell = row * columns + column + k * WIDTH + lane;                     \
                        int gone = lost[k][lane] != 0;                                             \
                        losses[cell] = gone ? NAN : f[k][lane];                                    \
                        arrivals[cell] = arrived[k][lane];                                         \
                        diverged[cell] = gone;                                                     \
                        out[2 * cell] = gone ? NAN : x[k][lane];                                   \
                        out[2 * cell + 1] = gone ? NAN : y[k][lane];                               \
                    }                                                                              \
            }                                                                                      \
    }

MAPS(ravine)
MAPS(rosenbrock)
