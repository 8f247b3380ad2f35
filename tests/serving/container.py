"""The parts of deploy/ that describe containers, as data."""

import json
import shlex
import shutil
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def instructions():
    """[(name, rest of the line)] of the Containerfile; continued lines are one."""
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def last_stage():
    """Of the image that is kept, what it is made by."""
    found = instructions()
    begin = max(number for number, (name, _) in enumerate(found) if name == "FROM")
    return found[begin:]


def copied():
    """[(source, target)] of what comes from the project's folder."""
    pairs = [shlex.split(rest) for name, rest in last_stage() if name == "COPY"]
    return [tuple(pair) for pair in pairs if not pair[0].startswith("--from")]


def environment():
    words = [shlex.split(rest) for name, rest in last_stage() if name == "ENV"]
    return dict(pair.split("=", 1) for pairs in words for pair in pairs)


def entrypoint():
    (rest,) = [rest for name, rest in last_stage() if name == "ENTRYPOINT"]
    return json.loads(rest)


def unpack(folder):
    """Put into `folder` what the image has in its /lab."""
    for source, target in copied():
        path = folder / target
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, path, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            path = path / source if target.endswith("/") else path
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, path)


def compose():
    return YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text("utf-8"))
