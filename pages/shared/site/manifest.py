"""What Python and the browser's scripts must both know, said once, here: `core/manifest.js` is made
from it.

    python -m pages.shared.site.manifest
"""

import json
from pathlib import Path

from optim_core.scenario import OF_GROUND, OF_SURFACE
from pages.shared.site.pins import OF_PINS

FILE = Path(__file__).parents[1] / "browser" / "core" / "manifest.js"
KNOWN = {"of_surface": OF_SURFACE, "of_ground": OF_GROUND, "of_pins": OF_PINS}


def text():
    """The module."""
    made_by = f"// Made by `python -m {__spec__.name}`."
    return f"{made_by}\n\n// prettier-ignore\nexport default {json.dumps(KNOWN, indent=2)};\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
