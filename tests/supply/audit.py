"""Known holes in what the product installs: `make audit`, for once a week.

It asks pip-audit, which asks PyPI. Ends with 1 where a hole is known, and with 0 where none is or
where nobody could be asked, which it then says: a machine without the internet can run it, too.
With --strict, not to have been able to ask is an error (2).

pip-audit alone would not do: of packages that it can't reach it says "no known vulnerabilities".
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.supply.pins import RUNTIME

TOOL = Path(__file__).with_name("audit.txt")
INSTALL = [sys.executable, "-m", "pip", "install", "--quiet", "-r", str(TOOL)]
ASK = [
    *(sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"),
    *("--progress-spinner", "off", "--format", "json", "--requirement", str(RUNTIME)),
]
PATIENCE = 300  # seconds
SOUND, HOLES, NOT_CHECKED = 0, 1, 2


def ask():
    """pip-audit's answer as text; empty where there is none."""
    try:
        if not find_spec("pip_audit"):
            subprocess.run(INSTALL, check=True, capture_output=True, timeout=PATIENCE)
        return subprocess.run(ASK, capture_output=True, text=True, timeout=PATIENCE).stdout
    except (subprocess.SubprocessError, OSError):
        return ""


def judge(answer):
    """(what was found, sentences to print)."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        packages = []
    if all("skip_reason" in package for package in packages):
        return NOT_CHECKED, ["Not checked: could not reach the data."]
    holes = [line for package in packages for line in _holes(package)]
    unseen = [package["name"] for package in packages if "skip_reason" in package]
    gap = [f"Not checked: could not reach the data on {', '.join(unseen)}."] if unseen else []
    seen = len(packages) - len(unseen)
    end = f"{seen} of {len(packages)} packages checked, {len(holes)} known holes."
    return HOLES if holes else NOT_CHECKED if unseen else SOUND, [*holes, *gap, end]


def _holes(package):
    for hole in package.get("vulns", []):
        fixed = ", ".join(hole.get("fix_versions", [])) or "no version yet"
        yield f"{package['name']} {package['version']}: {hole['id']}, mended in {fixed}"


def main(strict):
    found, said = judge(ask())
    print("\n".join(said))
    return SOUND if found == NOT_CHECKED and not strict else found


if __name__ == "__main__":
    sys.exit(main("--strict" in sys.argv))
