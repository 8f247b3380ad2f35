"""Of a test's many cases `make test` runs some, `make nightly` all."""

import pytest


def chosen(names, cases, by_day):
    """A test for each case; those that are not named for the day wait for the night."""
    rest = [case for case in by_day if case not in cases]
    assert not rest, f"no cases: {rest}"
    return pytest.mark.parametrize(
        names,
        [
            pytest.param(*_several(case), marks=() if case in by_day else pytest.mark.nightly)
            for case in cases
        ],
    )


def _several(case):
    return case if isinstance(case, tuple) else (case,)
