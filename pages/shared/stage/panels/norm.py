"""Loss and size of the gradient of the run in focus: a plain has neither slope nor a low loss."""

import numpy as np

from pages.shared.site.numbers import write
from pages.shared.site.plots import Axis, Figure, Plot, line
from pages.shared.site.run_names import default_names


def draw(scenario, run, t, called=()):
    found = scenario.run_one(scenario.runs[run])
    norm = np.hypot(*found.grad.T)
    steps = np.arange(float(len(norm)))
    axis = Axis(t("panels.norm_step"))
    name = (called or default_names(scenario.runs, t.language))[run]
    smallest = int(np.argmin(norm))
    words = {
        "name": name,
        "step": smallest,
        "norm": write(norm[smallest]),
        "loss": write(found.loss[smallest]),
        "last": write(found.loss[-1]),
        "steps": len(norm) - 1,
    }
    return Figure(
        (
            Plot((line(steps, found.loss, look=run),), axis, Axis(t("panels.norm_loss"))),
            Plot(
                (line(steps, norm, look=run),),
                axis,
                # A logarithmic axis has no place for a slope of exactly zero.
                Axis(t("panels.norm_size"), "log" if norm.all() else "linear"),
            ),
        ),
        sentence=t("panels.norm_sentence", **words),
        cursor=True,
        facts={"smallest": norm[smallest], "step": smallest, "loss": found.loss[smallest]},
    )
