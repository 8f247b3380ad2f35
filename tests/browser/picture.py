"""Take the README's picture of the page again: `make picture`."""

from pathlib import Path

from tests.browser.servers import serve
from tests.browser.tabs import Tab, browse
from tests.browser.visits import Visit

PICTURE = Path(__file__).parents[2] / "docs" / "momentum.png"


def take():
    with serve() as address, browse() as browser:
        visit = Visit(Tab(browser), address).open(
            chapter="memory", guess="fewer", lang="en", step=30
        )
        visit.page.wait_for_timeout(1500)
        visit.page.screenshot(path=PICTURE)
    print(f"wrote {PICTURE.relative_to(Path.cwd())}")


if __name__ == "__main__":
    take()
