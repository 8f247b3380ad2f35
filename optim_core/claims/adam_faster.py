"""Adam always converges faster than momentum.

Both from the same random starts, each with the memory (beta, beta1) and the learning rate that
serve it best from that very start, found with the same budget: each of MEMORIES with as many tries
of the learning rate (optim_core.tuning). What is counted are the updates until the loss is within a
thousandth of the lowest for good, or all of them where it never is.
"""

from optim_core.evidence import FIVE_PERCENT, Claim, Setting, own_knobs
from optim_core.ground import ground_of
from optim_core.scenario import Run, Scenario
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
MEMORY = {"adam": "beta1", "heavy_ball": "beta"}
MEMORIES = (0.5, 0.7, 0.8, 0.9, 0.95)
STEPS = 500
TARGET = 1e-3


def place(setting, seed):
    surface, surface_knobs = GROUNDS[setting]
    return {
        "surface": surface,
        "start": tuple(random_starts(surface, 1, seed)[0].tolist()),
        "surface_knobs": surface_knobs,
    }


def tuned(knobs, setting, seed):
    """Adam at its best and the heavy ball at its best, from this seed's start: (knobs, steps)."""
    experiment = {"steps": times(STEPS, knobs["length"]), **place(setting, seed)}
    return [best_of(name, int(knobs["tries"]), experiment) for name in MEMORY]


def best_of(optimizer, tries, experiment):
    """Its best knobs, and after how many updates a run with them is there for good (-1: never)."""
    found = {
        memory: tune(
            optimizer, trials=tries, target=TARGET, knobs={MEMORY[optimizer]: memory}, **experiment
        ).best
        for memory in MEMORIES
    }
    memory = min(found, key=lambda each: found[each].score)
    return {MEMORY[optimizer]: memory, "lr": found[memory].lr}, found[memory].steps


def trial(knobs, setting, seed):
    budget = times(STEPS, knobs["length"])
    found = [steps for _, steps in tuned(knobs, setting, seed)]
    return tuple(max(steps, 1) if steps >= 0 else budget for steps in found)


def example(knobs, setting, seed):
    return Scenario(
        steps=times(STEPS, knobs["length"]),
        noise=0.0,
        runs=tuple(
            Run(name, own)
            for name, (own, _) in zip(MEMORY, tuned(knobs, setting, seed), strict=True)
        ),
        **place(setting, seed),
    )


SPEC = Claim(
    title=Text(en="Adam always converges faster than momentum", zh="Adam 总比动量法收敛得快"),
    why=Text(
        en="Adam has momentum and, besides, a step size of its own for every coordinate.",
        zh="Adam 既有动量，又为每个坐标配上自己的步长。",
    ),
    measured=Text(
        en="updates until the loss stays within 0.001 of the minimum, each with the best of "
        f"{len(MEMORIES)} memories and of as many learning rates for each of them",
        zh="损失稳定在最小值 0.001 以内所需的更新次数；双方各自在 "
        f"{len(MEMORIES)} 个动量系数、每个系数同样多的学习率中取最好的一组",
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
    ),
    trial=trial,
    example=example,
)
