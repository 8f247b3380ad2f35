"""The server warms up without what it may never need."""

import subprocess
import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager

from pages.shared import server

ROOT = Path(__file__).parents[2]
WARM = """
import sys
from optim_core import compiling
compiling.prepare()
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


def test_a_page_is_never_run_without_the_site_map(monkeypatch, tmp_path):
    """Guards a name of Streamlit's own: whoever makes its manager first looks for pages/."""
    app = tmp_path / "app.py"
    (tmp_path / "pages").mkdir()
    app.touch()
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(app))
    assert PagesManager.uses_pages_directory
    server._one_map()
    PagesManager(str(app))
    assert not PagesManager.uses_pages_directory
