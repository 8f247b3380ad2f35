"""Anything at all, very often: what the tests of formulas, lessons and tables draw a hundred times.

A case is well when the check of those tests passes, which takes our own errors for answers.
"""

import json
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from urllib.parse import urlencode

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from pages.shared.figures import FIGURES
from pages.shared.site import assets
from tests.bench.hall.client import PATIENCE, address
from tests.core import test_formula_errors as formulas
from tests.core import test_tables as tables
from tests.lessons import test_bad_files as lessons
from tests.pages import test_answers as answers

BATCH = 10_000  # cases with one seed; Hypothesis remembers those of a batch
MALFORMED = 1003
AFTER = 2**53 - 1  # a number that no frame has by chance
MUTATED = lessons.mutated(lessons.LINES)
KINDS = {
    "formulas": (
        formulas.assert_formula_or_error,
        st.one_of(
            formulas.TEXTS,
            formulas.OF_ITS_LETTERS,
            formulas.OF_ITS_TOKENS.map("".join),
            formulas.OF_ITS_TOKENS.map(" ".join),
        ),
    ),
    "lessons": (partial(lessons.assert_problems_are_said, run=False), MUTATED),
    "lessons, run": (lessons.assert_problems_are_said, MUTATED),  # its challenges take their time
    "tables": (tables.answers_well, st.one_of(tables.ANY_BYTES, tables.files())),
}


def fuzz(kind, count, processes=1):
    """Sentences about the cases that ended in anything else; the batches differ by their seeds."""
    sizes = [min(BATCH, count - begin) for begin in range(0, count, BATCH)]
    if processes == 1:
        found = map(partial(_batch, kind), range(len(sizes)), sizes)
    else:
        with ProcessPoolExecutor(processes) as pool:
            found = pool.map(partial(_batch, kind), range(len(sizes)), sizes)
    return [each for each in found if each]


def _batch(kind, number, count):
    return first_failure(*KINDS[kind], number, count)


def first_failure(check, strategy, number, count):
    """The first case that does not pass, in words; "" where all of `count` do."""
    how = settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @seed(number)
    @how
    @given(strategy)
    def passes(case):
        check(case)

    try:
        passes()
    except Exception as error:
        notes = " ".join(getattr(error, "__notes__", ()))
        return f"seed {number}: {type(error).__name__}: {error} {notes}"[:400]
    return ""


def _settings_of(figure):
    """What a request may say of them: {"query": link}."""
    keys = st.sampled_from([*FIGURES[figure].SETTINGS])
    return st.dictionaries(keys, answers.VALUES, max_size=5).map(
        lambda query: {"query": urlencode(query)}
    )


ANY_FIGURE = st.fixed_dictionaries(
    {"kind": st.just("figure"), "figure": st.sampled_from([*FIGURES])},
    optional={"id": answers.ANYTHING, "language": answers.ANYTHING},
).flatmap(lambda request: _settings_of(request["figure"]).map(request.__or__))
TOLD = st.fixed_dictionaries(
    {"kind": st.sampled_from(["press", "stop"])}, optional={"pressed": answers.ANYTHING}
)
# (frame, whether it asks for something that there is)
FRAMES = st.one_of(
    st.tuples(answers.REQUESTS.filter(answers.could_be_understood).map(json.dumps), st.just(True)),
    st.tuples(ANY_FIGURE.map(json.dumps), st.just(True)),
    st.tuples(TOLD.map(json.dumps), st.just(True)),
    st.tuples(
        st.one_of(
            answers.REQUESTS.map(json.dumps),
            answers.ANYTHING.map(json.dumps),
            st.text(max_size=40),
            st.binary(max_size=40),
        ),
        st.just(False),
    ),
)


def fuzz_channel(site, count):
    """The direct line of a stage: what asks for something is answered; anything else may end that
    line as malformed."""
    with _Line(site) as line:
        return [each for each in [first_failure(line.check, FRAMES, 0, count)] if each]


class _Line:
    def __init__(self, site):
        self.address = address(site, assets.CHANNEL)

    def __enter__(self):
        self._calling = connect(self.address, compression=None, max_size=None, proxy=None)
        self.line = self._calling.__enter__()
        return self

    def __exit__(self, *_):
        self._calling.__exit__(None, None, None)

    def check(self, case):
        """A frame may ask for nothing, such as stop; so that another request follows it."""
        frame, asks = case
        try:
            self.line.send(frame)
            self.line.send(json.dumps({"kind": "rate", "id": AFTER}))
            while answers.decoded(self.line.recv(timeout=PATIENCE))[0]["id"] != AFTER:
                pass
        except ConnectionClosed as closed:
            self.__exit__()
            self.__enter__()
            assert closed.rcvd.code == MALFORMED and closed.rcvd.reason and not asks
