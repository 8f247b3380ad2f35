"""A training: its curves, made by the figure of that name."""

from pages.shared.lesson.live import draw_figure


def draw(item, reading):
    asked = {f"slider_{k}": str(v) for k, v in enumerate(reading.settings(item.id).values(), 1)}
    place = {"lesson": reading.entry.id, "block": item.id}
    draw_figure("lesson", item, reading, place | asked)
