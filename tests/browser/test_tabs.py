"""Who opens a page in a tab that was used before finds it as new; who fails leaves evidence."""

from tests.browser import evidence

LEFT = """() => {
  localStorage.setItem("left", 1); sessionStorage.setItem("left", 1); document.cookie = "left=1";
  window.open("about:blank");
}"""
FOUND = """async () => [
  localStorage.length, sessionStorage.length, document.cookie.includes("left"), innerWidth,
  matchMedia("(prefers-color-scheme: dark)").matches,
  (await navigator.permissions.query({name: "clipboard-read"})).state,
  document.querySelectorAll(":hover").length,
]"""


def found(seen):
    """On an address without a page, which writes nothing of its own."""
    seen.page.goto(f"{seen.address}/_stcore/health")
    return seen.page.evaluate(FOUND)


def test_who_comes_next_finds_nothing(visit, newcomer):
    first = visit("hall", color_scheme="dark", permissions=["clipboard-read"])
    assert found(first)[3:6] == [1920, True, "granted"]
    first.page.evaluate(LEFT)
    first.page.mouse.move(5, 5)
    first.tab.clean()
    assert first.context.pages == [first.page]
    first.tab.begin("laptop")
    assert found(first) == found(newcomer())


def test_a_failure_leaves_picture_console_and_requests(visit, tmp_path, capsys):
    seen = visit()
    found(seen)
    seen.page.evaluate("console.log('said')")
    evidence.keep("tests/browser/test_race.py::test_it[en-phone]", "visit", [seen], tmp_path)
    left = tmp_path / "test_race" / "test_it-en-phone" / "visit-1"
    assert (left / "picture.png").read_bytes().startswith(b"\x89PNG")
    assert "log: said" in (left / "console.txt").read_text("utf-8")
    assert "/_stcore/health" in (left / "requests.txt").read_text("utf-8")
    assert "test_it-en-phone" in capsys.readouterr().out
