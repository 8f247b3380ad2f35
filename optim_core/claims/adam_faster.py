"""Adam always converges faster than momentum.

Both from the same random starts, each with the learning rate that serves it best from that very
start, found with the same budget of tries (optim_core.tuning). What is counted are the updates
until the loss is within a thousandth of the lowest for good, or all of them where it never is.
"""

from optim_core.evidence import FIVE_PERCENT, Claim, Setting, own_knobs
from optim_core.ground import ground_of
from optim_core.scenario import Run, Scenario
from optim_core.settings import decay
from optim_core.text import Text
from optim_core.trials import LENGTH, TRIES, random_starts, times
from optim_core.tuning import tune

GROUNDS = {  # setting: (surface, its knobs)
    "bowl": ("noisy_bowl", {}),
    "ravine": ("quadratic", {"condition": 100.0, "rotation": 0.0}),
    "turned": ("quadratic", {"condition": 100.0, "rotation": 45.0}),
    "rosenbrock": ("rosenbrock", {}),
    "beale": ("beale", {}),
    "plateau": ("plateau", {}),
    "saddle": ("ravine_saddle", {}),
}
TITLES = {
    "bowl": Text(en="round bowl", zh="圆碗"),
    "ravine": Text(en="ravine along an axis", zh="沿坐标轴的峡谷"),
    "turned": Text(en="the same ravine, turned", zh="同一峡谷，旋转后"),
}
SETTINGS = {
    name: Setting(TITLES.get(name, ground_of(surface).title))
    for name, (surface, _) in GROUNDS.items()
}
STEPS = 500
TARGET = 1e-3


def place(setting, seed):
    surface, surface_knobs = GROUNDS[setting]
    return {
        "surface": surface,
        "start": tuple(random_starts(surface, 1, seed)[0].tolist()),
        "surface_knobs": surface_knobs,
    }


def runs(knobs):
    return {"adam": {}, "heavy_ball": {"beta": knobs["momentum"]}}


def tuned(knobs, setting, seed):
    """Adam at its best and the heavy ball at its best, from this seed's start."""
    return [
        tune(
            name,
            trials=int(knobs["tries"]),
            target=TARGET,
            steps=times(STEPS, knobs["length"]),
            knobs=own,
            **place(setting, seed),
        )
        for name, own in runs(knobs).items()
    ]


def trial(knobs, setting, seed):
    budget = times(STEPS, knobs["length"])
    found = [one.best.steps for one in tuned(knobs, setting, seed)]
    return tuple(max(steps, 1) if steps >= 0 else budget for steps in found)


def example(knobs, setting, seed):
    pairs = zip(runs(knobs).items(), tuned(knobs, setting, seed), strict=True)
    return Scenario(
        steps=times(STEPS, knobs["length"]),
        noise=0.0,
        runs=tuple(Run(name, {**own, "lr": best.lr}) for (name, own), best in pairs),
        **place(setting, seed),
    )


SPEC = Claim(
    title=Text(en="Adam always converges faster than momentum", zh="Adam 总比动量法收敛得快"),
    why=Text(
        en="Adam has momentum and, besides, a step size of its own for every coordinate.",
        zh="Adam 既有动量，又为每个坐标配上自己的步长。",
    ),
    measured=Text(
        en="updates until the loss stays within 0.001 of the minimum",
        zh="损失稳定在最小值 0.001 以内所需的更新次数",
    ),
    sides=(Text(en="Adam", zh="Adam"), Text(en="momentum", zh="动量法")),
    order=5,
    unit="ratio",
    line=FIVE_PERCENT,
    settings=SETTINGS,
    knobs=own_knobs(
        SETTINGS,
        seeds=40,
        tries=TRIES,
        length=LENGTH,
        momentum=decay(0.9, Text(en="momentum’s memory", zh="动量系数")),
    ),
    trial=trial,
    example=example,
)
