"""The film of an update shows only what the run has, and lights only what is there."""

import inspect
import re
import string

from optim_core import OPTIMIZERS
from optim_core.jit import uncompiled

OF_EVERY_RUN = {"x", "g", "lr", "dx", "x_next", "t", "loss"}


def frames(optimizer):
    return OPTIMIZERS[optimizer].film


def quantities(spec):
    """What whoever shows the film can fill in."""
    before = {f"{name}_before" for name in spec.memory}
    return OF_EVERY_RUN | set(spec.knobs) | set(spec.memory) | before | set(spec.details)


def placeholders(text):
    return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]


def source_lines(spec):
    return [line.strip() for line in inspect.getsource(uncompiled(spec.step)).splitlines()]


def terms(spec):
    return set(re.findall(r"\\term\{(\w+)\}", "".join(spec.formula)))


def test_every_placeholder_is_a_quantity_of_the_run(optimizer):
    for frame in frames(optimizer):
        unknown = set(placeholders(frame.words.en)) - quantities(OPTIMIZERS[optimizer])
        assert not unknown, (frame.term, unknown)


def test_both_languages_tell_the_same_numbers(optimizer):
    for frame in frames(optimizer):
        assert frame.words.en and frame.words.zh
        told = sorted(placeholders(frame.words.en)), sorted(placeholders(frame.words.zh))
        assert told[0] == told[1], frame.term


def test_words_about_the_arrows_stand_apart(optimizer):
    """They are said only where an arrow can be seen."""
    for frame in frames(optimizer):
        assert "arrow" not in frame.words.en and "箭头" not in frame.words.zh, frame.term
        assert frame.arrows or frame.seen is None, frame.term


def test_arrows_and_squares_are_quantities_of_the_run(optimizer):
    """An arrow "kept+added" is one laid at the tip of the other."""
    drawn = quantities(OPTIMIZERS[optimizer]) - set(OPTIMIZERS[optimizer].knobs)
    for frame in frames(optimizer):
        arrows = {name for arrow in frame.arrows for name in arrow.split("+")}
        assert arrows | set(frame.squares) <= drawn, frame.term


def test_the_lit_line_of_code_is_one_line_of_the_source(optimizer):
    lines = source_lines(OPTIMIZERS[optimizer])
    for frame in frames(optimizer):
        lit = [line for line in lines if frame.code and line.startswith(frame.code)]
        assert len(lit) == bool(frame.code), (frame.term, frame.code, lit)


def test_the_lit_lines_come_in_the_order_of_the_source(optimizer):
    lines = source_lines(OPTIMIZERS[optimizer])
    lit = [
        number
        for frame in frames(optimizer)
        for number, line in enumerate(lines)
        if frame.code and line.startswith(frame.code)
    ]
    assert lit == sorted(lit)


def test_the_lit_term_is_in_the_formula_and_every_term_is_lit_once(optimizer):
    spec = OPTIMIZERS[optimizer]
    assert {frame.term for frame in spec.film} == terms(spec)


def test_the_braces_of_the_formula_close(optimizer):
    for line in OPTIMIZERS[optimizer].formula:
        depth = 0
        for mark in re.findall(r"(?<!\\)[{}]", line):
            depth += 1 if mark == "{" else -1
            assert depth >= 0, line
        assert depth == 0, line


def test_a_film_begins_with_the_slope_and_ends_with_the_step(optimizer):
    first, *_, last = frames(optimizer)
    assert (first.term, last.term) == ("slope", "step")
