"""CIFAR-10: 60,000 small colour photographs of ten things, read from files that the user has.

Krizhevsky, 2009, https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf. Either the six
Python batches (cifar-10-python.tar.gz, unpacked) or cifar10.npz with the arrays x_train, y_train,
x_test, y_test, in the folder that the environment variable DESCENT_LAB_DATA names. Pixels go from
0 to 1, red, green and blue side by side. `m` of the training pictures and `m_test` of the test
pictures are drawn: all of them as numbers of 8 bytes would fill 1.5 gigabytes.

A batch is a pickle, and to unpickle is to run whatever the file says. Here it can name four
things only, and gets stand-ins for them that keep bytes and run nothing.
"""

import io
import pickle
from functools import lru_cache

import numpy as np

from optim_core.entries import Dataset
from optim_core.image_files import contents, find, knobs, npz, pictures, sample
from optim_core.text import Text

IMAGE = (32, 32, 3)
PIXELS = 3 * 32 * 32
BATCHES = tuple((name,) for name in (*(f"data_batch_{k}" for k in range(1, 6)), "test_batch"))
PACKED = (("cifar10.npz",),)
LABELS = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"
)  # fmt: skip


class _Type:
    """Stands in for numpy.dtype: the code of a number type, such as b"u1"."""

    def __init__(self, code, *_):
        self.code = code

    def __setstate__(self, state):
        """Byte order, and nothing else that a type of single bytes could need."""


class _Array:
    """Stands in for numpy.ndarray and what makes one: shape and bytes, not yet an array."""

    def __init__(self, *_):
        self.state = None

    def __setstate__(self, state):
        self.state = state

    def pixels(self):
        """(m, 3072) uint8."""
        _, shape, kind, by_column, data = self.state
        if kind.code not in (b"u1", "u1") or shape[1:] != (PIXELS,):
            raise ValueError(f"its array is {kind.code} {shape}, not bytes (m, {PIXELS})")
        return np.frombuffer(data, np.uint8).reshape(shape, order="F" if by_column else "C")


STAND_INS = {
    ("numpy", "ndarray"): _Array,
    ("numpy", "dtype"): _Type,
    ("numpy.core.multiarray", "_reconstruct"): _Array,
    ("numpy._core.multiarray", "_reconstruct"): _Array,
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) not in STAND_INS:
            raise pickle.UnpicklingError(
                f"it asks for {module}.{name}, which no batch of CIFAR-10 needs; refused"
            )
        return STAND_INS[module, name]


def _batch(file):
    """(pixels (m, 3072), channels one after the other; labels (m,)) of one batch."""
    try:
        batch = _Unpickler(io.BytesIO(contents(file)), encoding="bytes").load()
        pixels, labels = batch[b"data"].pixels(), np.array(batch[b"labels"])
    except Exception as error:  # a hostile pickle can raise anything
        why = f"{type(error).__name__}: {error}"
        raise ValueError(f"{file.path} is no batch of CIFAR-10 ({why})") from error
    if labels.shape != (len(pixels),):
        raise ValueError(f"{file.path}: {len(pixels)} pictures, labels of shape {labels.shape}")
    return pixels, labels


@lru_cache(maxsize=1)
def _read(files):
    if len(files) == 1:
        return pictures(files, npz(files[0]), IMAGE)
    *training, (x_test, y_test) = map(_batch, files)
    x, y = (np.concatenate(parts) for parts in zip(*training, strict=True))
    return pictures(files, (_side_by_side(x), y, _side_by_side(x_test), y_test), IMAGE)


def _side_by_side(pixels):
    """Red, green and blue of a pixel next to each other, where they were planes of their own."""
    return np.ascontiguousarray(pixels.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1))


def load(m, m_test, seed):
    files = find("CIFAR-10", ("cifar10", "cifar-10-batches-py"), BATCHES, PACKED)
    return sample(_read(files), m, m_test, seed, IMAGE, LABELS)


SPEC = Dataset(
    title=Text(en="CIFAR-10 (your files)", zh="CIFAR-10（使用你自己的文件）"),
    idea=Text(
        en="Small colour photographs of ten things, read from files that you have.",
        zh="十类物体的彩色小照片，从你已有的文件中读取。",
    ),
    task="classification",
    load=load,
    knobs=knobs(m=5_000, most=50_000, m_test=1_000, most_test=10_000),
    paper="https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf",
    image=IMAGE,
    from_files=True,
)
