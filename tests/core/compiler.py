"""Whether this session compiles, or runs the same Python text under NUMBA_DISABLE_JIT=1."""

from numba import config

COMPILED = not config.DISABLE_JIT
