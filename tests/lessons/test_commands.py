"""python -m lessons: exit codes, what is printed, and what a new lesson looks like."""

import json

import pytest
from jsonschema import Draft202012Validator

from lessons.__main__ import main
from lessons.engine.kinds import KINDS
from lessons.engine.problems import INFO, RULES
from tests.lessons.lesson_files import CHINESE, LESSON

BROKEN = LESSON.replace("surface: {", "surfaces: {")
WARNED = LESSON + "\nIt costs $5 more.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LESSONS_DIR", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (LESSON, [], 0),
        (LESSON, ["--strict"], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 1),
        (BROKEN, [], 1),
        (BROKEN, ["--strict", "--json"], 1),
        (WARNED, ["--json"], 0),
    ],
)
def test_the_exit_code_says_whether_all_is_well(text, options, code, folder):
    (folder / "valley.en.md").write_text(text)
    assert main(["check", "valley.en.md", *options]) == code
    assert main(["check", str(folder), *options]) == code


def test_problems_are_printed_as_compilers_print_them(folder, capsys):
    (folder / "valley.en.md").write_text(BROKEN)
    main(["check", "valley.en.md"])
    *_, problem, total = capsys.readouterr().out.splitlines()
    assert problem.startswith("valley.en.md:18:1: error [unknown-key]")
    assert total == "1 lesson: 1 error, 0 warnings"
    (folder / "valley.en.md").write_text(LESSON + "\n[out](http://here.org)\n")
    main(["check", "valley.en.md"])
    assert "link to https:// addresses" in capsys.readouterr().out
    (folder / "valley.en.md").write_text(BROKEN)
    main(["check", "valley.en.md", "--language", "zh"])
    assert "没有名为 surfaces 的选项" in capsys.readouterr().out


def test_what_a_lesson_computes_is_told(folder, capsys):
    (folder / "valley.en.md").write_text(LESSON)
    main(["check", "valley.en.md"])
    printed = capsys.readouterr().out
    assert "info [answer] the answer of steps is 46 ± 2" in printed
    assert "% of the slider settings win; the starting settings do not" in printed
    assert "info [claim-holds] the claim Plain.loss - Heavy > 0 holds" in printed


def test_json_is_one_list_of_the_same(folder, capsys):
    (folder / "valley.en.md").write_text(BROKEN)
    (folder / "valley.zh.md").write_text(CHINESE)
    main(["check", "--json", "valley.en.md"])
    printed = json.loads(capsys.readouterr().out)
    (error,) = [each for each in printed if each["level"] == "error"]
    assert error == {
        "file": "valley.en.md",
        "line": 18,
        "column": 1,
        "level": "error",
        "rule": "unknown-key",
        "message": "unknown key surfaces - did you mean 'surface'?",
    }
    assert {each["level"] for each in printed} <= {"error", INFO}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("valley.en.md", "there is no such file"),
        (".", "there is no lesson in this folder"),
        ("notes.md", "named as momentum.en.md"),
    ],
)
def test_what_can_not_be_checked_is_said(given, said, folder, capsys):
    (folder / "notes.md").write_text("Notes.")
    assert main(["check", "--json", given]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == [] and said in err


def test_all_lessons_are_those_of_the_course_and_of_the_own_folder(folder, capsys, monkeypatch):
    own = folder / "own"
    own.mkdir()
    (own / "valley.en.md").write_text(BROKEN)
    monkeypatch.setenv("LESSONS_DIR", str(own))
    assert main(["check"]) == 1
    assert "own/valley.en.md:18:1: error" in capsys.readouterr().out
    monkeypatch.setenv("LESSONS_DIR", str(folder / "nowhere"))
    main(["check", str(own)])
    assert "which is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "title",
    [
        "Momentum",
        'What\'s "momentum": a heavy ball? #1',
        "\\beta and 100 % {of} [it]",
        "A\nsecond line\x07",
        "x" * 200,
        "Adam 动量",
        "TITLE LESSON-ID",
    ],
)
def test_a_new_lesson_checks_clean(title, folder, capsys):
    assert main(["new", title, "--folder", str(folder)]) == 0
    (path,) = folder.glob("*.en.md")
    assert path.name in capsys.readouterr().out
    assert main(["check", "--strict", str(path)]) == 0
    assert "draft: true" in path.read_text("utf-8")


def test_a_new_lesson_replaces_nothing(folder, capsys):
    (folder / "momentum.en.md").write_text("mine")
    assert main(["new", "Momentum", "--folder", str(folder)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (folder / "momentum.en.md").read_text() == "mine"
    assert main(["new", "Momentum", "--id", "momentum-2", "--folder", str(folder)]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["动量"], "give it as --id"),
        (["Momentum", "--id", "../momentum"], "small letters, digits and -"),
        ([""], "the title needs"),
        (["x" * 201], "the title needs"),
        (["Momentum", "--folder", "nowhere"], "make it first"),
    ],
)
def test_a_new_lesson_that_can_not_be_says_why(arguments, said, folder, capsys):
    assert main(["new", *arguments, *([] if "--folder" in arguments else ["--folder", "."])]) == 1
    assert said in capsys.readouterr().err
    assert list(folder.glob("*.md")) == []


def test_a_new_lesson_goes_to_the_own_folder(folder, monkeypatch):
    monkeypatch.setenv("LESSONS_DIR", str(folder))
    assert main(["new", "动量", "--id", "dong-liang"]) == 0
    assert (folder / "dong-liang.en.md").is_file()


def test_the_schema_is_one_and_knows_every_block(capsys):
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert {part["title"] for part in schema["anyOf"]} >= set(KINDS)
    validator = Draft202012Validator(schema)
    good = {"surface": "quadratic", "runs": [{"label": "A", "optimizer": "sgd", "lr": "$lr"}]}
    assert validator.is_valid(good)
    assert validator.is_valid(good | {"surface": {"id": "quadratic", "condition": 30}})
    assert not validator.is_valid(good | {"steps": 6_000})
    assert not validator.is_valid(good | {"surfaces": "quadratic"})


def test_a_rule_says_what_and_what_to_do_in_both_languages():
    for id_, rule in RULES.items():
        assert rule.level in ("error", "warning", INFO), id_
        for text in (rule.what, rule.fix):
            assert text.en and text.zh and not text.en.endswith((".", "!")), id_


def test_a_template_in_chinese_checks_clean_and_says_so_in_chinese(tmp_path, capsys):
    arguments = ["--language", "zh", "--id", "zhai-gu", "--folder", str(tmp_path)]
    assert main(["new", "窄谷", *arguments]) == 0
    path = tmp_path / "zhai-gu.zh.md"
    assert "title: '窄谷'\nlanguage: zh\ndraft: true" in path.read_text("utf-8")
    capsys.readouterr()
    assert main(["check", "--strict", "--language", "zh", str(path)]) == 0
    assert "steps 的答案是 46 ± 2" in capsys.readouterr().out
