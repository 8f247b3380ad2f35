"""What the training lab lets one choose, and what of it goes together."""

from dataclasses import dataclass, replace

from optim_core import DATASETS, MODELS, OPTIMIZERS, SCHEDULES, Text, Trainer
from optim_core.planning import START_TITLE, STARTS, options
from optim_core.sampling import SAMPLINGS
from optim_core.settings import Choice, Knob, Sizes, Typed, learning_rate
from optim_core.tables import MOST_CLASSES
from pages.shared.figures import own_tables
from pages.shared.figures.lab import pins

OWN_TABLE = "csv"
HELD_OUT = 0.25  # of data whose own default is to hold nothing out, as the others do
PACES = ("fast", "watch", "step")
# What another data set begins with, by what its samples are.
PICTURES = {"hidden": (32,), "batch": 64.0, "epochs": 20.0}
PLANE = {"hidden": (16, 16), "batch": 32.0, "epochs": 100.0}
MEASUREMENTS = {"hidden": (16,), "batch": 16.0, "epochs": 60.0}


# What is otherwise with a setting of all schedules, or of one, here, where it counts epochs, a
# training has some twenty of them, and a title has little room.
LEFT = {"title": Text(en="left at end", zh="末尾剩余占比")}
FEW_EPOCHS = {"default": 5.0, "high": 100.0}
HERE = {
    "end": LEFT,
    "exponential_factor": {"title": Text(en="epoch's factor", zh="每轮系数")},
    "manual_points": {"title": Text(en="epoch:rate, …", zh="轮:学习率，…")},
    "one_cycle_low": {"title": Text(en="first share", zh="起始占比")},
    "staircase_every": {"title": Text(en="epochs a stair", zh="每级轮数"), **FEW_EPOCHS},
    "warm_restarts_growth": {"title": Text(en="growth", zh="周期倍数")},
    "warm_restarts_period": {"title": Text(en="first cycle", zh="首个周期的轮数"), **FEW_EPOCHS},
    "warmup_cosine_warmup": {"title": Text(en="warm-up", zh="预热占比")},
}
SCHEDULE_SETTINGS = {
    schedule: {f"{schedule}_{name}": name for name in spec.knobs}
    for schedule, spec in SCHEDULES.items()
}


def _schedule_knobs():
    """{id: knob} of all schedules' settings."""
    for schedule, names in SCHEDULE_SETTINGS.items():
        for id_, name in names.items():
            yield id_, replace(SCHEDULES[schedule].knobs[name], **HERE.get(id_, HERE.get(name, {})))


def _decays():
    """{id: knob} of what optimisers remember by, as the one that is trained first has it."""
    for spec in (*OPTIMIZERS.values(), OPTIMIZERS["adam"]):
        for name in dict.fromkeys((*(mean.decay for mean in spec.means), *spec.powers)):
            yield name, replace(spec.knobs[name], title=Text(en="memory", zh="衰减率"))


DECAYS = dict(_decays())


def _count(default, low, high, title, symbol, scale="log"):
    return Knob(default, low, high, title, symbol, scale, least=low, below=high + 1, whole=True)


def _share(high, title, symbol, below):
    return Knob(0.0, 0.0, high, title, symbol, below=below)


def _check_pins(text):
    pinned(text)


