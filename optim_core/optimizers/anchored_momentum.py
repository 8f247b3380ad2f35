"""Anchored momentum: a heavy ball on an elastic leash, whose step is never longer than a radius.

    v <- beta v + gamma g                                the ball's speed
    w <- (1 - anchor_beta) w + anchor_beta x             the anchor: an average of past points
    step = -lr v - pull (x - w)^3                        both taken at the point before the step
    x <- x + step, shortened to a length of at most radius

The "SGDM" of the course's notes, read so that it can be computed. As printed, w averages the
minimiser itself, which nobody knows: here it averages the points walked so far, and begins at the
start. The pull was taken at the new point, which stood on both sides: here at the old one. It was
divided by w, which is singular at 0: here by nothing. The length is that of the step over all
coordinates. The ball itself is Polyak's, 1964, https://doi.org/10.1016/0041-5553(64)90137-5.
"""

from optim_core.entries import Frame, Optimizer
from optim_core.film import SLOPE, step_frame
from optim_core.jit import part
from optim_core.settings import Knob, decay, learning_rate
from optim_core.text import Text


@part
def step(x, g, memory, hyper, powers):
    lr, beta, gamma, anchor_beta, pull, _radius = hyper
    v, w = memory
    kept = beta * v
    added = gamma * g
    v = kept + added
    w = (1.0 - anchor_beta) * w + anchor_beta * x
    apart = x - w
    dx_ball = -lr * v
    dx_pull = -pull * (apart * apart * apart)
    # The radius bounds both coordinates together: the loop shortens what is returned here.
    return dx_ball + dx_pull, (v, w), (kept, added, apart, dx_ball, dx_pull)


SPEC = Optimizer(
    title=Text(en="Anchored momentum", zh="锚定动量法"),
    idea=Text(
        en="A heavy ball on an elastic leash, whose step is never longer than a radius.",
        zh="拴着弹性绳的重球，每一步的长度不超过给定半径。",
    ),
    year=2024,  # the notes bear no date: last in menus
    paper="https://doi.org/10.1016/0041-5553(64)90137-5",
    knobs={
        "lr": learning_rate(0.01),
        "beta": decay(0.9, Text(en="momentum", zh="动量系数"), high=0.99),
        "gamma": Knob(
            1.0, 0.1, 2.0, Text(en="share of the gradient", zh="梯度的系数"), "γ", least=1e-3
        ),
        "anchor_beta": Knob(
            0.1,
            0.0,
            0.99,
            Text(en="speed of the anchor", zh="锚点跟随的速度"),
            "β_w",
            below=1.0,
        ),
        "pull": Knob(0.01, 0.0, 1.0, Text(en="pull of the anchor", zh="锚点的拉力"), "a"),
        "radius": Knob(1.0, 1e-2, 10.0, Text(en="longest step", zh="最长步长"), "r", scale="log"),
    },
    step=step,
    formula=(
        r"v \leftarrow \term{keep}{\beta\, v} + \term{add}{\gamma\,\term{slope}{g}}",
        r"w \leftarrow \term{anchor}{(1-\beta_w)\, w + \beta_w\, x}",
        r"\Delta = -\term{ball}{\alpha\, v} - \term{pull}{a\,(\term{apart}{x - w})^3}",
        r"x \leftarrow x + \term{step}{\min\left(1, \frac{r}{\|\Delta\|}\right) \Delta}",
    ),
    film=(
        SLOPE,
        Frame(
            term="keep",
            code="kept =",
            words=Text(
                en="The ball's speed was {v_before}. It keeps the share β = {beta}: {kept}.",
                zh="球的速度原为 {v_before}，保留其 β = {beta} 倍：{kept}。",
            ),
            arrows=("v_before", "kept"),
        ),
        Frame(
            term="add",
            code="v =",
            words=Text(
                en="γ = {gamma} times the gradient is added, tip to tail: v = {v}.",
                zh="首尾相接加上梯度的 γ = {gamma} 倍：v = {v}。",
            ),
            arrows=("kept+added", "v"),
        ),
        Frame(
            term="anchor",
            code="w =",
            words=Text(
                en="The anchor is an average of the points so far. It moves from {w_before} to "
                "{w}.",
                zh="锚点是迄今各点的平均，由 {w_before} 移到 {w}。",
            ),
        ),
        Frame(
            term="apart",
            code="apart =",
            words=Text(
                en="The ball is {apart} away from its anchor.",
                zh="球与锚点相距 {apart}。",
            ),
        ),
        Frame(
            term="ball",
            code="dx_ball =",
            words=Text(
                en="The ball alone would roll {dx_ball}: its speed times the learning rate {lr}.",
                zh="球自己会滚动 {dx_ball}：速度乘以学习率 {lr}。",
            ),
            arrows=("dx_ball",),
        ),
        Frame(
            term="pull",
            code="dx_pull =",
            words=Text(
                en="The leash pulls back by a = {pull} times the cube of the distance: {dx_pull}. "
                "Weak nearby, it is strong far away.",
                zh="绳子往回拉，拉力是距离立方的 a = {pull} 倍：{dx_pull}。近处很弱，远处很强。",
            ),
            arrows=("dx_ball+dx_pull",),
        ),
        step_frame(
            words=Text(
                en="Together, shortened where that is longer than r = {radius}: a step of {dx}, "
                "to {x_next}.",
                zh="两者相加，若长于 r = {radius} 就截短：这一步为 {dx}，到达 {x_next}。",
            )
        ),
    ),
    memory=("v", "w"),
    begins={"w": "x"},
    velocity="v",
    details=("kept", "added", "apart", "dx_ball", "dx_pull"),
    radius="radius",
    gain=lambda knobs: knobs["gamma"] / (1.0 - knobs["beta"]),
    by_slope=True,
    network_lr=0.03,
)
