"""Write the requirements with the hashes of all their wheels: `make lock`, by the internet.

Each .in file says what is asked for; the .txt beside it, what that brings with it, the same on
every system and every Python that we promise. Versions stay as they are, unless an .in file says
otherwise. Wheels only: a package that is built where it is installed runs its author's code there,
and is not the file that was hashed.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OLDEST_PYTHON = "3.11"
ABOUT = "# Written by `make lock` from {source}: change that, not this.\n"
COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"),
    *("--universal", "--python-version", OLDEST_PYTHON),
    *("--only-binary", ":all:", "--generate-hashes"),
]
# Where, from what, and what stands before it; the tests are installed on top of the product.
LOCKS = {
    "requirements.txt": ("requirements.in", "--only-binary :all:\n"),
    "tests/requirements.txt": ("tests/requirements.in", "-r ../requirements.txt\n"),
    "tests/supply/audit.txt": ("tests/supply/audit.in", "--only-binary :all:\n"),
}


def lock(target, source, before):
    asked = [source] if target == "requirements.txt" else ["-c", "requirements.txt", source]
    subprocess.run([*COMPILE, *asked, "-o", target], cwd=ROOT, check=True)
    path = ROOT / target
    path.write_text(ABOUT.format(source=source) + before + path.read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    for target, (source, before) in LOCKS.items():
        lock(target, source, before)
