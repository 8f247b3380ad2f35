"""Writes small MNIST and CIFAR-10 files, byte for byte in the formats of the real ones."""

import gzip
import io
import pickle
import struct

import numpy as np

MNIST = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte",
         "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")  # fmt: skip
BATCHES = (*(f"data_batch_{k}" for k in range(1, 6)), "test_batch")


def mnist_arrays(m=60, m_test=20):
    """Pixels and labels for training and the test, as mnist.npz names them."""
    random = np.random.default_rng(1)
    return {
        "x_train": random.integers(0, 256, (m, 28, 28), dtype=np.uint8),
        "y_train": (np.arange(m) % 10).astype(np.uint8),
        "x_test": random.integers(0, 256, (m_test, 28, 28), dtype=np.uint8),
        "y_test": (np.arange(m_test) % 10).astype(np.uint8),
    }


def cifar10_arrays(m=50, m_test=10):
    random = np.random.default_rng(2)
    return {
        "x_train": random.integers(0, 256, (m, 32, 32, 3), dtype=np.uint8),
        "y_train": (np.arange(m) % 10)[:, None],
        "x_test": random.integers(0, 256, (m_test, 32, 32, 3), dtype=np.uint8),
        "y_test": (np.arange(m_test) % 10)[:, None],
    }


def idx(array):
    """The bytes of an IDX file."""
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def write_mnist(folder, packed=False, names=MNIST):
    for name, array in zip(names, mnist_arrays().values(), strict=True):
        data = idx(array)
        path = folder / (name + ".gz" if packed else name)
        path.write_bytes(gzip.compress(data) if packed else data)


class _Python2Pickler(pickle._Pickler):
    """Writes what Python 2 wrote in 2009: its strings, which are bytes, and NumPy's old names."""

    dispatch = pickle._Pickler.dispatch.copy()

    def save_string(self, text):
        self.write(pickle.BINSTRING + struct.pack("<i", len(text)) + text)
        self.memoize(text)

    dispatch[bytes] = save_string
    dispatch[str] = lambda self, text: self.save_string(text.encode())


def python2_pickle(value):
    stream = io.BytesIO()
    _Python2Pickler(stream, protocol=2).dump(value)
    return stream.getvalue().replace(b"cnumpy._core.multiarray\n", b"cnumpy.core.multiarray\n")


def cifar10_batch(pictures, labels, by_column=False):
    """The bytes of a batch: a row is all reds, then all greens, then all blues."""
    planes = pictures.transpose(0, 3, 1, 2).reshape(len(pictures), -1)
    return python2_pickle(
        {
            b"batch_label": b"training batch 1 of 5",
            b"labels": [int(label) for label in labels.ravel()],
            b"data": np.asfortranarray(planes) if by_column else np.ascontiguousarray(planes),
            b"filenames": [b"leptodactylus_pentadactylus_s_000004.png"] * len(pictures),
        }
    )


def write_cifar10(folder, by_column=False):
    arrays = cifar10_arrays()
    training = zip(np.split(arrays["x_train"], 5), np.split(arrays["y_train"], 5), strict=True)
    parts = [*training, (arrays["x_test"], arrays["y_test"])]
    for name, part in zip(BATCHES, parts, strict=True):
        (folder / name).write_bytes(cifar10_batch(*part, by_column=by_column))