SETTINGS = {
    "dataset": Choice("digits", (*DATASETS, OWN_TABLE), Text(en="data", zh="数据")),
    "samples": _count(1348, 10, 10_000, Text(en="samples", zh="样本数"), "m"),
    "noise": Knob(0.15, 0.0, 1.0, Text(en="noise", zh="噪声"), "σ", below=10.0),
    "model": Choice("mlp", tuple(MODELS), Text(en="model", zh="模型")),
    "hidden": Sizes((32,), 256, 3, Text(en="hidden layers", zh="隐藏层")),
    "activation": MODELS["mlp"].options["activation"],
    "filters": _count(8, 1, 32, Text(en="filters", zh="卷积核数"), "F"),
    "init": Choice("fitting", STARTS, START_TITLE),
    "optimizer": Choice("adam", tuple(OPTIMIZERS), Text(en="optimiser", zh="优化器")),
    "lr": learning_rate(OPTIMIZERS["adam"].lr_of_networks, low=1e-4, high=3.0),
    **DECAYS,
    "schedule": Choice("constant", tuple(SCHEDULES), Text(en="schedule", zh="学习率调度")),
    **dict(_schedule_knobs()),
    "sampling": Choice("shuffle", SAMPLINGS, Text(en="batches", zh="抽样方式")),
    "batch": _count(64, 1, 1024, Text(en="batch size", zh="批量大小"), "B"),
    "epochs": _count(20, 1, 500, Text(en="epochs", zh="轮数"), "E"),
    "l2": _share(0.1, Text(en="L2 penalty", zh="L2 惩罚"), "λ", below=10.0),
    "weight_decay": _share(0.5, Text(en="weight decay", zh="权重衰减"), "λ′", below=10.0),
    "dropout": _share(0.8, Text(en="dropout", zh="随机失活率"), "p", below=1.0),
    "seed": _count(0, 0, 999, Text(en="seed", zh="随机种子"), "s", "linear"),
    "seeds": _count(1, 1, 10, Text(en="seeds", zh="种子个数"), "n", "linear"),
    "pace": Choice("fast", PACES, Text(en="pace", zh="速度")),
    "table": Typed("", Text(en="file", zh="文件"), own_tables.check),
    "column": Knob(0, 0, 49, Text(en="column", zh="列"), "c", below=50, whole=True),
    "pins": Typed("", Text(en="pinned", zh="已固定"), _check_pins, longest=pins.LONGEST),
}
# Which say how to look at a training, not what is trained.
OUTSIDE = ("pace", "table", "column", "pins")


def pinned(text):
    """The settings of all pinned trainings; ValueError where the text is none."""
    return pins.pinned(text, SETTINGS)


def pin(text, settings):
    """The text with these settings added: all of them that change what is trained."""
    return pins.added(text, settings, SETTINGS, used(settings))


@dataclass(frozen=True)
class Fitted:
    """Settings that go together; `replaced` {id: (asked, used)} says what did not."""

    settings: dict
    replaced: dict


def fit(settings, data):
    """The settings with the nearest model that is for these data."""
    asked = settings["model"]
    fitting = models_for(data, settings)
    if asked in fitting:
        return Fitted(settings, {})
    used = min(fitting, key=lambda model: abs(MODELS[model].order - MODELS[asked].order))
    return Fitted(settings | {"model": used}, {"model": (asked, used)})


def models_for(data, settings):
    """Ids of the models that these data can be given to."""
    task = "classification" if data.classes else "regression"
    return [
        model
        for model, spec in MODELS.items()
        if task in spec.tasks and _can_plan(model, spec, data, settings)
    ]


def _can_plan(model, spec, data, settings):
    try:
        spec.plan(data, **options(model, spec, model_options(model, settings)))
    except ValueError:
        return False
    return True


def model_options(model, settings):
    """{option: value} of a model, those that the lab offers."""
    chosen = settings | {"filters": [int(settings["filters"])], "start": settings["init"]}
    return {name: chosen[name] for name in MODELS[model].options if name in chosen}


class NoData(ValueError):
    """Data that can't be had: `text` says why in every language."""

    def __init__(self, en, zh):
        super().__init__(en)
        self.text = Text(en=en, zh=zh)


def load(settings):
    """The Data of one seed; ValueError, in words, where there are none."""
    seed = int(settings["seed"])
    if settings["dataset"] == OWN_TABLE:
        return _own(settings, seed)
    name = settings["dataset"]
    try:
        return DATASETS[name].load(**data_knobs(settings), seed=seed)
    except ValueError as error:
        raise NoData(
            str(error), f"需要你自己的数据文件，放在环境变量所指的文件夹里。{error}"
        ) from error


