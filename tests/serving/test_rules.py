"""What the program's own text may not say, so that no text of a visitor's is ever carried out."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path for part in ("pages", "optim_core", "lessons") for path in (ROOT / part).rglob("*.py")
)
SCRIPTS = sorted((ROOT / "pages/shared/browser").rglob("*.js"))
IS_A_SCRIPT = {".js", ".mjs", ".cjs", ".ts", ".jsx", ".tsx"}
PAGES = [path for path in FILES if path.is_relative_to(ROOT / "pages")]

RUNS_TEXT = {"eval", "exec", "compile", "__import__", "execfile"}  # as functions of Python's own
METHODS = {"sympify", "parse_expr", "literal_eval", "system", "popen", "read_csv", "read_pickle"}
FOREIGN = {"sympy", "numexpr", "asteval", "simpleeval", "pandas", "yaml", "shelve", "marshal"}
ACTS = {"unsafe_allow_html", "unsafe_allow_javascript"}
FETCHES = {"map", "pydeck_chart", "iframe", "video", "audio", "set_page_icon", "write_stream"}
CACHES = {"cache_data", "cache_resource", "experimental_memo", "experimental_singleton"}
IN_A_SCRIPT = (
    r"\beval\(|new Function\b|document\.write|insertAdjacentHTML|outerHTML|srcdoc|https?://"
    r"|setHTMLUnsafe|createContextualFragment|parseFromString"
)
BREAKS_ON_A_HOLE = r"scatter\w*gl|heatmapgl|pointcloud|splom|parcoords"
IS_A_BAR = r"""\btype["']?\s*[:=]\s*["']bar["']"""


@cache
def walked(path):
    return [*ast.walk(ast.parse(path.read_text("utf-8")))]


def nodes(path, kind):
    return [node for node in walked(path) if isinstance(node, kind)]


def calls(path):
    """(name, how) of everything called: how is whether it is a method or attribute."""
    for call in nodes(path, ast.Call):
        if isinstance(call.func, ast.Name):
            yield call.func.id, False, call
        elif isinstance(call.func, ast.Attribute):
            yield call.func.attr, True, call


def imported(path):
    for node in nodes(path, (ast.Import, ast.ImportFrom)):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from names or [each.name for each in node.names]


def offences(rule, paths):
    """{file: what it has against a rule} of all files that have anything."""
    found = {path.relative_to(ROOT).as_posix(): rule(path) for path in paths}
    return {name: what for name, what in found.items() if what}


def test_there_is_something_to_look_at():
    assert len(FILES) > 150 and len(SCRIPTS) > 100


def test_every_script_lies_where_these_rules_and_the_linters_look():
    found = {
        path
        for part in ("pages", "optim_core", "lessons", "deploy")
        for path in (ROOT / part).rglob("*")
        if path.suffix in IS_A_SCRIPT
    }
    assert found == set(SCRIPTS)


def test_no_text_is_ever_run():
    def runs_text(path):
        called = {
            name
            for name, of_something, _ in calls(path)
            if name in (METHODS if of_something else RUNS_TEXT | METHODS)
        }
        return called | {name.split(".")[0] for name in imported(path)} & FOREIGN

    assert offences(runs_text, FILES) == {}


def test_pickles_are_read_by_what_makes_little_or_nothing_of_them():
    found = [path for path in FILES if "pickle" in imported(path)]
    assert [path.name for path in found] == ["cache.py", "cifar10.py"]
    for path in found:
        assert {"find_class"} <= {each.name for each in nodes(path, ast.FunctionDef)}
        assert not [each.attr for each in nodes(path, ast.Attribute) if each.attr == "loads"]


def test_processes_are_started_by_the_compiler_only():
    assert [path.name for path in FILES if "subprocess" in imported(path)] == ["compiling.py"]


def test_the_compiler_is_asked_by_the_core_only():
    """There, tests/core/test_layers.py looks for the wrong flags."""

    def asks_the_compiler(path):
        return {name.split(".")[0] for name in imported(path)} & {"numba", "llvmlite"}

    others = [path for path in FILES if not path.is_relative_to(ROOT / "optim_core")]
    assert offences(asks_the_compiler, others) == {}


def test_a_page_shows_text_as_text():
    def shows_more(path):
        acts = {each.arg for each in nodes(path, ast.keyword)} & ACTS
        shown = {
            ast.unparse(call)
            for name, of_something, call in calls(path)
            if of_something and ((name in FETCHES and _is_streamlits(call.func)) or name == "html")
        }  # html: of Streamlit, a column of it, its old components
        return acts | shown - {"st.html(style())"}

    assert offences(shows_more, PAGES) == {}


def _is_streamlits(function):
    return isinstance(function.value, ast.Name) and function.value.id == "st"


def test_nothing_is_kept_in_caches_that_any_visitor_may_wipe():
    def caches(path):
        names = {each.name for node in nodes(path, ast.ImportFrom) for each in node.names}
        return ({each.attr for each in nodes(path, ast.Attribute)} | names) & CACHES

    assert offences(caches, PAGES) == {}


def test_only_authors_have_a_page_that_runs_by_itself():
    """Of three hundred that look at a page, each would ask again and again."""
    polling = [p.name for p in PAGES if "run_every" in {k.arg for k in nodes(p, ast.keyword)}]
    assert polling == ["author.py"]


def test_no_number_is_asked_for_by_what_stumbles_over_nan():
    assert [path for path in PAGES if "number_input" in {name for name, _, _ in calls(path)}] == []


def test_what_a_list_says_is_looked_up_before_it_is_believed():
    """Streamlit hands on words that are none of its options: see choices.py."""
    listening = [
        path.name
        for path in PAGES
        for name, _, call in calls(path)
        if name == "selectbox" and "on_change" in {each.arg for each in call.keywords}
    ]
    assert listening == ["choices.py"]


def test_no_script_makes_a_script_or_goes_elsewhere():
    def makes_or_goes(path):
        text = path.read_text("utf-8")
        for named_only in ("http://www.w3.org/", "https://github.com/mattdesl/gifenc"):
            text = text.replace(named_only, "")
        return re.findall(IN_A_SCRIPT, text)

    assert offences(makes_or_goes, SCRIPTS) == {}


def test_no_picture_is_of_a_kind_that_breaks_on_a_hole():
    def breaks(path):
        return re.findall(BREAKS_ON_A_HOLE, path.read_text("utf-8"))

    assert offences(breaks, [*PAGES, *SCRIPTS]) == {}


def test_bars_are_drawn_of_eigenvalues_only():
    """A bar breaks on a hole too; these are numbers, whatever is asked for."""
    drawn = [path.name for path in PAGES if "bars" in {name for name, _, _ in calls(path)}]
    texts = {path.name: path.read_text("utf-8") for path in [*PAGES, *SCRIPTS]}
    assert drawn == ["hessians.py"]
    assert [name for name in texts if re.search(IS_A_BAR, texts[name])] == ["plots.py"]


def test_html_is_written_in_one_place_by_the_server():
    """The formula of a film, in MathML that film.py makes of an optimiser's own text."""
    found = [path.name for path in SCRIPTS if "innerHTML" in path.read_text("utf-8")]
    assert found == ["film.js"]
