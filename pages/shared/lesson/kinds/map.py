"""A map of two knobs."""

from pages.shared.figures.sweeps import ends_text
from pages.shared.lesson.live import draw_figure


def draw(item, reading):
    options = item.options
    surface, across, down = options.surface, options.across, options.down
    draw_figure("maps", item, reading, {
        "optimizer": options.optimizer,
        "surface": surface.id,
        **{f"surface.{knob}": str(value) for knob, value in surface.knobs.items()},
        "across": across.knob,
        "down": down.knob,
        "across_ends": ends_text(across.min, across.max, across.scale),
        "down_ends": ends_text(down.min, down.max, down.scale),
        "show": options.metric,
        "steps": str(options.steps),
    })  # fmt: skip
