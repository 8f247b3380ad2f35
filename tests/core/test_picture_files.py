"""MNIST and CIFAR-10 as they are handed out, and what a damaged or hostile file is answered."""

import gzip
import os
import pickle
import zipfile

import numpy as np
import pytest

from optim_core import DATASETS
from optim_core.image_files import FOLDER
from tests.core import picture_files
from tests.core.entries import defaults
from tests.core.picture_files import BATCHES, MNIST, cifar10_arrays, cifar10_batch, mnist_arrays


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def load(dataset, seed=0, **knobs):
    spec = DATASETS[dataset]
    return spec.load(**defaults(spec) | knobs, seed=seed)


def refusal(dataset):
    with pytest.raises(ValueError) as caught:
        load(dataset)
    return str(caught.value)


def holds(data, arrays):
    """Whether the data are these pictures, in whatever order."""
    for x, y, part in ((data.x, data.y, "train"), (data.x_test, data.y_test, "test")):
        pixels = arrays[f"x_{part}"].reshape(len(y), -1) / 255.0
        labels = arrays[f"y_{part}"].ravel().tolist()
        known = {(row.tobytes(), label) for row, label in zip(pixels, labels, strict=True)}
        assert {(row.tobytes(), int(label)) for row, label in zip(x, y, strict=True)} == known
    return True


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("below", [".", "mnist", "MNIST/raw"])
def test_mnist_is_read_from_its_four_files(folder, packed, below):
    (folder / below).mkdir(parents=True, exist_ok=True)
    picture_files.write_mnist(folder / below, packed=packed)
    assert holds(load("mnist"), mnist_arrays())


def test_mnist_is_read_under_the_names_that_some_programs_unpack_it_to(folder):
    picture_files.write_mnist(folder, names=[name.replace("-idx", ".idx") for name in MNIST])
    assert holds(load("mnist"), mnist_arrays())


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_both_are_read_from_an_npz(folder, save):
    save(folder / "mnist.npz", **mnist_arrays())
    save(folder / "cifar10.npz", **cifar10_arrays())
    assert holds(load("mnist"), mnist_arrays())
    assert holds(load("cifar10"), cifar10_arrays())


@pytest.mark.parametrize("by_column", [False, True])
@pytest.mark.parametrize("below", [".", "cifar-10-batches-py"])
def test_cifar10_is_read_from_its_six_batches(folder, by_column, below):
    (folder / below).mkdir(exist_ok=True)
    picture_files.write_cifar10(folder / below, by_column=by_column)
    assert holds(load("cifar10"), cifar10_arrays())


def test_batches_that_a_newer_python_pickled_again_are_read_too(folder):
    picture_files.write_cifar10(folder)
    for name in BATCHES:
        batch = pickle.loads((folder / name).read_bytes(), encoding="bytes")
        (folder / name).write_bytes(pickle.dumps(batch, protocol=4))
    assert holds(load("cifar10"), cifar10_arrays())


def test_a_seed_draws_as_many_as_were_asked_for(folder):
    picture_files.write_mnist(folder)
    few, same, other = (load("mnist", seed=s, m=30.0, m_test=5.0) for s in (1, 1, 2))
    assert few.x.shape == (30, 784) and few.x_test.shape == (5, 784)
    np.testing.assert_array_equal(few.x, same.x)
    assert not np.array_equal(few.x, other.x)
    np.testing.assert_array_equal(few.x, load("mnist", seed=1, m=60.0).x[:30])


def test_files_that_change_are_read_again(folder):
    np.savez(folder / "mnist.npz", **mnist_arrays())
    assert len(load("mnist").y) == 60
    np.savez(folder / "mnist.npz", **mnist_arrays(m=70))
    assert len(load("mnist").y) == 70


def test_without_a_folder_the_way_to_name_one_is_told(monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    assert refusal("mnist") == (
        "MNIST is read from files that you have (train-images-idx3-ubyte[.gz], "
        "train-labels-idx1-ubyte[.gz], t10k-images-idx3-ubyte[.gz], t10k-labels-idx1-ubyte[.gz]; "
        "or mnist.npz). Set the environment variable DESCENT_LAB_DATA to their folder and start "
        "again."
    )
    assert "data_batch_1" in refusal("cifar10") and "cifar10.npz" in refusal("cifar10")


def test_absent_files_are_named_with_the_places_where_they_were_looked_for(folder):
    (folder / MNIST[0]).write_bytes(b"one of four is not enough")
    message = refusal("mnist")
    assert message.startswith("MNIST was not found. Looked for train-images-idx3-ubyte[.gz], ")
    assert str(folder) in message and os.path.join("MNIST", "raw") in message
    assert FOLDER in message


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: data[:-1], "announces 60 x 28 x 28 bytes and holds 47039: it is damaged"),
        (lambda data: data + b"\0", "damaged or was cut off"),
        (lambda data: b"", "no IDX file of bytes in 3 dimensions"),
        (lambda data: data[:10], "no IDX file"),
        (lambda data: b"\0\0\x0d\x03" + data[4:], "no IDX file"),
        (lambda data: data[:4] + b"\xff" * 12, "announces 4294967295 x 4294967295"),
        (lambda data: picture_files.idx(np.zeros((60, 27, 29), np.uint8)), "uint8 (27, 29), not"),
        (lambda data: picture_files.idx(np.zeros((59, 28, 28), np.uint8)), "59 pictures, 60"),
        (lambda data: picture_files.idx(np.zeros((0, 28, 28), np.uint8)), "0 pictures, 60"),
    ],
)
def test_a_damaged_idx_file_is_named(folder, damage, words):
    picture_files.write_mnist(folder)
    path = folder / MNIST[0]
    path.write_bytes(damage(path.read_bytes()))
    message = refusal("mnist")
    assert str(path) in message and words in message


