"""Reduce on plateau: a hand that waits, and lowers the rate when the loss no longer falls.

No formula of t, because what it does depends on the run: after `patience` + 1 epochs in a row
none of which ended at least a share `threshold` below the best so far, the rate is multiplied by
`factor`, and the count begins anew. So it is the schedule "manual" with the points that this rule
sets: they are in the link, in the script, and can be moved by hand afterwards. The rule is that of
PyTorch's ReduceLROnPlateau, without cooldown.
"""

import numpy as np


def reduce_on_plateau(run, lr, *, factor=0.5, patience=5, threshold=1e-4, most=50):
    """The points ((epoch, rate), …) of the schedule "manual".

    `run(points)` gives the loss at the end of epoch 0, 1, … under these points; as a rate that is
    set later changes nothing before, each further point needs one more run.
    """
    points = ()
    while len(points) < most:
        given_up = list(_given_up(run(points), patience, threshold))
        if len(given_up) == len(points):
            break
        points += ((float(given_up[len(points)]), lr * factor ** (len(points) + 1)),)
    return points


def _given_up(losses, patience, threshold):
    """Yields the epochs from which on the rate is to be lower than before."""
    best, bad = np.inf, 0
    for epoch, loss in enumerate(losses, 1):
        better = loss < best * (1.0 - threshold)
        best, bad = (loss, 0) if better else (best, bad + 1)
        if bad > patience:
            bad = 0
            yield epoch
