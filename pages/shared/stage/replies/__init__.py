"""Replies to a stage: one file, one kind of request, whose name is its id.

reply(scenario, request) -> (header, arrays): what goes into the packet. The scenario is read from
the request's query as any link is; all else is read with `requests`, which bounds it.

LIGHT: whether it takes a few milliseconds at most, where the scenario's runs are few; then it is
given on the spot, all others wait their turn. What a kind keeps for the next request is in its own
file, with a bound.
"""

from urllib.parse import parse_qsl

from optim_core import Scenario
from optim_core.registry import modules
from pages.shared.site.packet import pack
from pages.shared.stage.requests import whole

REPLIES = modules(__name__)
FEW_STEPS = 5_000  # of all runs together, 2 ms of the longest formula


def answer(request):
    """The packet for one request; ValueError, in words, where it can't be understood."""
    return packet(request, *understood(request))


def understood(request):
    """(scenario, problems) of a request; ValueError where it asks for nothing that there is."""
    kind = request.get("kind")
    if kind not in REPLIES:
        raise ValueError(f"kind={str(kind)[:40]!r} is not one of {', '.join(REPLIES)}")
    return Scenario.from_query(parse_qsl(str(request.get("query", ""))))


def is_light(request, scenario):
    """Whether the answer takes a few milliseconds at most."""
    few = len(scenario.runs) * scenario.steps <= FEW_STEPS
    light = few and scenario.ground.data is None and scenario.fairness != "tuned"
    return light and REPLIES[request["kind"]].LIGHT


def packet(request, scenario, problems):
    kind = request["kind"]
    header, arrays = REPLIES[kind].reply(scenario, request)
    header |= {"id": whole(request.get("id"), 0, 2**53, 0), "kind": kind}
    if problems:
        header["problems"] = [list(problem) for problem in problems]
    return pack(header, arrays)
