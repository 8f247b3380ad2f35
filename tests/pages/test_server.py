"""The server warms up without what it may never need."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WARM = """
import sys
from pages.shared import server
server._compile()
print("sklearn" in sys.modules)
from optim_core import OPTIMIZERS, SURFACES
from optim_core.descend import walk
print(all(walk(name).overloads for name in OPTIMIZERS))
print(all(ground.value_and_grad.overloads for ground in SURFACES.values()))
"""


def test_warming_up_compiles_everything_and_loads_no_data():
    done = subprocess.run(
        [sys.executable, "-c", WARM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True", "True"]
