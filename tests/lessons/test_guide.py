"""The guide for instructors: all that it shows works, and it leaves nothing out."""

import re
from itertools import dropwhile, takewhile

from lessons.__main__ import main
from lessons.engine import course, guide
from lessons.engine.kinds import KINDS, LIVE
from lessons.engine.problems import INFO, RULES
from tests.lessons.lesson_files import problems_of

GUIDE = (course.HOME / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"^````markdown\n(.*?)^````$", GUIDE, re.MULTILINE | re.DOTALL)
(TRANSLATION,) = re.findall(
    r"^````markdown translation\n(.*?)^````$", GUIDE, re.MULTILINE | re.DOTALL
)
METRICS = {id_: kind.metrics for id_, kind in LIVE.items()}


def _rows(heading):
    """The cells of the first table under a heading."""
    section = GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    tables = dropwhile(lambda line: not line.startswith("|"), section.split("\n"))
    rows = list(takewhile(lambda line: line.startswith("|"), tables))
    return [re.split(r" ?(?<!\\)\| ?", line)[1:-1] for line in rows[2:]]


def test_its_examples_are_one_lesson_that_checks_clean():
    assert problems_of("\n".join(EXAMPLES), "first.en.md") == []


def test_its_first_lesson_goes_as_it_says(tmp_path, capsys, monkeypatch):
    """The lines that it shows are those that the commands print."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    main(["new", "My first lesson", "--folder", "lessons"])
    path = folder / "my-first-lesson.en.md"
    assert "lessons/my-first-lesson.en.md is begun" in capsys.readouterr().out
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out in GUIDE
    text = path.read_text("utf-8")
    assert text.count("surface: {id: quadratic, condition: 30}") == 1
    path.write_text(text := text.replace("condition: 30", "condition: 50"), "utf-8")
    assert main(["check", str(path)]) == 1
    _, *printed, _ = capsys.readouterr().out.splitlines()
    assert "\n".join(printed) in GUIDE
    text = text.replace("within_steps: 30", "within_steps: 40")
    path.write_text(text.replace("{lr: 0.09, beta: 0.5}", "{lr: 0.06, beta: 0.55}"), "utf-8")
    assert main(["check", "--strict", str(path)]) == 0


def test_it_shows_every_block():
    shown = set(re.findall(r"^:::+\{(\w+)\}", "\n".join(EXAMPLES), re.MULTILINE))
    assert shown | {"note", "warning"} == set(KINDS)
    told = {name for kinds, _ in _rows("All blocks") for name in re.findall(r"`(\w+)`", kinds)}
    assert told == set(KINDS)


def test_its_translation_fits_as_far_as_it_goes(tmp_path):
    (tmp_path / "first.en.md").write_text("\n".join(EXAMPLES), "utf-8")
    (tmp_path / "first.zh.md").write_text(TRANSLATION, "utf-8")
    found = [each for each in course.run(course.course([tmp_path])["first"]) if each.level != INFO]
    assert {each.rule for each in found} == {"translation-missing"}


def test_it_names_every_metric():
    named = {(name.strip("`"), kind) for name, kind, _ in _rows("What can be measured")}
    assert named == {(name, kind) for kind, metrics in METRICS.items() for name in metrics}


def test_it_says_how_hard_a_challenge_is_measured():
    assert f"{KINDS['experiment'].draws} settings" in GUIDE
    assert f"(of a training {KINDS['training'].draws})" in GUIDE


def test_its_made_parts_are_made_of_the_kinds_as_they_are():
    """After a change of these: python -m lessons guide."""
    assert len(guide.MADE_PART.findall(GUIDE)) == len(guide.MADE)
    assert guide.written(GUIDE) == GUIDE


def test_it_says_what_each_option_is():
    for model in (*(kind.options for kind in KINDS.values()), *guide.parts_of_options().values()):
        for option, field in model.model_fields.items():
            assert field.description, (model, option)


class _Names(dict):
    """Fills in a rule's {names}: with themselves."""

    def __missing__(self, name):
        return f"‹{name}›"


def row(id_, rule):
    """The cells of a rule, with nothing that Markdown reads as more than letters."""
    names = _Names(suggestion="did you mean …?", accepts="")
    said = [each.en.format_map(names) for each in (rule.what, rule.fix)]
    return [f"`{id_}`", rule.level, *(re.sub(r"([\\\\$<\[|`])", r"\\\1", each) for each in said)]


def test_its_table_of_rules_is_that_of_the_checker():
    assert _rows("What the checker says") == [row(id_, rule) for id_, rule in RULES.items()]
