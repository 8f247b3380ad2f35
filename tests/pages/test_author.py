"""The author's page: only where it was asked for, and it says what the checker says."""

import pytest

from pages.shared.site.words import LANGUAGES, words
from tests.pages.lesson_files import BROKEN, CHINESE, fill
from tests.pages.opening import components, listed, opened, prose


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    fill(tmp_path)
    monkeypatch.setenv("LESSONS_DIR", str(tmp_path))
    monkeypatch.setenv("LESSONS_AUTHOR", "1")
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_says_how_each_lesson_stands(language):
    app = opened("author", lang=language)
    assert not app.exception
    said = {each.value.split("]")[1].split(" — ")[0].strip(): each.value for each in app.markdown
            if " — " in each.value}  # fmt: skip
    title = "A valley" if language == "en" else "动量：窄谷中的重球"
    assert said[title].startswith(":green")
    assert said["A lesson"].startswith(":red")
    assert said["没有原文"].startswith(":red")


def test_it_is_not_there_for_readers(monkeypatch):
    monkeypatch.delenv("LESSONS_AUTHOR")
    app = opened("momentum", lang="en")
    assert words("en")["author.title"] not in listed(app)
    with pytest.raises(Exception, match="author"):
        opened("author", lang="en").run()
        raise AssertionError("author was opened")


@pytest.mark.parametrize("lesson", ["valley", "everything", "broken", "orphan"])
def test_every_lesson_has_a_preview(lesson):
    app = opened("author", lang="en", lesson=lesson)
    assert not app.exception


def test_both_languages_stand_side_by_side():
    app = opened("author", lang="en", lesson="valley")
    names = [each["names"][0] for each in components(app) if "names" in each]
    assert names == ["Gradient descent", "梯度下降"]


@pytest.mark.parametrize(
    ("lesson", "missing"), [("valley", ()), ("everything", ("中文",)), ("orphan", ("English",))]
)
def test_a_language_that_a_lesson_lacks_is_named_beside_its_original(lesson, missing):
    app = opened("author", lang="en", lesson=lesson)
    said = [each.value for each in app.caption if each.value.startswith("Not in ")]
    assert [each.split(" yet:")[0].removeprefix("Not in ") for each in said] == list(missing)
    assert all(f"`{lesson}." in each for each in said)


def test_two_folders_of_one_name_are_told_apart_without_the_rest_of_their_path(folder, monkeypatch):
    other = folder / "physics" / "lessons"
    other.mkdir(parents=True)
    monkeypatch.setenv("LESSONS_DIR", str(other))
    said = prose(opened("author", lang="en"))
    assert "/lessons/` · `physics/lessons/`" in said
    assert str(folder) not in said


def test_messages_quote_the_line():
    app = opened("author", lang="en", lesson="broken")
    assert "surfac: quadratic" in [each.value for each in app.code]
    line = BROKEN.split("\n").index("surfac: quadratic") + 1
    assert f"`broken.en.md:{line}:1`" in prose(app)


def test_a_file_that_is_a_link_out_of_the_folder_is_not_quoted(folder, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("a password")
    (folder / "secret.en.md").symlink_to(secret)
    app = opened("author", lang="en", lesson="secret")
    assert not app.exception
    assert "it is a link out of its folder" in prose(app)
    assert "a password" not in prose(app) + " ".join(each.value for each in app.code)


def test_a_half_written_file_keeps_its_last_good_version(folder):
    opened("author", lang="en", lesson="valley")
    text = (folder / "valley.en.md").read_text("utf-8")
    (folder / "valley.en.md").write_text(text[: text.index("runs:")], "utf-8")
    app = opened("author", lang="en", lesson="valley")
    assert app.warning[0].value == words("en")["author.half_written"]
    assert len([each for each in components(app) if "names" in each]) == 2


def test_a_pasted_lesson_is_shown_and_judged():
    app = opened("author", lang="en", view="paste")
    app = app.text_area[0].set_value(BROKEN).run()
    assert not app.exception
    assert "surfac: quadratic" in [each.value for each in app.code]
    assert "names" in components(app)[-1]
    assert not app.text_area[0].set_value("no lesson: [at all").run().exception
    app.text_area[0].set_value("---\nid: mine  # my first\ntitle: Mine\nlanguage: en\n---\n").run()
    assert "id-mismatch" not in prose(app)


def test_a_lesson_that_is_not_listed_for_its_name_is_told_of(folder):
    (folder / "窄谷.zh.md").write_text("---\n", "utf-8")
    (folder / "notes.md").write_text("mine", "utf-8")
    said = prose(opened("author", lang="zh"))
    assert "文件名 窄谷.zh.md 不符合" in said.replace("\\", "")
    assert "notes.md" not in said


@pytest.mark.parametrize("head", [":::{quiz}", ":::{quiz} One Two", ":::{quiz} one"])
def test_blocks_without_ids_of_their_own_are_red_cards(head):
    front = "---\nid: mine\ntitle: Mine\nlanguage: zh\n---\n"
    question = f"{head}\n对吗？\n- [x] 对\n- [ ] 不对\n:::\n"
    app = opened("author", lang="zh", view="paste")
    app = app.text_area[0].set_value(front + question + "\n" + question).run()
    assert not app.exception
    assert app.error
    assert "mine.zh.md:12:1" in prose(app)


def test_what_is_not_translated_is_said_beside_its_block(folder):
    text = CHINESE[: CHINESE.index(":::{numeric}")]
    (folder / "valley.zh.md").write_text(text, "utf-8")
    assert "translation-missing" not in prose(opened("author", lang="en", lesson="valley"))
    second = opened("author", lang="en", lesson="valley", step="2")
    assert "block steps (valley.en.md" in prose(second)
