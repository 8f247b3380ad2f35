"""What a lesson asks: predictions, choices, numbers, challenges; and the help with them."""

import math
import random

import streamlit as st

from lessons.engine import measure
from lessons.engine.measure import Unmeasurable
from pages.shared.lesson.live import keep_settings, plain_label
from pages.shared.lesson.prose import inline, prose
from pages.shared.numbers import write
from pages.shared.plain import plain
from pages.shared.site import t

MARKS = {True: "✓", False: "✗"}


def asked(item, reading, start_over):
    """A question on a card; start_over(item, reading) forgets what was answered."""
    with st.container(border=True, key=f"asked-{reading.id}-{item.id}"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            done = reading.record(item.id).get("done")
            st.caption(f"{'✓ ' if done else ''}**{t(f'lessons.{item.kind}')}**", width="content")
            if reading.record(item.id).get("tries") or done:
                st.button(t("lessons.again"), key=reading.key(item.id, "again"), type="tertiary",
                          on_click=start_over, args=(item, reading))  # fmt: skip
        prose(item.text, reading)
        DRAWN[item.kind](item, reading)


# Predictions: committed first, compared later.


def predict(item, reading):
    record = reading.record(item.id)
    if record.get("done"):
        st.markdown(t("lessons.predicted", guess=guess_of(item, reading)))
        if item.options.reveals is None:
            verdict(item, reading)
        return
    guess = GUESSED[item.options.kind](item, reading)
    if st.button(t("lessons.commit"), key=reading.key(item.id, "commit"), type="primary"):
        if guess is None:
            st.caption("⚠ " + t("lessons.choose_first"))
        else:
            record.update(guess, done=True)
            st.rerun()
    helped(item, reading)


def _guess_choice(item, reading):
    chosen = _radio(item, reading)
    return None if chosen is None else {"chosen": [chosen]}


def _guess_number(item, reading):
    return _typed(item, reading, "number", t("lessons.number"))


def _guess_point(item, reading):
    x, y = (_typed(item, reading, axis, axis) for axis in "xy")
    return x and y and {"answer": f"{x['answer']}, {y['answer']}"}


def _typed(item, reading, name, label):
    text = st.text_input(label, key=reading.key(item.id, name), max_chars=24)
    return None if number_in(text) is None else {"answer": text.strip()}


GUESSED = {"choice": _guess_choice, "number": _guess_number, "point": _guess_point}


def guess_of(item, reading):
    """What was predicted, in words."""
    record = reading.record(item.id)
    chosen = [item.choices[k].text for k in record.get("chosen", []) if k < len(item.choices)]
    return inline(" · ".join(chosen), reading) if chosen else plain(record.get("answer", "–"))


def verdict(item, reading):
    """A prediction that was a choice, beside what the author says to it."""
    for place in reading.record(item.id).get("chosen", []):
        if place < len(item.choices):
            _feedback(item.choices[place], reading)


def _feedback(choice, reading):
    words = f"{MARKS[choice.right]} {inline(choice.text, reading)}"
    if choice.feedback:
        words += f"\n\n{inline(choice.feedback, reading)}"
    (st.success if choice.right else st.warning)(words)


def _radio(item, reading):
    record = reading.record(item.id)
    first = (record.get("chosen") or [None])[0]
    order = _order(item)
    return st.radio(
        t("lessons.choices"),
        order,
        order.index(first) if first in order else None,
        format_func=lambda place: inline(item.choices[place].text, reading),
        key=reading.key(item.id, "choice"),
        label_visibility="collapsed",
        disabled=_locked(item, reading),
    )


def _order(item):
    """The order in which choices are shown: shuffled where the author asks for it."""
    order = list(range(len(item.choices)))
    if getattr(item.options, "shuffle", False):
        random.Random(item.id).shuffle(order)
    return order


# Choices.


def quiz(item, reading):
    record = reading.record(item.id)
    several = sum(choice.right for choice in item.choices) > 1
    chosen = _boxes(item, reading) if several else [_radio(item, reading)]
    if not _locked(item, reading) and _pressed_check(item, reading):
        _check_quiz(item, record, [place for place in chosen if place is not None])
        st.rerun()
    if record.get("tries"):
        for place in record.get("chosen", []):
            if place < len(item.choices):
                _feedback(item.choices[place], reading)
        _quiz_said(item, reading, several)
    helped(item, reading)


def _pressed_check(item, reading):
    return st.button(t("lessons.check"), key=reading.key(item.id, "check"), type="primary")


def _boxes(item, reading):
    before = reading.record(item.id).get("chosen", [])
    return [
        place
        for place in _order(item)
        if st.checkbox(
            inline(item.choices[place].text, reading),
            place in before,
            key=reading.key(item.id, f"choice{place}"),
            disabled=_locked(item, reading),
        )
    ]


def _check_quiz(item, record, chosen):
    if not chosen:
        return
    right = {place for place, choice in enumerate(item.choices) if choice.right}
    record.update(chosen=chosen, tries=record.get("tries", 0) + 1, right=set(chosen) == right)
    record["done"] = record["right"] or _spent(item, record)


def _quiz_said(item, reading, several):
    record = reading.record(item.id)
    if record.get("right"):
        return
    if several and all(item.choices[k].right for k in record["chosen"] if k < len(item.choices)):
        st.caption(t("lessons.more_right"))
    left = item.options.tries and item.options.tries - record["tries"]
    if left and left > 0:
        st.caption(t("lessons.tries_left", count=left))
    after = item.options.solution_after or item.options.tries
    if after and record["tries"] >= after:
        right = [inline(choice.text, reading) for choice in item.choices if choice.right]
        st.info(t("lessons.right_is", answer=" · ".join(right)))


def _spent(item, record):
    most = getattr(item.options, "tries", None)
    return bool(most) and record.get("tries", 0) >= most


def _locked(item, reading):
    record = reading.record(item.id)
    return bool(record.get("right")) or (item.kind == "quiz" and _spent(item, record))


# Numbers: the simulator's own.


def number_in(text):
    """The finite number that somebody typed, or None: also 1e-3, −2, 0,5 and 3×10^-4."""
    tidy = text.strip().replace("−", "-").replace("×10^", "e").replace("*10^", "e")
    if tidy.count(",") == 1 and "." not in tidy:
        tidy = tidy.replace(",", ".")
    try:
        value = float(tidy)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def numeric(item, reading):
    record = reading.record(item.id)
    try:
        answer = reading.answer(item)
    except Unmeasurable as error:
        st.error(plain(getattr(error.text, reading.language)))
        return
    if record.get("right"):
        st.markdown(f"{t('lessons.your_answer')} {plain(record['answer'])}")
    else:
        _ask_number(item, reading, answer)
    _numeric_said(item, reading, answer)
    show_me(item, reading)
    helped(item, reading)


def _ask_number(item, reading, answer):
    record = reading.record(item.id)
    with st.form(reading.key(item.id, "form"), border=False):
        before, key = record.get("answer", ""), reading.key(item.id, "number")
        text = st.text_input(t("lessons.number"), before, key=key, max_chars=24)
        if st.form_submit_button(t("lessons.check"), type="primary"):
            _check_numeric(item, record, text, answer)


def _check_numeric(item, record, text, answer):
    given = number_in(text)
    if given is None:
        st.caption("⚠ " + t("lessons.not_a_number"))
        return
    record.update(answer=text.strip(), tries=record.get("tries", 0) + 1)
    record["right"] = record["done"] = item.options.accept.takes(given, answer)
    st.rerun()


def _numeric_said(item, reading, answer):
    record = reading.record(item.id)
    given = number_in(record.get("answer", ""))
    if given is None:
        return
    if record.get("right"):
        st.success(t("lessons.number_right", answer=write(answer, 6)))
        return
    accept = item.options.accept
    named = [wrong for wrong in item.options.wrong if accept.takes(given, wrong.value)]
    said = inline(_message(item, named[0]), reading) if named else ""
    st.warning(f"{t('lessons.number_wrong', given=plain(record['answer']))} {said}")


def _message(item, wrong):
    """What is said to a wrong number that was foreseen; translations name it by its value."""
    return item.labels.get(f"{wrong.value:g}", wrong.message)


def show_me(item, reading):
    """Sets the experiment to the case that is asked about."""
    asked_about = item.options.answer
    if not asked_about.at or asked_about.experiment not in reading.live:
        return
    st.button(
        t("lessons.show_me"),
        key=reading.key(item.id, "show"),
        on_click=set_sliders,
        args=(reading, asked_about.experiment, dict(asked_about.at)),
    )


def set_sliders(reading, block, values):
    item = reading.live[block]
    keep_settings(item, reading, reading.settings(block) | values)
    st.session_state["progress"]["turn"] += 1


# Challenges: they notice by themselves.


def challenge(item, reading):
    options, record = item.options, reading.record(item.id)
    of = reading.live[options.experiment]
    settings = reading.settings(options.experiment)
    try:
        value = measure.goal_value(of.options, options.goal, options.run, settings, of.assets)
    except Unmeasurable as error:
        value, said = None, plain(getattr(error.text, reading.language))
    moved = bool(reading.record(options.experiment).get("tries"))
    if value is not None:
        said = t("lessons.now", metric=_metric(options.goal), value=write(value, 4))
        if measure.meets(options.goal, value) and moved and not record.get("done"):
            record.update(done=True, right=True, settings=settings)
            st.rerun()  # what stands above the challenge is true again
    st.markdown(f"{t('lessons.goal')} {goal_words(item, of, reading)}  \n{said}")
    if record.get("done"):
        st.success(t("lessons.won", settings=settings_words(of, record.get("settings", {}))))
    record["tries"] = reading.record(options.experiment).get("tries", 0)
    helped(item, reading)


def _metric(goal):
    words = t(f"lessons.metric_{goal.metric}", target=f"{goal.target or measure.TARGET:g}")
    within = goal.within_steps and t("lessons.within", steps=goal.within_steps)
    return f"{words} {within}" if within else words


def goal_words(item, of, reading):
    """Momentum: loss within 40 steps < 0.001. The only run needs no name."""
    goal = item.options.goal
    bounds = [f"> {goal.above:g}"] if goal.above is not None else []
    bounds += [f"< {goal.below:g}"] if goal.below is not None else []
    run = item.options.run
    name = f"{plain(plain_label(of, run))}: " if run else ""
    return f"{name}{_metric(goal)} {plain(', '.join(bounds))}"


def settings_words(of, settings):
    """Learning rate α = 0.061, Momentum β = 0.57."""
    sliders = getattr(of.options, "sliders", {})
    return plain(", ".join(
        f"{of.labels.get(name, sliders[name].label or name)} = {value:g}"
        for name, value in settings.items()
        if name in sliders
    ))  # fmt: skip


# Help.


def helped(item, reading):
    """Hints in order, as they are asked for or after so many tries; then the solution."""
    record = reading.record(item.id)
    tries, done = record.get("tries", 0), record.get("done")
    hints = [inner for inner in item.inner if inner.kind == "hint" and inner.options]
    due = sum(1 for hint in hints if hint.options.after and tries >= hint.options.after)
    shown = min(max(record.get("hints", 0), due), len(hints))
    for number, hint in enumerate(hints[:shown], 1):
        st.info(f"**{t('lessons.hint', number=number)}**  \n{inline(hint.text, reading)}")
    if shown < len(hints) and not done:
        _ask_for_hint(item, reading, hints, shown)
    for solution in (inner for inner in item.inner if inner.kind == "solution" and inner.options):
        if done or tries >= max(solution.options.after, 1):
            with st.expander(t("lessons.solution"), key=reading.key(item.id, "solution")):
                prose(solution.text, reading)


def _ask_for_hint(item, reading, hints, shown):
    wait = hints[shown].options.after - reading.record(item.id).get("tries", 0)
    words = t("lessons.hint_after", count=wait) if wait > 0 else t("lessons.ask_hint")
    record = reading.record(item.id)
    if st.button(words, key=reading.key(item.id, "hint"), disabled=wait > 0, type="tertiary"):
        record["hints"] = shown + 1
        st.rerun()


DRAWN = {"predict": predict, "quiz": quiz, "numeric": numeric, "challenge": challenge}
