"""Breast cancer: is a tumour malignant or benign, told from the shape of its cell nuclei?

569 tumours, 30 measurements each, standardised by the training part. Wolberg, Mangasarian,
Street & Street, 1993, https://doi.org/10.24432/C5DW2B, as bundled with scikit-learn: class 0 is
malignant. A quarter of each class is held out for the test.
"""

from functools import cache

from optim_core.data import Data
from optim_core.entries import Dataset
from optim_core.samples import HELD_OUT, hold_out, standardise
from optim_core.text import Text


@cache
def tumours():
    """scikit-learn's bundle; on first use, as importing scikit-learn takes a second."""
    from sklearn.datasets import load_breast_cancer

    return load_breast_cancer()


def load(seed):
    measured, label = tumours().data, tumours().target
    training, test = hold_out(label, HELD_OUT, seed, classes=2)
    x, x_test = standardise(measured[training], measured[test])
    return Data(
        x,
        label[training],
        x_test,
        label[test],
        classes=2,
        features=tuple(map(str, tumours().feature_names)),
        labels=tuple(map(str, tumours().target_names)),
    )


SPEC = Dataset(
    title=Text(en="Breast cancer", zh="乳腺癌"),
    idea=Text(
        en="Malignant or benign, told from the shape of the cell nuclei of 569 tumours.",
        zh="根据 569 个肿瘤的细胞核形状判断恶性还是良性。",
    ),
    task="classification",
    load=load,
    paper="https://doi.org/10.24432/C5DW2B",
)
