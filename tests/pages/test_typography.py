"""Chinese is set as in a good textbook: what is emphasised, listed, counted and measured."""

import re

import pytest

from pages.shared.site.numbers import grouped
from pages.shared.site.words import words
from tests.pages.opening import opened
from tests.pages.texts import HAN, ROOT, texts

ZH = [said for said in texts("zh") if HAN.search(said.text)]
H = HAN.pattern
FORMULA = re.compile(r"\$[^$]*\$|`[^`]*`")
OPTIONS = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]")  # {a: 甲, b: 乙} and [甲, 乙] of a lesson

RULES = {
    "slanted by *": rf"(?<!\*)\*(?![*\s])[^*]*{H}[^*]*(?<![*\s])\*(?!\*)",
    "slanted by _": rf"(?<!\w)_(?![_\s])[^_]*{H}[^_]*_(?!\w)",
    "a space before %": r"[ \u00a0]%(?!\})",
    # Up to four digits none, and none beyond: Chinese counts by ten thousands, and boxes have none.
    "a comma between thousands": r"(?<![\d.,])\d{1,3}(,\d{3})+(?![\d,])|\{:[^}]*,[^}]*\}",
    "a half-width comma between Hanzi": rf"{H}\**\s*[,;]\s*\**{H}",
    "a half-width mark after Hanzi": rf"{H}[,;!?]|{H}\.(?:\s|$)",
    "half-width brackets around Hanzi": rf"(?<![\]\w])\((?:{H}|[^()]*{H}\))",
    "a number parted from its unit": r"[\d}]\** (?:α|°C|[kMG]B)(?![\w ]*[=<])",
}
RULES = {rule: re.compile(pattern) for rule, pattern in RULES.items()}


def bare(text):
    """Without formulas, code, and the options of a lesson, which have their own marks."""
    return OPTIONS.sub("0", OPTIONS.sub("0", FORMULA.sub("", text)))


@pytest.mark.parametrize("rule", RULES)
def test_chinese_is_well_set(rule):
    said = [
        f"{where}: {rule}: {found[0]!r}"
        for where, text in ZH
        for found in RULES[rule].finditer(text if "thousands" in rule else bare(text))
    ]
    assert not said, "\n".join(said)


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("slanted by *", "这是*误解*。", "这是**误解**。"),
        ("slanted by _", "，_误解_。", "，误解。"),
        ("a space before %", "占 {share} % 的", "占 {share}% 的"),
        ("a comma between thousands", "共 53,040 个", "共 53040 个"),
        ("a comma between thousands", "共 {:,} 个", "共 {} 个"),
        ("a half-width comma between Hanzi", "横向, 纵向", "横向、纵向"),
        ("a half-width mark after Hanzi", "会怎样?", "会怎样？"),
        ("half-width brackets around Hanzi", "(平均)", "（平均）"),
        ("a number parted from its unit", "走 **{x} α**", "走 **{x}\u00a0α**"),
        ("a number parted from its unit", "不超过 1 MB", "不超过 1\u00a0MB"),
    ],
)
def test_what_is_ill_set_is_seen(rule, wrong, right):
    assert RULES[rule].search(bare(wrong) if "{:" not in wrong else wrong)
    assert not RULES[rule].search(bare(right))


def test_thousands_have_one_style():
    assert grouped(53040, "zh") == "53040"
    assert grouped(53040, "en") == "53,040"


def test_no_page_groups_digits_by_itself():
    """`grouped` knows the language; {count:,} would write 53,040 in Chinese."""
    pages = [path for path in ROOT.glob("pages/**/*.py") if path.name != "numbers.py"]
    assert not [path for path in pages if re.search(r":,[.\w]*\}", path.read_text("utf-8"))]


def test_lists_have_their_own_comma():
    commas = {key: text for key, text in words("zh").items() if key.endswith(("comma", ".and"))}
    assert {text.strip() for text in commas.values()} <= {"、", "，", "；", "和"}, commas


@pytest.mark.parametrize("sheet", ["site/site.css", "stage/stage.css"])
def test_no_letter_stands_alone_in_a_last_line(sheet):
    assert "text-wrap: pretty" in (ROOT / "pages/shared/browser" / sheet).read_text("utf-8")


def test_titles_of_lessons_stand_in_brackets():
    """A title that ends in ？ would make a question of what it stands in."""
    told = [caption.value for caption in opened("lessons", lang="zh").caption]
    before = [part for caption in told for part in caption.split(" · ") if "先学" in part]
    assert any("》、《" in part for part in before)
    assert all(part.startswith("先学《") and part.endswith("》") for part in before)
