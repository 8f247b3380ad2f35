"""MNIST: 70,000 handwritten digits in 28 by 28 pixels, read from files that the user has.

LeCun, Bottou, Bengio & Haffner, 1998, https://doi.org/10.1109/5.726791. Either the four IDX
files, packed or not, or mnist.npz as Keras keeps it, in the folder that the environment variable
DESCENT_LAB_DATA names or where torchvision unpacks them below it. Pixels go from 0 (paper) to
1 (ink). `m` of the training digits and `m_test` of the test digits are drawn: all of them as
numbers of 8 bytes would fill half a gigabyte.
"""

from functools import lru_cache

from optim_core.entries import Dataset
from optim_core.image_files import find, idx, knobs, npz, pictures, sample
from optim_core.text import Text

IMAGE = (28, 28, 1)
PACKED = (("mnist.npz",),)


def _names(part, kind):
    """An IDX file as it is called when downloaded, unpacked, and unpacked by some programs."""
    names = (f"{part}-{kind}-ubyte", f"{part}.{kind}-ubyte")
    return tuple(name + packed for name in names for packed in ("", ".gz"))


IDX = tuple(
    _names(f"{part}-{what}", kind)
    for part in ("train", "t10k")
    for what, kind in (("images", "idx3"), ("labels", "idx1"))
)


@lru_cache(maxsize=1)
def _read(files):
    if len(files) == 1:
        return pictures(files, npz(files[0]), IMAGE)
    return pictures(files, [idx(f, d) for f, d in zip(files, (3, 1, 3, 1), strict=True)], IMAGE)


def load(m, m_test, seed):
    files = find("MNIST", ("mnist", "MNIST/raw"), IDX, PACKED)
    return sample(_read(files), m, m_test, seed, IMAGE, labels=tuple("0123456789"))


SPEC = Dataset(
    title=Text(en="MNIST (your files)", zh="MNIST（使用你自己的文件）"),
    idea=Text(
        en="Handwritten digits in 28 × 28 pixels, read from files that you have.",
        zh="28 × 28 像素的手写数字，从你已有的文件中读取。",
    ),
    task="classification",
    load=load,
    knobs=knobs(m=10_000, most=60_000, m_test=2_000, most_test=10_000),
    paper="https://doi.org/10.1109/5.726791",
    image=IMAGE,
    from_files=True,
)
