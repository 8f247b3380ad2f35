"""Measured seconds of one update of each run: training of the same model, on the same samples, in
such batches, here and now."""

from optim_core.pace import epoch_seconds
from optim_core.sampling import updates_per_epoch

LIGHT = False


def reply(scenario, request):
    if scenario.ground.data is None:
        return {"seconds": []}, []
    return {"seconds": [seconds_per_update(scenario, run) for run in scenario.runs]}, []


def seconds_per_update(scenario, run):
    """The shortest of a few measurements, which others on this machine disturbed least."""
    data = scenario.ground.data
    table = data.samples(**scenario.surface_knobs)
    target = (table[:, -1] > 0).astype(float) if data.model == "logistic" else table[:, -1]
    batch = max(run.batch, 1)
    seconds = epoch_seconds(
        data.model,
        (table[:, :-1], target),
        run.optimizer,
        sampling=run.sampling,
        batch_size=batch,
        knobs=run.knobs | {"lr": 0.0},
    )
    return float(seconds.min()) / updates_per_epoch(run.sampling, len(table), batch)
