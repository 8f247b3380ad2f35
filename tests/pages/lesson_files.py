"""A small lesson in both languages, and broken ones, for tests to write into a folder."""

from pathlib import Path

TEMPLATE = Path(__file__).parents[2] / "lessons" / "engine" / "template.md"

CHINESE = """---
id: valley
title: 动量：窄谷中的重球
language: zh
translates: valley.en.md
objectives: [说出动量改变了什么, 调节学习率与动量]
---
梯度下降忘记上一步，动量记得它。

:::{predict} guess
$\\beta = 0.8$ 的动量会怎样？
- 更早到达
  > 对：横向的梯度相互抵消，纵向的累加。
- 更晚到达
  > 运行看看。
:::

:::{experiment} valley
---
labels: {lr: 学习率 α, beta: 动量 β, Gradient descent: 梯度下降, Momentum: 动量法}
---
:::

动量法最终的损失是 {value}`valley.Momentum.loss`。

+++

:::{numeric} steps
取 $\\alpha = 0.02$，$\\beta = 0.8$，多少步后损失首次低于 $10^{-3}$？
:::

::::{challenge} sooner
在 30 步内把损失降到 $10^{-3}$ 以下。
:::{hint}
哪个滑块是刹车？
:::
::::
"""

FRONT = """---
id: {id}
title: A lesson
language: en
---
"""

EVERYTHING = (
    FRONT.format(id="everything")
    + """
Prose with [a way out](javascript:alert(1)), <b>HTML</b> and ![a picture](https://far.away/x.png).

:::{quiz} several
---
tries: 2
shuffle: true
solution_after: 1
---
Which are odd?
- [x] One
  > One is.
- [x] Three
- [ ] Two
  > Two is even.
:::

:::{predict} how-many
:kind: number
How many?
:::

:::{predict} where
:kind: point
Where?
:::

:::{experiment} hill
---
surface: himmelblau
show: [surface3d, anatomy]
sliders:
  rate: {label: Step size, min: 0.001, max: 0.05, value: 0.01, scale: log}
runs:
  - {label: Plain, optimizer: sgd, lr: $rate}
  - {label: Ball, optimizer: heavy_ball, lr: $rate, schedule: inverse_time, schedule_rate: 0.1}
---
:::

::::{numeric} far
---
answer: {experiment: hill, run: Plain, at: {rate: 0.015}, metric: steps_to_loss, target: 1e-3}
wrong:
  - {value: 3, message: That is the number of minima less one.}
---
How long?
:::{hint}
---
after: 2
---
Look at the curve.
:::
:::{solution}
Read it off.
:::
::::

:::{note}
A note.
:::

:::{tip}
A tip.
:::

:::{warning}
A warning.
:::

:::{instructor}
---
minutes: 5
---
Ask first.
:::
+++
:::{averages} memory
---
series: temperature
betas: [0.9, 0.5]
corrected: true
sliders:
  beta: {label: Memory, min: 0.5, max: 0.99, step: 0.01, value: 0.9}
---
:::

:::{challenge} shorter
---
experiment: memory
goal: {metric: window, below: 9.5}
reference: {beta: 0.8}
---
Remember fewer days.
:::
+++
:::{map} all
---
optimizer: heavy_ball
surface: {id: quadratic, condition: 10}
across: {knob: lr, min: 0.01, max: 1, scale: log}
down: {knob: beta, min: 0, max: 0.9}
---
:::
+++
:::{training} digits
---
model: softmax
dataset: digits
epochs: 2
seeds: 2
sliders:
  rate: {label: Learning rate, min: 0.001, max: 0.1, value: 0.01, scale: log}
runs:
  - {label: Adam, optimizer: adam, lr: $rate}
  - {label: Plain, optimizer: sgd, lr: 0.1}
---
:::

:::{challenge} deeper
---
experiment: digits
run: Adam
goal: {metric: test_loss, below: 0.4}
reference: {rate: 0.05}
---
End lower.
:::
"""
)

BROKEN = (
    FRONT.format(id="broken")
    + """
:::{experiment} misspelt
---
surfac: quadratic
runs: [{label: Plain, optimizer: sgd}]
---
:::

:::{experiment} unknown
---
surface: quadratc
runs: [{label: Plain, optimizer: sgd}]
---
:::

:::{numeric} of-nothing
---
answer: {experiment: misspelt, run: Plain, metric: loss}
---
How low?
:::

:::{quizz} what
:::

:::{experiment} sound
---
surface: quadratic
runs: [{label: Plain, optimizer: sgd}]
---
:::
"""
)

ORPHAN = """---
id: orphan
title: 没有原文
language: zh
translates: orphan.en.md
---
:::{experiment} lost
:::
"""


def english():
    """The template that instructors begin with, finished."""
    text = TEMPLATE.read_text("utf-8").replace("LESSON-ID", "valley").replace("TITLE", "A valley")
    return "\n".join(line for line in text.split("\n") if not line.startswith("draft:"))


def fill(folder):
    files = {
        "valley.en.md": english(),
        "valley.zh.md": CHINESE,
        "everything.en.md": EVERYTHING,
        "broken.en.md": BROKEN,
        "orphan.zh.md": ORPHAN,
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
