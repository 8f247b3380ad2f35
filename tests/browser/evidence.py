"""What a failed test leaves behind: of each page a picture, the console, the last requests.

A trace of Playwright's says more, but made 39 tests cost 155 seconds of processor instead of 113.
"""

import os
import re
import shutil

from tests.browser.visits import PICTURES


def keep(test, who, visits, pictures=PICTURES):
    """Into a folder of the test's own, instead of what it left there last time."""
    folder = pictures / folder_of(test)
    for number, visit in enumerate(visits, start=1):
        _keep_one(visit, folder / f"{who}-{number}")
    print(f"What the browser showed is in {os.path.relpath(folder)}")


def folder_of(test):
    """`tests/browser/test_race.py::test_it[en-phone]` becomes `test_race/test_it-en-phone`."""
    name = test.removeprefix("tests/browser/").replace(".py::", "/")
    return re.sub(r"[^\w/.-]+", "-", name).strip("-")


def _keep_one(visit, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    requests = [visit.page.url, *visit.requests]
    (folder / "console.txt").write_text("\n".join(visit.console), "utf-8")
    (folder / "requests.txt").write_text("\n".join(requests), "utf-8")
    visit.page.screenshot(path=folder / "picture.png")
