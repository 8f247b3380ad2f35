"""The samples under a surface; without any, a surface has no inputs."""

from pages.shared.site.packet import single

LIGHT = True


def reply(scenario, request):
    """The array: every sample, a column after the other, the target last."""
    data = scenario.ground.data
    if data is None:
        return {"inputs": 0}, []
    table = data.samples(**scenario.surface_knobs)
    return {"inputs": table.shape[1] - 1, "model": data.model}, [single(table.T)]


def sizes(scenario):
    """(samples of the data set, [samples that an update of each run sees]); (0, []) without."""
    data = scenario.ground.data
    if data is None:
        return 0, []
    samples = len(data.samples(**scenario.surface_knobs))
    return samples, [min(run.batch or samples, samples) for run in scenario.runs]
