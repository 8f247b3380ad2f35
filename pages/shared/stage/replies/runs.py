"""Every run: how it ended, when it arrived, its path and its loss."""

from optim_core.results import TARGET, first_off_map, first_within, lowest
from pages.shared.site.packet import single
from pages.shared.stage.replies.samples import sizes
from pages.shared.stage.requests import positive

LIGHT = True


def reply(scenario, request):
    """Of each run [status, last step, first step within `target` of the minimum, first step off
    the map] (-1 where never); the arrays: path of each, and its loss as the difference from the
    minimum, taken here in doubles: float32 would round away what is below 1e-7 of the minimum."""
    floor = lowest(scenario)
    target = positive(request.get("target"), TARGET)
    trajectories, domain = scenario.run(), scenario.ground.domain
    rows = [
        [
            run.status,
            run.stopped_at,
            first_within(run.loss, floor, target),
            first_off_map(run, domain),
        ]
        for run in trajectories
    ]
    arrays = [
        single(part) for run in trajectories for part in (run.path, run.loss - (floor or 0.0))
    ]
    samples, batches = sizes(scenario)
    return {"runs": rows, "floor": floor, "samples": samples, "batches": batches}, arrays
