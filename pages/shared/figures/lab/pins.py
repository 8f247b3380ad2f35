"""Trainings that a viewer pinned, to compare others with: settings in one text, for the link.

"lr.0.01~batch.64~~lr.0.1~batch.64" are two: letters that a link leaves as they are.
"""

from optim_core.reading import Reader

MOST = 3
LONGEST = 2_400
BETWEEN, WITHIN = "~~", "~"
NONE = "none"  # a link drops what is empty


def pinned(text, specs):
    """[{id: value}] of all pinned trainings; ValueError where the text is none."""
    return [_settings(one, specs) for one in _parts(text)]


def _parts(text):
    parts = [] if text in ("", NONE) else text.split(BETWEEN)
    if len(parts) > MOST:
        raise ValueError(f"{len(parts)} trainings are pinned; at most {MOST} are compared")
    return parts


def _settings(text, specs):
    reader = Reader(dict(pair.partition(".")[::2] for pair in text.split(WITHIN)))
    settings = reader.knobs("", "", specs, {})
    reader.name_the_unknown()
    if reader.problems:
        raise ValueError(reader.problems[0].en)
    return settings


def added(text, settings, specs, names):
    """The text with one more at its end, which says the settings of these names; once."""
    one = WITHIN.join(f"{name}.{specs[name].to_text(settings[name])}" for name in names)
    others = [each for each in text.split(BETWEEN) if each not in ("", NONE, one)]
    return BETWEEN.join([*others, one][-MOST:])