def data_knobs(settings):
    """{knob: value} of a data set of ours, within what has a meaning for it."""
    offered = {"m": settings["samples"], "noise": settings["noise"], "held_out": HELD_OUT}
    knobs = DATASETS[settings["dataset"]].knobs
    return {name: knob.default for name, knob in knobs.items()} | {
        knob: min(max(value, knobs[knob].least), _largest(knobs[knob]))
        for knob, value in offered.items()
        if knob in knobs
    }


def _largest(knob):
    return knob.below - 1 if knob.whole else knob.high


def _own(settings, seed):
    table, target, task = own_table(settings)
    return table.to_data(target, task, seed)


def own_table(settings):
    """(Table, name of the column to tell, task) of a viewer's own file."""
    if not settings["table"]:
        raise NoData("Choose a CSV file first.", "请先选择一个 CSV 文件。")
    table = own_tables.table(settings["table"])
    name = table.names[min(int(settings["column"]), len(table.names) - 1)]
    return table, name, task_of(table.series(name))


def task_of(values):
    """A column of few different whole numbers names classes, any other is a quantity."""
    different = set(values.tolist())
    whole = all(value == int(value) for value in different)
    return "classification" if whole and len(different) <= MOST_CLASSES else "regression"


def trainer(settings, data):
    """A Trainer of settings that fit."""
    knobs = OPTIMIZERS[settings["optimizer"]].knobs
    return Trainer(
        settings["model"],
        data,
        settings["optimizer"],
        epochs=int(settings["epochs"]),
        batch_size=int(settings["batch"]),
        sampling=settings["sampling"],
        knobs={name: settings[name] for name in knobs if name in settings},
        schedule=settings["schedule"],
        schedule_knobs={
            name: settings[id_] for id_, name in SCHEDULE_SETTINGS[settings["schedule"]].items()
        },
        l2=settings["l2"],
        # An optimiser that decays by itself is given the number; it must not be done twice.
        weight_decay=0.0 if "weight_decay" in knobs else settings["weight_decay"],
        dropout=settings["dropout"] if "dropout" in used(settings) else 0.0,
        seed=int(settings["seed"]),
        model_knobs=model_options(settings["model"], settings),
    )


def used(settings):
    """Ids of the settings that change what is trained, given the others; in the table's order."""
    model, optimizer = settings["model"], OPTIMIZERS[settings["optimizer"]]
    hides = model == "cnn" or (model == "mlp" and len(settings["hidden"]) > 0)
    data_set = DATASETS.get(settings["dataset"])
    knobs = data_set.knobs if data_set else {}
    unused = {
        "samples": "m" not in knobs,
        "noise": "noise" not in knobs,
        "batch": settings["sampling"] == "full",
        "dropout": not hides,
    }
    unused |= {name: name not in optimizer.knobs for name in DECAYS}
    unused |= {
        name: name not in MODELS[model].options for name in ("hidden", "activation", "filters")
    }
    for schedule, names in SCHEDULE_SETTINGS.items():
        unused |= dict.fromkeys(names, settings["schedule"] != schedule)
    unused |= dict.fromkeys(OUTSIDE, True)
    unused |= dict.fromkeys(("table", "column"), settings["dataset"] != OWN_TABLE)
    return [name for name in SETTINGS if not unused.get(name, False)]


def companions(before, after):
    """{id: value} that go along with another optimiser or another data set: a rate that it
    learns with, as many samples as it has, a network of its size."""
    found = {}
    if before["optimizer"] != after["optimizer"]:
        spec = OPTIMIZERS[after["optimizer"]]
        found["lr"] = spec.lr_of_networks
        own = spec.knobs.keys() & {"weight_decay", *DECAYS}
        found |= {name: spec.knobs[name].default for name in own}
    if before["dataset"] != after["dataset"] and after["dataset"] != OWN_TABLE:
        spec = DATASETS[after["dataset"]]
        found |= PICTURES if spec.image else PLANE if "noise" in spec.knobs else MEASUREMENTS
        names = {"samples": "m", "noise": "noise"}
        found |= {id_: spec.knobs[k].default for id_, k in names.items() if k in spec.knobs}
    return {id_: value for id_, value in found.items() if after[id_] == before[id_]}
