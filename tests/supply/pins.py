"""What the product installs, as its locked requirements say it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "requirements.txt"
PIN = re.compile(r"([\w.-]+)==(\S+)")


def pins(path=RUNTIME):
    """{package: version}, in the file's order."""
    found = map(PIN.match, path.read_text("utf-8").splitlines())
    return {match[1]: match[2] for match in found if match}
