"""A lesson by somebody who wants to harm its readers: in every view it is text and nothing more."""

import json

import pytest

from tests.browser.hostile_texts import TEXTS
from tests.browser.servers import serve_authors
from tests.browser.tabs import WATCH
from tests.browser.test_take_away import OWN, drawn, saved
from tests.choosing import chosen

SAID = [
    *TEXTS,
    "[data](data:text/html,<script>alert(20)</script>)",
    "[entity](&#106;avascript:alert(21))",
    "<javascript:alert(22)>",
    "<details open ontoggle=alert(23)><summary>x</summary></details>",
    "<svg><animate onbegin=alert(24) attributeName=x dur=1s></svg>",
    "<math><mtext><style><img src=x onerror=alert(25)></style></mtext></math>",
    "![far][far] and [near][near]",
    "[![in](https://elsewhere.example/in.png)](javascript:alert(26))",
    "![p](//elsewhere.example/p.png) ![q](<https://elsewhere.example/q.png>)",
    "<base href='https://elsewhere.example/'><meta http-equiv=refresh content='0;url=//a.b'>",
    "<link rel=stylesheet href=https://elsewhere.example/l.css>",
    "</style></script></div></body>}*{display:none}",
    "=HYPERLINK('https://elsewhere.example')",
    "\u202eright to left\u200b\u2066 and back\u2069",
    "W" * 3_000,
    "$" + "{" * 200 + "\\def\\x{\\x\\x}\\x" + "$",
    "$\\htmlData{a=b}{x}\\htmlStyle{position:fixed}{y}\\url{javascript:alert(27)}$",
    ":red[:blue[<b onclick=alert(28)>]] :material/home: {value}`race.loss`",
    "> " * 60 + "deep",
]
BELOW = """
[far]: https://elsewhere.example/far.png
[near]: javascript:alert(29)
"""
SHORT = [text for text in SAID if len(text) <= 200 and "\\" not in text]  # as options may be
VIEWS = {
    "list": ("lessons", {}),
    "first step": ("lessons", {"lesson": "hostile"}),
    "second step": ("lessons", {"lesson": "hostile", "step": 2}),
    "lecture": ("lessons", {"lesson": "hostile", "view": "lecture"}),
    "lecture, second step": ("lessons", {"lesson": "hostile", "view": "lecture", "step": 2}),
    "presenter": ("lessons", {"lesson": "hostile", "view": "presenter"}),
    "paper": ("lessons", {"lesson": "hostile", "view": "print"}),
    "preview": ("author", {"lesson": "hostile"}),
    "preview, second step": ("author", {"lesson": "hostile", "step": 2}),
    "authors' list": ("author", {}),
}


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def written():
    """Everything that an author can say, said in this way."""
    whole = "\n\n".join(SAID) + BELOW
    answered = f"{whole}\n:::{{hint}}\n{whole}\n:::\n:::{{solution}}\n{whole}\n:::"
    runs = "\n".join(
        f"  - {{label: {quoted(text)}, optimizer: sgd, lr: $rate}}" for text in SAID[:6]
    )
    labels = [quoted(text[:60]) for text in SAID]
    choices = "\n".join(
        f"- [{'x' if k % 2 else ' '}] {text}\n  > {text}" for k, text in enumerate(SAID)
    )
    guesses = "\n".join(f"- {text}\n  > {text}" for text in SAID)
    return f"""---
id: hostile
title: {quoted(SAID[0] + SAID[1])}
language: en
objectives: [{", ".join(map(quoted, SHORT))}]
---
{whole}

:::{{quiz}} choices
{whole}
{choices}
:::

:::{{note}}
{whole}
:::

:::{{instructor}}
{whole}
:::

:::{{experiment}} labels
---
surface: himmelblau
show: [surface3d, anatomy]
sliders:
  rate: {{label: {labels[1]}, min: 0.001, max: 0.05, value: 0.01, scale: log}}
runs:
{runs}
---
:::

::::{{numeric}} far
---
answer: {{experiment: labels, run: {quoted(SAID[0])}, metric: loss}}
wrong:
  - {{value: 3, message: {labels[1]}}}
---
{answered}
::::

::::{{challenge}} reach
---
experiment: labels
run: {quoted(SAID[0])}
goal: {{metric: loss, below: 1e-9, within_steps: 3}}
reference: {{rate: 0.01}}
---
{answered}
::::
+++
# {SAID[1]}

:::{{averages}} memory
---
series: assets/rain.csv
betas: [0.9, 0.5]
sliders:
  beta: {{label: {labels[2]}, min: 0.5, max: 0.99, step: 0.01, value: 0.9}}
---
:::

:::{{training}} digits
---
model: softmax
dataset: digits
epochs: 1
sliders:
  rate: {{label: {labels[3]}, min: 0.001, max: 0.1, value: 0.01, scale: log}}
runs:
  - {{label: {labels[1]}, optimizer: adam, lr: $rate}}
  - {{label: {labels[2]}, optimizer: sgd, lr: 0.1}}
---
:::

:::{{predict}} guesses
{whole}
{guesses}
:::
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server of its own, for authors, with that lesson."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "assets").mkdir()
    (folder / "assets" / "rain.csv").write_text(
        f'day,"{SAID[1]}"\n' + "".join(f"2024-01-{k:02},{k}\n" for k in range(1, 29)), "utf-8"
    )
    (folder / "hostile.en.md").write_text(written(), "utf-8")
    with serve_authors(folder) as address:
        yield address


def harmless(seen):
    """Nothing ran, was stopped or asked for elsewhere; links lead to pages, and none runs."""
    ran, stopped, elsewhere, links = seen.came()
    assert (ran, stopped, elsewhere) == ([], [], [])
    assert {link.split(":")[0] for link in links} <= {"https"}


@chosen("view", VIEWS, by_day=["second step"])
def test_a_hostile_lesson_is_text_in_every_view(watch, view):
    page, query = VIEWS[view]
    seen = watch().go(page, lang="en", **query)
    seen.page.get_by_text("onerror=alert(2)").first.wait_for(state="attached")
    seen.settled()
    harmless(seen)
    wide = seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    assert [said for said in seen.errors if "Failed to load resource" not in said] == []
    seen.picture(f"hostile-{view}")


def pasted(seen, text):
    """In the view for what is on the clipboard; until the server has read and run all of it."""
    box = seen.page.get_by_label("Text of the lesson")
    box.fill(text)
    box.press("Control+Enter")
    seen.page.get_by_test_id("stMarkdownContainer").get_by_text("onerror=alert(2)").first.wait_for(
        state="attached"
    )
    seen.settled()


@pytest.mark.nightly
@pytest.mark.parametrize("step", [1, 2])
def test_a_hostile_lesson_that_is_pasted_is_text(watch, step):
    seen = watch().go("author", lang="en", view="paste", step=step)
    pasted(seen, written())
    harmless(seen)
    wide = seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    assert [said for said in seen.errors if "Failed to load resource" not in said] == []
    seen.picture(f"hostile-pasted-{step}")


@pytest.mark.nightly
def test_messages_about_a_hostile_text_that_is_pasted_are_text(watch):
    """What is wrong with it is quoted: ids, keys, values, and the lines that they stand in."""
    heads = "\n\n".join(f":::{{quiz}} {text}\n{text}\n:::" for text in TEXTS)
    keys = "\n\n".join(
        f":::{{experiment}} e{k}\n---\n{quoted(text)}: 1\nsurface: {quoted(text)}\n---\n:::"
        for k, text in enumerate(TEXTS)
    )
    front = f"---\nid: {quoted(TEXTS[1])}\ntitle: {quoted(TEXTS[0])}\nlanguage: en\n---\n"
    seen = watch().go("author", lang="en", view="paste")
    pasted(seen, f"{front}{SAID[1]}\n\n{heads}\n\n{keys}\n")
    assert seen.page.get_by_text("unknown-key").count() >= len(TEXTS)
    harmless(seen)
    assert [said for said in seen.errors if "Failed to load resource" not in said] == []


@pytest.mark.nightly
def test_a_hostile_lesson_that_is_taken_away_is_text_in_its_file(watch, browser, tmp_path):
    seen = watch().go("lessons", lang="en", lesson="hostile")
    seen.wait_for("Object.values(window.__stages || {})[0]?.painted > 0")
    path = saved(seen, "html", tmp_path)
    context = browser.new_context(offline=True)
    context.add_init_script(WATCH)
    asked, page = [], context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    drawn(page)
    assert "onerror=alert(2)" in page.inner_text("body")
    assert page.evaluate("[__ran, __stopped]") == [[], []]
    assert [url for url in asked if not OWN.match(url)] == []
    context.close()
