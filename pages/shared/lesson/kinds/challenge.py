"""A challenge: it notices by itself that it is met."""

import streamlit as st

from lessons.engine import measure
from lessons.engine.measure import Unmeasurable
from pages.shared.lesson.help import helped
from pages.shared.lesson.live import plain_label, settings_words
from pages.shared.site import t
from pages.shared.site.escape import escaped
from pages.shared.site.numbers import write


def draw(item, reading):
    options, record = item.options, reading.record(item.id)
    of = reading.live[options.experiment]
    settings = reading.settings(options.experiment)
    try:
        value = measure.goal_value(of.options, options.goal, options.run, settings, of.assets)
    except Unmeasurable as error:
        value, said = None, escaped(getattr(error.text, reading.language))
    moved = bool(reading.record(options.experiment).get("tries"))
    if value is not None:
        said = t("lessons.now", metric=_metric(options.goal), value=write(value, 4))
        if measure.meets(options.goal, value) and moved and not record.get("done"):
            record.update(done=True, right=True, settings=settings)
            st.rerun()  # what stands above the challenge is true again
    st.markdown(f"{t('lessons.goal', goal=_goal_words(item, of, reading))}  \n{said}")
    if record.get("done"):
        st.success(t("lessons.won", settings=settings_words(of, record.get("settings", {}))))
    record["tries"] = reading.record(options.experiment).get("tries", 0)
    helped(item, reading)


def _metric(goal):
    words = t(f"lessons.metric_{goal.metric}", target=f"{goal.target or measure.TARGET:g}")
    steps = goal.within_steps
    return t("lessons.within", metric=words, steps=steps) if steps else words


def _goal_words(item, of, reading):
    """Momentum: loss within 40 steps < 0.001. The only run needs no name."""
    goal = item.options.goal
    bounds = [f"> {goal.above:g}"] if goal.above is not None else []
    bounds += [f"< {goal.below:g}"] if goal.below is not None else []
    run = item.options.run
    asked = f"{_metric(goal)} {escaped(', '.join(bounds))}"
    return t("lessons.of_run", run=escaped(plain_label(of, run)), metric=asked) if run else asked
