"""The same words in every language: same keys, same names to fill in, nothing left over."""

import re
from pathlib import Path

import pytest

from pages.shared.figures import FIGURES
from pages.shared.site.punctuation import together
from pages.shared.site.words import LANGUAGES, fill, paragraph, words

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"(?<![\\}_^])\{([a-z]+)\}")


def test_every_language_has_the_same_keys():
    keys = {language: set(words(language)) for language in LANGUAGES}
    assert keys["en"] == keys["zh"]


def test_no_text_is_empty():
    assert [
        key for lang in LANGUAGES for key, text in words(lang).items() if not text.strip()
    ] == []


def test_every_language_fills_in_the_same_names():
    for key, text in words("en").items():
        if "\\" not in text:
            assert sorted(NAME.findall(text)) == sorted(NAME.findall(words("zh")[key])), key


def test_every_word_of_the_table_is_used():
    sources = [*ROOT.glob("pages/**/*.py"), *ROOT.glob("pages/**/*.js"), ROOT / "app.py"]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    made_up = re.compile(
        r"^(\w+\.(title|lecturer)|\w+\.\w+\.(title|body)|momentum\.(guess|outcome)\.\w+"
        r"|site\.group_\w+|panels\.\w+|notes_line\.\w+\.(yes|no)|(stage|figure|first)\.\w+_title|variants\.sampling\.\w+)$"
    )
    families = ("diverges", "too_fast", "status_", "panel_", "key_", "say_", "part_", "badge_")
    families += ("to_", "axis_", "question_", "sentence_", "never_", "cell_", "preset_", "metric_")
    families += ("treatment_", "head_", "side_", "judge_")
    families += ("case_", "count_", "fit_", "rate_", "same_", "unit_")
    options = {
        f"{name}.{setting}.{option}"
        for name, figure in FIGURES.items()
        for setting, spec in figure.SETTINGS.items()
        for option in getattr(spec, "options", ())
    }
    for key in words("en"):
        last = key.split(".")[-1]
        known = key in options or made_up.match(key) or last.startswith(families)
        assert known or re.search(rf"\b{re.escape(last)}\b", text), f"{key} is used nowhere"


def test_chinese_bold_is_bold():
    """Stars beside full-width punctuation inside them, and a letter outside, print as stars."""
    inner = re.compile(r"(.?)\*\*(.+?)\*\*(.?)", re.DOTALL)
    marks = "，。：；！？、“”（）"
    for key, text in words("zh").items():
        for before, bold, after in inner.findall(text):
            assert not (before.isalnum() and bold[0] in marks), (key, bold)
            assert not (after.isalnum() and bold[-1] in marks), (key, bold)


def test_one_is_one_and_more_are_more():
    said = words("en")["author.errors"]
    assert [fill(said, {"count": count}) for count in (0, 1, 2)] == [
        "0 errors",
        "1 error",
        "2 errors",
    ]


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("{name}在第 {step} 步", {"name": "Adam", "step": 3}, "Adam 在第 3 步"),
        ("{name}在第{step}步", {"name": "重球法", "step": 3}, "重球法在第 3 步"),
        ("{name} 最先", {"name": "重球法"}, "重球法最先"),
        ("{name}走了", {"name": "1 / (1 + r t)"}, "1 / (1 + r t) 走了"),
        ("最近的是{name}，{name}。", {"name": "Lion"}, "最近的是 Lion，Lion。"),
        ("{name}（{name}）", {"name": "α"}, "α（α）"),
        ("{a} and {b}, \\frac{c}{d}", {"a": "one", "b": "{a}"}, "one and {a}, \\frac{c}{d}"),
    ],
)
def test_latin_letters_stand_apart_from_chinese_ones(text, values, said):
    assert fill(text, values) == said


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("只有 $1/B$。哪几条？", "只有 :gray-background[$1/B$。]哪几条？"),
        ("$a$，$b$ 和 $c$", ":gray-background[$a$，]$b$ 和 $c$"),
        ("代码 `$a$，` 不变", "代码 `$a$，` 不变"),
        ("区间 $[0, 1]$，不变", "区间 $[0, 1]$，不变"),
        ("of $a$, and $b$.", "of $a$, and $b$."),
    ],
)
def test_a_formula_keeps_the_chinese_comma_after_it(text, kept):
    assert together(text) == kept


def test_a_chinese_full_stop_has_its_space_in_itself():
    assert paragraph(["Adam 到了。", "", "SGD 没有到。"]) == "Adam 到了。SGD 没有到。"
    assert paragraph(["Adam arrived.", "SGD did not."]) == "Adam arrived. SGD did not."
