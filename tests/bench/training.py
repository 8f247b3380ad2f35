"""Training against PyTorch, Optax and scikit-learn, on the tasks of the course notes."""

from tests.bench import trainers
from tests.bench.table import Missing, Table
from tests.bench.timing import round_robin

ROUNDS = 5
ALONE, WHOLE = "ours, the loop", "ours, the whole call with an evaluation each epoch"
LOADER, INDEXED = "PyTorch, DataLoader", "PyTorch, permuted indices"
OPTAX, SKLEARN = "Optax, jitted lax.scan", "scikit-learn MLPClassifier"
CONTENDERS = {
    ALONE: trainers.ours_alone,
    WHOLE: trainers.ours,
    OPTAX: trainers.optax_scan,
    SKLEARN: trainers.sklearn_classifier,
    INDEXED: trainers.torch_indexed,
    LOADER: trainers.torch_loader,
}
BATCHES = tuple(trainers.EPOCHS)
# How many times faster than whom, for each batch size.
LEAST = {LOADER: (30, 100, 10), OPTAX: (2, 2, 2), SKLEARN: (5, 5, 5)}
PRECISION = """Ours, Optax and scikit-learn compute in float64, PyTorch in its default float32
and in one thread, which is its faster way with products as small as these."""


def tables():
    return [network(), regression(), pictures()]


def network():
    runs, missing = prepared(CONTENDERS)
    seconds = {batch: each_epoch(runs, batch) for batch in BATCHES}
    rows = [
        [name, *(cell(seconds[batch], name) for batch in BATCHES)]
        if name in runs
        else [name, *[f"not here: {missing[name]}"] * len(BATCHES)]
        for name in CONTENDERS
    ]
    wanted = [
        seconds[batch][name] / seconds[batch][ALONE] >= least
        for name, row in LEAST.items()
        for batch, least in zip(BATCHES, row, strict=True)
        if name in runs
    ]
    return Table(
        "A network 64-32-10 learns digits, Adam",
        ("ms an epoch (x ours, the loop)", *(f"batch {batch}" for batch in BATCHES)),
        rows,
        aim="against DataLoader 30 x, 100 x, 10 x; Optax 2 x; scikit-learn 5 x",
        met=all(wanted) if set(LEAST) <= set(runs) else None,
        note=f"{PRECISION} Nobody but the whole call evaluates; scikit-learn checks its data too.",
    )


def prepared(contenders):
    """({name: what it prepared}, {name: what is missing})."""
    runs, missing = {}, {}
    for name, prepare in contenders.items():
        try:
            runs[name] = prepare()
        except Missing as what:
            missing[name] = str(what)
    return runs, missing


def each_epoch(runs, batch):
    """{name: seconds of one epoch}."""
    seconds = round_robin({name: by_batch[batch] for name, by_batch in runs.items()}, ROUNDS)
    return {name: spent / trainers.EPOCHS[batch] for name, spent in seconds.items()}


def cell(seconds, name):
    return f"{seconds[name] * 1e3:,.2f} ({seconds[name] / seconds[ALONE]:,.1f})"


def regression():
    contenders = {WHOLE: trainers.ours_line, INDEXED: trainers.torch_line}
    runs, missing = prepared(contenders)
    seconds = round_robin(runs, ROUNDS)
    rows = [[WHOLE, f"{seconds[WHOLE]:.4f}", "1"]]
    met = None
    if INDEXED in runs:
        theirs = seconds[INDEXED] * trainers.LINE_EPOCHS
        times = theirs / seconds[WHOLE]
        rows += [[f"{INDEXED}, from one epoch", f"{theirs:,.1f}", f"{times:,.0f}"]]
        met = times >= 5_000
    else:
        rows += [[INDEXED, f"not here: {missing[INDEXED]}", "-"]]
    return Table(
        "The notes' linear regression at batch 1, 1,000 epochs of 1,000 updates",
        ("", "seconds", "x ours"),
        rows,
        aim="at least 5,000 x faster than a PyTorch loop",
        met=met,
        note="PyTorch was measured for one epoch, and that multiplied.",
    )


def pictures():
    contenders = {
        ALONE: trainers.ours_pictures_alone,
        WHOLE: trainers.ours_pictures,
        INDEXED: trainers.torch_pictures,
    }
    runs, missing = prepared(contenders)
    seconds = {name: s / trainers.EPOCHS[64] for name, s in round_robin(runs, ROUNDS).items()}
    rows = [
        [name, cell(seconds, name) if name in runs else f"not here: {missing[name]}"]
        for name in contenders
    ]
    return Table(
        "A convolutional network with 32 filters learns digits, Adam, batch 64",
        ("", "ms an epoch (x ours, the loop)"),
        rows,
        aim="at least 2 x faster than PyTorch",
        met=seconds[INDEXED] / seconds[ALONE] >= 2 if INDEXED in runs else None,
        note=PRECISION,
    )
