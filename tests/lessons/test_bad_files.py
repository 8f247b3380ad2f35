"""Hostile, broken and half-written files: refused with a reason, and never an exception."""

import os
import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.engine import checking, course
from lessons.engine.images import MOST_BYTES as MOST_IMAGE
from lessons.engine.lesson import MOST_BYTES, MOST_FENCES, read, read_file
from lessons.engine.problems import RULES
from lessons.engine.translation import in_language
from tests.lessons.lesson_files import CHINESE, EXPERIMENT, LESSON, picture, problems_of

BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]"
HOSTILE = {
    "alias bomb": (LESSON.replace("objectives", f"{BOMB}\nobjectives", 1), "yaml-refused"),
    "10,000 brackets": (LESSON.replace("steps: 60", "steps: " + "[" * 10_000), "yaml-refused"),
    "10,000 braces": (LESSON.replace("steps: 60", "steps: " + "{a: " * 10_000), "yaml-refused"),
    "10,000 levels by indent": (
        LESSON.replace("steps: 60", "".join(f"\n{' ' * k}a:" for k in range(300))),
        "yaml-refused",
    ),
    "long options": (LESSON.replace("steps: 60", "steps: " + "6" * 66_000), "yaml-refused"),
    "a number of 5,000 digits": (LESSON.replace("steps: 60", "steps: " + "9" * 5_000), "bad-value"),
    "no such date": (LESSON.replace("steps: 60", "steps: 2024-99-99"), "bad-value"),
    "control characters": (LESSON.replace("steps: 60", "steps: \x07"), "yaml"),
    "null characters": (LESSON.encode("utf-16-le").decode("utf-8", "replace"), "file-read"),
    "50 MB": ("x" * 50_000_000, "file-read"),
    "a hundred thousand fences": (":::\n" * (MOST_FENCES + 1), "file-read"),
    "10,000 nested fences": (
        LESSON + "".join(f"{':' * k}{{note}}\n" for k in range(600, 3, -1)),
        "nesting",
    ),
    "blocks without end": (LESSON + ":::{note}\n" * 500, "fence-unclosed"),
    "quotes in quotes": (LESSON + "> " * 60_000 + "{value}`a.b`", None),
    "lists in lists": (LESSON + "".join(f"{'  ' * k}- a\n" for k in range(300)), None),
    "brackets": (LESSON + "[" * 100_000, None),
    "brackets of links": (LESSON + "](" * 60_000, "link"),
    "pictures in pictures": (LESSON + "![" * 60_000 + "](" * 20_000, "image"),
    "stars": (LESSON + "**a" * 40_000, None),
    "bold pairs": (LESSON + "**：**a" * 10_000, "cjk-emphasis"),
    "backticks": (LESSON + "`" * 100_000 + "".join("`" * k + " " for k in range(300)), None),
    "dollars": (LESSON + "$" * 100_001, "math-block"),
    "dollars apart": (LESSON + "$ " * 60_000, None),
    "angles": (LESSON + "<a " * 40_000, None),
    "colons and braces": (LESSON + ":::{" * 40_000, None),
    "spaces": (LESSON + " " * 150_000 + "x", None),
    "one long choice": (LESSON.replace("- [ ] Plain", "- [ ] " + "Plain " * 20_000), None),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_is_refused_with_a_reason(kind):
    text, rule = HOSTILE[kind]
    rules = {problem.rule for problem in problems_of(text)}
    assert rule is None or rule in rules


@pytest.mark.parametrize("nested", ["[", "[a,", "{a: ", "[{a: ", "[ [,", "[]["])
def test_brackets_in_every_block_take_no_time(nested):
    """Each alone costs the scanner a tenth of a second."""
    options = nested * (1_000 // len(nested))
    blocks = (f":::{{note}} n{k}\n---\nsteps: {options}\n---\n:::\n" for k in range(150))
    begin = time.process_time()
    lesson = read(LESSON + "".join(blocks), "valley.en.md")
    assert time.process_time() - begin < 1.0
    assert {"yaml-refused", "yaml"} & {problem.rule for problem in lesson.problems}


@pytest.mark.parametrize(
    ("name", "data", "line", "said"),
    [
        ("too large", b"x" * (MOST_BYTES + 1), 1, "more than 200,000 bytes"),
        ("gb18030", LESSON.encode() + "动量".encode("gb18030"), 53, "GBK, not UTF-8"),
        ("utf-16", LESSON.encode("utf-16"), 1, "UTF-16, not UTF-8"),
        ("utf-16 without its mark", LESSON.encode("utf-16-le"), 1, "null characters"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0", 1, "not UTF-8"),
    ],
)
def test_a_file_that_is_no_text_says_so(name, data, line, said, tmp_path):
    path = tmp_path / "valley.en.md"
    path.write_bytes(data)
    (problem,) = read_file(path).problems
    assert (problem.rule, problem.line) == ("file-read", line)
    assert said in problem.say() and "无" in problem.say("zh")


def test_lines_end_as_every_system_ends_them(tmp_path):
    path = tmp_path / "valley.en.md"
    path.write_bytes(b"\xef\xbb\xbf" + LESSON.replace("\n", "\r\n").encode())
    windows = read_file(path)
    assert windows.problems == () and windows.source == read(LESSON, path.name).source
    assert read(LESSON.replace("\n", "\r"), path.name).problems == ()


def test_what_is_no_plain_file_of_the_folder_is_not_opened(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside.txt"
    inside.mkdir()
    outside.write_text(LESSON)
    (inside / "valley.en.md").symlink_to(outside)
    (inside / "folder.en.md").mkdir()
    (inside / "gone.en.md").symlink_to(inside / "nowhere")
    os.mkfifo(inside / "pipe.en.md")
    (inside / "circle.en.md").symlink_to(inside / "circle.en.md")
    for id_, entry in course.course([inside]).items():
        assert [problem.rule for problem in entry.problems] == ["file-read"], id_
        assert str(tmp_path) not in entry.problems[0].say()
        assert entry.draft


def test_a_series_is_a_file_in_assets_or_nothing(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "rain.csv").write_text("day,rain\n2024-01-01,3\n2024-01-02,5\n")
    (tmp_path / "secret.csv").write_text("a\n1\n2\n")
    block = ":::{averages} rain\n---\nseries: assets/rain.csv\nbetas: [0.5]\n---\n:::\n"
    good = LESSON + block
    assert problems_of(good, assets=tmp_path / "assets") == []
    for bad in ("assets/../secret.csv", "assets//etc/passwd", "assets/..", "assets/snow.csv"):
        text = good.replace("assets/rain.csv", bad)
        (problem,) = problems_of(text, assets=tmp_path / "assets")
        assert problem.rule == "bad-value" and problem.block == "rain"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
IMAGES = {
    "a.png": (picture(), None),
    "a.jpg": (picture(kind="JPEG"), None),
    "a.webp": (picture(kind="WEBP"), None),
    "a.gif": (picture(kind="GIF"), None),
    "a.svg": (SVG, None),
    "largest.png": (picture(4_000, 4_000), None),
    "empty.png": (b"", "no whole PNG"),
    "half.png": (picture()[:-30], "no whole PNG"),
    "words.svg": (b"<script>alert(1)</script>", "no whole PNG"),
    "a.eps": (picture(kind="EPS"), "no whole PNG"),
    "wide.png": (picture(4_001, 4_000), "more than 16 million pixels"),
    "wider.png": (picture(12_000, 12_000), "more than 16 million pixels"),
    "bomb.png": (picture(20_000, 20_000), "more than 16 million pixels"),
    "heavy.png": (picture() + b"x" * MOST_IMAGE, "more than 500,000 bytes"),
    "a" * 300 + ".png": (None, "can't be opened"),
    "nowhere.png": (None, "it is not there"),
}


@pytest.mark.parametrize("name", IMAGES)
def test_an_image_is_one_that_a_hall_can_load(name, tmp_path):
    data, said = IMAGES[name]
    if data is not None:
        (tmp_path / name).write_bytes(data)
    problems = problems_of(f"{LESSON}\n![A valley](assets/{name})\n", assets=tmp_path)
    assert [each.rule for each in problems] == (["image"] if said else [])
    assert all(said in each.say() and "：" in each.say("zh") for each in problems)


def test_files_beside_a_lesson_are_no_links_out_of_their_folder(tmp_path):
    assets = tmp_path / "assets"
    assets.mkdir()
    (tmp_path / "secret.png").write_bytes(picture())
    (tmp_path / "secret.csv").write_text("a\n1\n2\n")
    for name in ("secret.png", "secret.csv"):
        (assets / name).symlink_to(tmp_path / name)
    os.mkfifo(assets / "pipe.png")
    block = ":::{averages} rain\n---\nseries: assets/secret.csv\nbetas: [0.5]\n---\n:::\n"
    shown = "![A](assets/secret.png)\n\n![B](assets/pipe.png)\n"
    problems = problems_of(f"{LESSON}{block}\n{shown}", assets=assets)
    assert [each.rule for each in problems] == ["bad-value", "image", "image"]
    assert ["out of its folder" in each.say() for each in problems] == [True, True, False]


def test_ids_are_words_and_never_paths():
    for bad in ("../x", "a/b", "A", "<b>", "a b", "-", "a" * 61, "a\u202eb"):
        text = LESSON.replace("{experiment} race", f"{{experiment}} {bad}", 1)
        lesson = read(text, "valley.en.md")
        assert "block-id" in {problem.rule for problem in lesson.problems}
        assert bad not in lesson.items


def test_the_rest_of_a_broken_lesson_works():
    """One bad block, of whatever kind, leaves the others as they are."""
    others = {"guess", "race", "steps", "sooner"}
    for bad in (":::{nonsense} x\n:::\n", ":::{quiz} x\nWithout end\n", ":::\n", "::::{note}\n"):
        lesson = read(LESSON.replace(EXPERIMENT, bad + EXPERIMENT), "valley.en.md")
        assert others <= set(lesson.items), bad
        assert lesson.items["race"].options is not None


def test_every_prefix_of_a_lesson_is_a_half_written_file():
    """Saved in the middle of a word, it may have problems, and never an exception."""
    for end in range(0, len(LESSON), 7):
        lesson = read(LESSON[:end], "valley.en.md")
        assert {problem.rule for problem in lesson.problems} <= set(RULES)


LINES = LESSON.split("\n")
NOISE = st.text(
    st.one_of(st.sampled_from("-:`$*[](){}<>&!|#%@\\'\"\n \t+x1"), st.characters()), max_size=12
)


@st.composite
def mutated(draw, lines):
    """Lines deleted, doubled, swapped, and interspersed with noise."""
    lines = list(lines)
    for _ in range(draw(st.integers(1, 6))):
        one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        what = draw(st.sampled_from(("delete", "double", "swap", "noise", "inside")))
        if what == "delete" and len(lines) > 2:
            del lines[one]
        elif what == "double":
            lines.insert(other, lines[one])
        elif what == "swap":
            lines[one], lines[other] = lines[other], lines[one]
        elif what == "noise":
            lines.insert(one, draw(NOISE))
        else:
            place = draw(st.integers(0, len(lines[one])))
            lines[one] = lines[one][:place] + draw(NOISE) + lines[one][place:]
    return "\n".join(lines)


def assert_problems_are_said(text, run=True):
    lesson, lines = read(text, "valley.en.md"), re.split("\r\n|\r|\n", text)
    for problem in (*lesson.problems, *(checking.check(lesson) if run else ())):
        assert 1 <= problem.line <= len(lines) + 1 and problem.column >= 1
        assert problem.say("en") and problem.say("zh")


@settings(suppress_health_check=list(HealthCheck))
@given(mutated(LINES))
def test_a_mutated_lesson_never_raises(text):
    assert_problems_are_said(text)


@settings(suppress_health_check=list(HealthCheck))
@given(mutated(LINES), mutated(CHINESE.split("\n")))
def test_a_mutated_pair_never_raises(original, translation):
    _, problems = in_language(read(original, "valley.en.md"), read(translation, "valley.zh.md"))
    assert {problem.rule for problem in problems} <= set(RULES)


@pytest.mark.nightly
@given(st.binary(max_size=400), st.integers(0, len(LESSON)))
def test_random_bytes_in_a_file_never_raise(tmp_path_factory, data, place):
    path = tmp_path_factory.getbasetemp() / "valley.en.md"
    written = LESSON.encode()
    path.write_bytes(written[:place] + data + written[place:])
    lesson = read_file(path)
    assert {problem.rule for problem in (*lesson.problems, *checking.check(lesson))} <= set(RULES)
