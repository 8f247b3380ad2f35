"""What goes off the page leaves nothing behind: no line of another chart, nothing in memory."""

import pytest

CHAPTERS = ".st-key-chapter button"
PARTS = "[...Object.values(window.__stages || {}), ...Object.values(window.__figures || {})]"
# So that meeting them keeps none of them alive.
MEET = f"window.__met = [...(window.__met || []), ...{PARTS}.map((part) => new WeakRef(part))]"
DEAD = "window.__met.filter((met) => met.deref() && !met.deref().node.isConnected).length"


def test_the_line_at_a_step_goes_with_its_chart(visit):
    seen = visit().open("adam", lang="en", chapter="relatives", panel="moments", run=1, step=20)
    line = seen.page.locator(".plotview .cursor:visible")
    line.first.wait_for()
    seen.page.locator('[data-panel="fair"]').click()
    seen.wait("__stage.frame.plotted.answer?.name === 'fair'")
    seen.settled()
    assert line.count() == 0


@pytest.mark.nightly
def test_what_a_chapter_drew_leaves_the_memory_with_it(visit):
    seen = visit().open("saddles", lang="en")
    engine = seen.context.new_cdp_session(seen.page)
    for place in range(1, 7):
        seen.settled().page.evaluate(MEET)
        seen.page.locator(CHAPTERS).nth(place).click()
    seen.settled()
    assert seen.page.evaluate("window.__met.length") > 3
    engine.send("HeapProfiler.collectGarbage")
    assert seen.page.evaluate(DEAD) <= 1  # React keeps what it showed last