@pytest.mark.parametrize("damage", [lambda packed: packed[:50], lambda packed: b"not packed"])
def test_a_damaged_packed_file_is_named(folder, damage):
    picture_files.write_mnist(folder, packed=True)
    path = folder / f"{MNIST[0]}.gz"
    path.write_bytes(damage(path.read_bytes()))
    assert refusal("mnist").startswith(f"{path} can't be read: ")


def test_a_file_that_unpacks_to_more_than_anybody_has_is_refused(folder, monkeypatch):
    monkeypatch.setattr("optim_core.image_files.MOST_BYTES", 10_000)
    picture_files.write_mnist(folder)
    (folder / MNIST[0]).unlink()
    (folder / f"{MNIST[0]}.gz").write_bytes(gzip.compress(bytes(20_000)))
    assert "holds more than 10,000 bytes" in refusal("mnist")
    np.savez_compressed(folder / "cifar10.npz", **cifar10_arrays())
    assert "holds more than 10,000 bytes" in refusal("cifar10")


def test_labels_are_digits(folder):
    np.savez(folder / "mnist.npz", **mnist_arrays() | {"y_test": np.full(20, 10, np.uint8)})
    assert "labels 10 ... 10, not 0 ... 9" in refusal("mnist")


class Spy:
    """Unpickled, it would leave a trace."""

    def __init__(self, trace):
        self.trace = str(trace)

    def __reduce__(self):
        return os.mkdir, (self.trace,)


def test_a_pickle_in_an_npz_is_refused_and_not_run(folder):
    trace = folder / "trace"
    hostile = np.array([Spy(trace)] * 20, dtype=object)
    np.savez(folder / "mnist.npz", **mnist_arrays() | {"y_test": hostile})
    assert "mnist.npz: y_test.npy: Object arrays cannot be loaded" in refusal("mnist")
    assert not trace.exists()


def test_an_npz_that_is_none_or_lacks_an_array_is_named(folder):
    path = folder / "mnist.npz"
    path.write_bytes(b"PK no")
    assert refusal("mnist").startswith(f"{path} can't be read: ")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x_train.npy", b"no array")
    assert "y_train.npy" in refusal("mnist")


def a_call(module, name, arguments=b"(S'x'\ntR"):
    """A pickle that looks a thing up and calls it."""
    return b"c" + module + b"\n" + name + b"\n" + arguments + b"."


def hostile_pickles(trace):
    yield pickle.dumps(Spy(trace)), f"it asks for {os.mkdir.__module__}.mkdir"
    for module, name in [
        (b"os", b"system"),
        (b"builtins", b"eval"),
        (b"__builtin__", b"getattr"),
        (b"numpy", b"load"),
        (b"numpy", b"__loader__"),
        (b"numpy.core.multiarray", b"scalar"),
        (b"optim_core.datasets.cifar10", b"_Array"),
        (b"_codecs", b"encode"),
    ]:
        yield a_call(module, name), f"it asks for {module.decode()}.{name.decode()}, which no batch"
    yield b"\x80\x04\x8c\x02os\x8c\x06system\x93.", "it asks for os.system"
    yield b"cnumpy\nndarray.__class__\n.", "it asks for numpy.ndarray.__class__"
    yield b"cnumpy\nndarray\n}S'x'\nNsb.", "is no batch"
    yield a_call(b"numpy", b"dtype", b"(S'O8'\ntR"), "is no batch"
    yield b"P0\n.", "is no batch"
    yield b"\x82\x01.", "is no batch"
    yield b"", "is no batch"
    yield b"(" * 5_000, "is no batch"
    yield b"\x80\x05\x8e" + b"\xff" * 8, "is no batch"
    yield pickle.dumps({b"data": 3, b"labels": []}), "is no batch"
    yield pickle.dumps([1, 2]), "is no batch"


def test_a_hostile_batch_is_refused_in_words_and_not_run(folder):
    picture_files.write_cifar10(folder)
    for data, words in hostile_pickles(folder / "trace"):
        (folder / BATCHES[2]).write_bytes(data)
        message = refusal("cifar10")
        assert str(folder / BATCHES[2]) in message and words in message, data
    assert not (folder / "trace").exists()


@pytest.mark.parametrize(
    ("kind", "words"), [(np.float32, "its array is b'f4'"), (object, "is no batch")]
)
def test_a_batch_holds_bytes(folder, kind, words):
    picture_files.write_cifar10(folder)
    pictures = np.zeros((10, 32, 32, 3), kind)
    (folder / BATCHES[0]).write_bytes(cifar10_batch(pictures, np.arange(10)))
    assert words in refusal("cifar10")


def test_a_batch_has_a_label_for_each_picture(folder):
    picture_files.write_cifar10(folder)
    pictures = cifar10_arrays()["x_test"]
    (folder / BATCHES[0]).write_bytes(cifar10_batch(pictures, np.arange(9)))
    assert "10 pictures, labels of shape (9,)" in refusal("cifar10")
    (folder / BATCHES[0]).write_bytes(cifar10_batch(pictures, np.arange(10) + 5))
    assert "labels 0 ... 14" in refusal("cifar10")
