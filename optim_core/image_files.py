"""Pictures from files that the user has, in the folder that DESCENT_LAB_DATA names.

The environment names it, never a link or a knob: who runs the program says which files it may
open. A file is looked for there and in the subfolders into which its packages unpack. Whatever
is in it is read as numbers only, checked, and refused in a sentence that names it.
"""

import gzip
import math
import os
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from optim_core.data import Data
from optim_core.samples import how_many
from optim_core.text import Text

FOLDER = "DESCENT_LAB_DATA"
MOST_BYTES = 256 * 2**20  # of one file, unpacked
KEYS = ("x_train", "y_train", "x_test", "y_test")  # of an .npz, as Keras writes them
CLASSES = 10


class File(NamedTuple):
    """A file as it was when it was found: one that has changed since is another one."""

    path: Path
    bytes: int
    changed: int


class Pictures(NamedTuple):
    """x (m, rows * columns * channels) uint8 and y (m,) int64, for training and for the test."""

    x: np.ndarray
    y: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def knobs(m, most, m_test, most_test):
    """How many pictures are trained on and tested with; all there are, where there are fewer."""
    pictures_for_the_test = Text(en="test samples", zh="测试样本数")
    return {
        "m": how_many(m, high=most, below=most + 1),
        "m_test": how_many(
            m_test, most_test, most_test + 1, title=pictures_for_the_test, symbol="m′"
        ),
    }


def find(title, subfolders, *choices):
    """The files of the first choice that is complete: a tuple of File.

    A choice is a tuple of files, a file a tuple of the names that it may have. Raises ValueError
    where no choice is complete, saying what was looked for and where.
    """
    wanted = "; or ".join(", ".join(map(_described, choice)) for choice in choices)
    folder = os.environ.get(FOLDER)
    if not folder:
        raise ValueError(
            f"{title} is read from files that you have ({wanted}). "
            f"Set the environment variable {FOLDER} to their folder and start again."
        )
    places = [Path(folder), *(Path(folder, name) for name in subfolders)]
    for choice in choices:
        for place in places:
            found = [_first(place, names) for names in choice]
            if all(found):
                return tuple(found)
    looked = ", ".join(map(str, places))
    raise ValueError(
        f"{title} was not found. Looked for {wanted} in {looked}; "
        f"the environment variable {FOLDER} names another folder."
    )


def _described(names):
    packed = any(name.endswith(".gz") for name in names)
    return f"{names[0]}[.gz]" if packed else names[0]


def _first(place, names):
    """The first of `names` that is a file in `place`; None where none is."""
    for path in (place / name for name in names):
        if path.is_file():
            status = path.stat()
            return File(path, status.st_size, status.st_mtime_ns)
    return None


@contextmanager
def reading(file):
    """Turns whatever goes wrong with a file's bytes into a ValueError that names the file."""
    try:
        yield
    except (OSError, EOFError, KeyError, MemoryError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{file.path} can't be read: {error}") from error


def contents(file):
    """All bytes of a file, unpacked where its name ends in .gz."""
    with reading(file):
        opened = gzip.open if file.path.suffix == ".gz" else open
        with opened(file.path, "rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError(f"{file.path} holds more than {MOST_BYTES:,} bytes")
    return data


def idx(file, dimensions):
    """The array of an IDX file of bytes: 0, 0, type 8, dimensions; then sizes; then the bytes.

    http://yann.lecun.com/exdb/mnist/. Sizes are 32 bits, most significant byte first.
    """
    data = contents(file)
    start = 4 + 4 * dimensions
    if data[:4] != bytes([0, 0, 8, dimensions]) or len(data) < start:
        raise ValueError(f"{file.path} is no IDX file of bytes in {dimensions} dimensions")
    shape = np.frombuffer(data[4:start], ">u4").tolist()
    if len(data) - start != math.prod(shape):
        raise ValueError(
            f"{file.path} announces {' x '.join(map(str, shape))} bytes and holds "
            f"{len(data) - start}: it is damaged or was cut off"
        )
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)


def npz(file):
    """The four arrays of an .npz by KEYS; nothing in it is unpickled."""
    with reading(file), zipfile.ZipFile(file.path) as archive:
        members = [archive.getinfo(f"{key}.npy") for key in KEYS]
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise ValueError(f"{file.path} holds more than {MOST_BYTES:,} bytes")
        return [_member(file, archive, member) for member in members]


def _member(file, archive, member):
    with archive.open(member) as stream:
        try:
            return np.lib.format.read_array(stream, allow_pickle=False)
        except ValueError as error:
            raise ValueError(f"{file.path}: {member.filename}: {error}") from error


def pictures(files, arrays, image):
    """Pictures of four arrays, pixels and labels, for training and for the test.

    Raises ValueError where they aren't bytes of this image shape with a label 0 ... 9 each.
    """
    where = files[0].path
    x, y, x_test, y_test = map(np.asarray, arrays)
    rows, columns, channels = image
    shapes = [image, (rows, columns)] if channels == 1 else [image]
    for pixels, labels in ((x, y), (x_test, y_test)):
        shape = pixels.shape[1:]
        if pixels.dtype != np.uint8 or shape not in shapes:
            raise ValueError(f"{where}: pictures are {pixels.dtype} {shape}, not uint8 {image}")
        if labels.dtype.kind not in "iu" or not 0 < labels.size == len(pixels):
            raise ValueError(
                f"{where}: {len(pixels)} pictures, {labels.size} {labels.dtype} labels"
            )
        if labels.min() < 0 or labels.max() >= CLASSES:
            raise ValueError(f"{where}: labels {labels.min()} ... {labels.max()}, not 0 ... 9")
    return Pictures(
        x.reshape(len(x), -1),
        y.reshape(-1).astype(np.int64),
        x_test.reshape(len(x_test), -1),
        y_test.reshape(-1).astype(np.int64),
    )


def sample(found, m, m_test, seed, image, labels):
    """Data of `m` and `m_test` of the pictures, drawn by `seed`; pixels from 0 to 1."""
    generator = np.random.default_rng(seed)
    training = generator.permutation(len(found.x))[: int(m)]
    test = generator.permutation(len(found.x_test))[: int(m_test)]
    return Data(
        found.x[training] / 255.0,
        found.y[training],
        found.x_test[test] / 255.0,
        found.y_test[test],
        classes=CLASSES,
        image=image,
        labels=labels,
    )
