"""What a figure asks and what it gets: settings as a link says them in, packet after packet out.

Nothing here trusts its caller: settings are read and bounded as those of an address are.
"""

from urllib.parse import parse_qsl

from pages.shared import figures
from pages.shared.site import plots
from pages.shared.site.packet import pack
from pages.shared.site.words import known, translator

NOTHING_NEW = b""


def packets_of(request, presses=None):
    """Yields a packet for each picture of a request; the last says that it is the end.

    What can't be read or drawn is a packet without a picture, its problem in words. An empty
    packet is not for sending: there is nothing new yet.
    """
    name, language = str(request.get("figure")), known(request.get("language"))
    if name not in figures.FIGURES:
        raise ValueError(f"figure={name[:40]!r} is not one of {', '.join(figures.FIGURES)}")
    settings, problems = figures.read(name, parse_qsl(str(request.get("query", ""))), typed=True)
    about = {"id": request.get("id"), "kind": "figure", "more": True}
    if problems:
        yield pack(about | {"problems": [getattr(each, language) for each in problems]}, [])
    else:
        yield from _pictures(name, settings, language, presses, about)
    yield pack(about | {"more": False}, [])


def _pictures(name, settings, language, presses, about):
    try:
        for picture in figures.drawn(name, settings, translator(language), presses):
            yield packed(picture, about) if picture else NOTHING_NEW
    except ValueError as error:
        said = getattr(error, "text", None)
        problem = getattr(said, language) if said else str(error)
        yield pack(about | {"problems": [problem]}, [])


def packed(picture, about):
    header, arrays = plots.unpack(picture)
    return pack(header | about, arrays)
