"""What one takes away repeats what one saw."""

import csv
import io
import json
import runpy
from dataclasses import replace

import pytest

from optim_core import Run, Scenario
from pages.shared import figures
from pages.shared.figures.sweeps import plan
from pages.shared.server.downloads import download, of_link
from pages.shared.site import pins
from pages.shared.site.words import LANGUAGES

RACE = Scenario(surface="beale", steps=12, runs=(Run("adam"), Run("heavy_ball")))


def rows():
    return list(csv.DictReader(io.StringIO(download("run.csv", RACE, "en")[0])))


def test_the_table_holds_every_step_to_the_last_digit():
    found = rows()
    for number, run in enumerate(RACE.run(), 1):
        own = [row for row in found if row["run"] == str(number)]
        for name, values in (("x", run.path[:, 0]), ("loss", run.loss), ("grad_y", run.grad[:, 1])):
            assert [float(row[name]) for row in own] == values.tolist()
        assert [float(row["lr"]) for row in own[:-1]] == run.lr.tolist()
        for name, memory in run.memory.items():
            assert [float(row[f"{name}_y"]) for row in own] == memory[:, 1].tolist()


def test_a_number_of_the_table_has_no_more_digits_than_were_typed():
    plain = Scenario(start=(-4.0, 2.1), steps=3, runs=(Run("sgd", {"lr": 0.06}),))
    first = next(csv.DictReader(io.StringIO(download("run.csv", plain, "en")[0])))
    assert (first["x"], first["y"], first["lr"]) == ("-4", "2.1", "0.06")


def test_a_memory_that_a_run_does_not_have_is_blank():
    [first, *_] = [row for row in rows() if row["optimizer"] == "heavy_ball"]
    assert first["m_x"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notebook_holds_the_script(language):
    book = json.loads(download("run.ipynb", RACE, language)[0])
    about, code = book["cells"]
    assert code["source"] == RACE.to_script() == download("run.py", RACE, language)[0]
    assert about["source"] and book["nbformat"] == 4


def test_the_script_runs(tmp_path):
    path = tmp_path / "run.py"
    path.write_text(download("run.py", RACE, "en")[0], encoding="utf-8")
    assert "torch" in download("run_torch.py", RACE, "en")[0]
    assert runpy.run_path(str(path))


def test_the_table_of_a_map_holds_every_cell_as_its_own_run_ends():
    query = {"optimizer": "heavy_ball", "cells": "64", "steps": "80", "across": "lr", "down": "x0"}
    text, kind = of_link("map.csv", query, "en")
    cells = list(csv.DictReader(io.StringIO(text)))
    assert kind == "text/csv" and len(cells) == 64 * 64
    chart = plan(figures.read("maps", query)[0])
    for row, column in ((0, 0), (20, 30), (63, 63)):
        told, run = cells[64 * row + column], chart.cell(row, column).run()[0]
        assert float(told["lr"]) == chart.across.values[column]
        assert float(told["x0"]) == chart.down.values[row]
        assert int(told["steps_to_target"]) == chart.reached(run)
        assert (told["diverged"] == "True") == (run.status == "diverged")


def test_no_text_in_the_table_begins_like_a_formula_of_a_spreadsheet():
    header, *table = csv.reader(io.StringIO(download("run.csv", RACE, "en")[0]))
    texts = {cell for row in table for cell in row if not _is_number(cell)} | set(header)
    assert not [text for text in texts if text.startswith(tuple("=+-@\t\r"))]


def _is_number(cell):
    try:
        return bool(cell) and isinstance(float(cell), float)
    except ValueError:
        return False


TWO = replace(RACE, runs=RACE.runs * 2, steps=9)
OF_A = pins.Pinned((2, 3), (), "split", replace(RACE, start=(0.5, 0.5)))


def comparison():
    return TWO.to_query() | OF_A.to_query()


def test_the_table_of_a_comparison_has_both_settings():
    found = list(csv.DictReader(io.StringIO(of_link("run.csv", comparison(), "en")[0])))
    sides = {"A": replace(RACE, start=(0.5, 0.5)), "B": replace(RACE, steps=9)}
    for side, scenario in sides.items():
        for number, run in enumerate(scenario.run(), 1):
            own = [row for row in found if (row["setting"], row["run"]) == (side, str(number))]
            assert [float(row["x"]) for row in own] == run.path[:, 0].tolist()
            assert [float(row["loss"]) for row in own] == run.loss.tolist()


def test_the_programs_of_a_comparison_run_both_settings(tmp_path, capsys):
    path = tmp_path / "run.py"
    path.write_text(of_link("run.py", comparison(), "en")[0], encoding="utf-8")
    runpy.run_path(str(path))
    said = capsys.readouterr().out
    a, b = said.removeprefix("Setting A\n").split("Setting B\n")
    assert "after 12 steps" in a and "after 9 steps" in b
    book = json.loads(of_link("run.ipynb", comparison(), "en")[0])
    assert [cell["cell_type"] for cell in book["cells"]] == ["markdown", "code", "code"]
