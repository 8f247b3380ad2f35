"""The options of a block are read as ruamel reads YAML 1.2, only sooner."""

from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from lessons.engine.options import Events

PIECES = (
    "a", "beta 1", "two words", "1e-3", "$lr", "α", "5 %", "x/y", "重球", "-1", ".5",
    ": ", ":", ", ", ",", "{", "}", "[", "]", "- ", "-", "\n", "\n  ", "\n- ", " ", "#", " # ",
    "'", '"', "|", ">", "? ", "&", "*", "!", "\t", "~", "。", "，", "--- ", "...", "\r", "\u2028",
)  # fmt: skip
written = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def told(events):
    """What each event says, and where; then the error that ended them."""
    said = []
    try:
        for event in events:
            place = event.start_mark.line, event.start_mark.column
            said.append((place, repr(event), getattr(event, "style", None)))
    except YAMLError as error:
        mark = error.problem_mark
        said.append((str(error.problem), mark.line, mark.column))
    return said


@given(written)
@example("lr: {label: Learning rate α, min: 1e-3}\nruns:\n  - {label: Heavy ball, lr: $lr}\n")
@example("a: one\n  two, three: four\nb: [x y , z]\n")
def test_words_read_whole_are_what_they_are_letter_by_letter(text):
    sooner = told(iter(Events(text).get_event, None))
    assert sooner == told(YAML(typ="safe", pure=True).parse(text))
