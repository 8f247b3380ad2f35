"""The data that a model learns from and is tested with."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Data:
    """What a model learns from and is tested with. Nobody can write into its arrays.

    x (m, n) and x_test (m_test, n), float64; y (m,) and y_test (m_test,): float64 where
    `classes` is 0 (regression), else int64 labels 0 ... classes - 1. Neither part is empty, and
    every number is finite: ValueError where that isn't so.

    `image` is (rows, columns, channels) where a row of x is a picture, channels varying fastest.
    `features` names the columns of x, `labels` the classes; both are empty where nobody named
    them.
    """

    x: np.ndarray
    y: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    classes: int = 0
    image: tuple[int, int, int] | None = None
    features: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def __post_init__(self):
        for name in ("x", "x_test"):
            object.__setattr__(self, name, _read_only(name, getattr(self, name), 2, np.float64))
        for name in ("y", "y_test"):
            kind = np.int64 if self.classes else np.float64
            object.__setattr__(self, name, _read_only(name, getattr(self, name), 1, kind))
        if self.x.shape[1] != self.x_test.shape[1]:
            raise ValueError(f"x has {self.x.shape[1]} columns, x_test {self.x_test.shape[1]}")
        for x, y in ((self.x, self.y), (self.x_test, self.y_test)):
            if len(x) != len(y):
                raise ValueError(f"{len(x)} rows of x, but {len(y)} of y")
            if self.classes and (y.min() < 0 or y.max() >= self.classes):
                raise ValueError(f"labels {y.min()} ... {y.max()} of {self.classes} classes")


def _read_only(name, given, dimensions, kind):
    """A view of `given`, C-contiguous and of `kind`, that refuses to be written into."""
    array = np.ascontiguousarray(given, dtype=np.float64)
    if array.ndim != dimensions or not array.size:
        raise ValueError(f"{name} has shape {np.shape(given)}; it needs {dimensions} dimensions")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds numbers that are not finite")
    view = array.astype(kind, copy=False).view()
    if not np.array_equal(view, array):
        raise ValueError(f"{name} holds labels that are not whole numbers")
    view.flags.writeable = False
    return view
