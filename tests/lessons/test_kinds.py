"""A kind of block is one file, and what it says of itself holds together."""

from pathlib import Path

import pytest

from lessons.engine import kinds, records
from lessons.engine.guide import parts_of_options
from lessons.engine.kinds import KINDS, LIVE
from lessons.engine.options import Options
from lessons.engine.problems import Notes
from lessons.engine.records import fits
from lessons.engine.schema import FrontMatter, TranslatedFrontMatter
from lessons.engine.validation import validated
from pages.shared.lesson.kinds import DRAWN

ANYTHING = (
    None, True, -1, 0, 0.5, 1e9, 10**400, float("nan"), "", "words", "$lr", "：", "x" * 70_000,
    [], [[]], ["a"], [0.5] * 99, {}, {"a": 1}, {"": []}, {"x" * 99: {}},
    [{"label": "", "optimizer": "sgd"}],
)  # fmt: skip


def test_a_kind_is_a_file_of_its_name():
    files = {path.stem for path in Path(kinds.__file__).parent.glob("*.py")} - {"__init__"}
    assert set(KINDS) == files
    assert len({kind.order for kind in KINDS.values()}) == len(KINDS)


def test_what_moves_and_what_asks_is_drawn_by_a_file_of_its_name():
    assert set(DRAWN) == {id_ for id_, kind in KINDS.items() if kind.named}


def test_cards_have_titles_in_every_language():
    titled = {id_ for id_, kind in KINDS.items() if kind.asks or kind.boxed}
    assert {id_ for id_, kind in KINDS.items() if kind.title and all(kind.title)} == titled


def test_a_field_of_a_record_is_the_same_in_every_kind():
    """Where a record is read, nobody knows of which kind its block is."""
    types = {}
    for kind in KINDS.values():
        for name, type_ in kind.record.items():
            assert types.setdefault(name, type_) == type_, name


def test_whatever_an_option_holds_is_taken_or_refused_in_words():
    options = {kind.options for kind in KINDS.values()} | {*parts_of_options().values()}
    for model in (FrontMatter, TranslatedFrontMatter, *options):
        for name in (*model.model_fields, "another"):
            for value in ANYTHING:
                notes = Notes("a.en.md")
                read = validated(model, Options({name: value}), notes)
                assert (read is None) == bool(notes.problems), (model, name, value)
                assert all(each.say("en") and each.say("zh") for each in notes.problems)


def test_no_metric_is_of_two_kinds():
    """A goal names one, and readers see its words without its block."""
    names = [name for kind in LIVE.values() for name in kind.metrics]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        (records.Count, (0, 9_999), (-1, 10_000, 1.0, True, "1", None, 10**400)),
        (records.Places, ([], [0, 3]), ([-1], [True], (0,), [0] * 50, "0", None)),
        (records.Settings, ({}, {"lr": 1}, {"lr": 0.5}),
         ({"lr": "1"}, {"lr": float("nan")}, {"lr": 10**400}, {str(k): 0 for k in range(20)}, [])),
        (records.Typed, ("", "x" * 60), ("x" * 61, 5, None)),
        (bool, (True, False), (0, 1, "yes", None)),
    ],
)  # fmt: skip
def test_a_record_holds_what_has_the_right_type_and_size(type_, good, bad):
    assert all(fits(type_, value) for value in good)
    assert not any(fits(type_, value) for value in bad)


def test_what_is_kept_on_a_stage_has_its_parts_and_no_others():
    kept = KINDS["experiment"].record["kept"]
    good = {"pins": [{"run": 0, "settings": {"lr": 0.1}}], "layout": "split", "ground": {}}
    assert fits(kept, good)
    for wrong in ({"layout": "beside"}, {"pins": [{"run": 0}]}, {"ground": None}, {"more": 1}):
        assert not fits(kept, good | wrong)
    assert not fits(kept, {"pins": [], "layout": ""})
