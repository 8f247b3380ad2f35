"""Small lessons that check clean, for tests that break them in one place."""

from io import BytesIO

from PIL import Image

from lessons.engine import answers, checking, course
from lessons.engine.lesson import read
from lessons.engine.problems import INFO, Notes

HEAD = """\
---
id: valley
title: A narrow valley
language: en
objectives: [Tune a momentum]
---
"""
EXPERIMENT = """\
:::{experiment} race
---
surface: {id: quadratic, condition: 30}
start: [-4, 2]
steps: 60
sliders:
  lr: {label: Learning rate, min: 0.001, max: 0.1, value: 0.02, scale: log}
  beta: {label: Momentum, min: 0, max: 0.95, step: 0.05, value: 0.8}
runs:
  - {label: Plain, optimizer: sgd, lr: $lr}
  - {label: Heavy, optimizer: heavy_ball, lr: $lr, beta: $beta}
claims:
  - {run: Plain, metric: loss, versus: Heavy, above: 0}
---
:::
"""
PREDICT = """\
:::{predict} guess
:reveals: race
Which is sooner?
- [x] Heavy
  > Yes.
- [ ] Plain
:::
"""
NUMERIC = """\
:::{numeric} steps
---
answer: {experiment: race, run: Heavy, metric: steps_to_loss, target: 1e-3}
accept: {abs: 2}
---
After how many steps?
:::
"""
CHALLENGE = """\
::::{challenge} sooner
---
experiment: race
run: Heavy
goal: {metric: loss, below: 1e-3, within_steps: 30}
reference: {lr: 0.09, beta: 0.5}
without: {beta: 0}
---
Be there in 30 steps.
:::{hint}
Which one is the brake?
:::
::::
"""
LESSON = "\n".join((HEAD, PREDICT, EXPERIMENT, NUMERIC, CHALLENGE))
CHINESE = """\
---
id: valley
title: 窄谷
language: zh
translates: valley.en.md
objectives: [调节动量]
---

:::{predict} guess
哪个更快？
- 重球
  > 对。
- 普通
:::

:::{experiment} race
---
labels: {lr: 学习率, beta: 动量, Plain: 梯度下降, Heavy: 重球法}
---
:::

:::{numeric} steps
需要多少步？
:::

::::{challenge} sooner
在 30 步内到达。
:::{hint}
哪一个是刹车？
:::
::::
"""


def picture(width=4, height=3, kind="PNG"):
    """The bytes of an image."""
    stream = BytesIO()
    Image.new("L" if kind == "EPS" else "1", (width, height)).save(stream, kind)
    return stream.getvalue()


def problems_of(text, name="valley.en.md", assets=None):
    """What reading and running a text finds, but for what only informs."""
    lesson = read(text, name, assets=assets)
    found = {*lesson.problems, *checking.check(lesson, assets=assets)}
    return sorted(problem for problem in found if problem.level != INFO)


def live_blocks_of(text):
    lesson = read(text, "valley.en.md")
    return answers.live_blocks(lesson, Notes(lesson.file))


def written(folder, **texts):
    """The Entry of a lesson whose files are written into a folder: en=..., zh=..."""
    for language, text in texts.items():
        (folder / f"valley.{language}.md").write_text(text, "utf-8")
    return course.course([folder])["valley"]


def problems_of_both(folder, **texts):
    entry = written(folder, **texts)
    return [problem for problem in course.run(entry, {"valley"}) if problem.level != INFO]
