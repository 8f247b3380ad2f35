"""The ground that a run walks on: a registered surface, or a formula."""

from optim_core.arguments import entry, one_of
from optim_core.formula import Formula
from optim_core.sampling import SAMPLINGS
from optim_core.surfaces import SURFACES


def ground_of(surface):
    """The Surface that an id names, or that a Formula is; ValueError for any other name."""
    if isinstance(surface, Formula):
        return surface.as_surface()
    return entry(SURFACES, "surface", surface)


def check_sampling(surface, ground, sampling):
    """ValueError where the surface has no such batches."""
    if one_of("sampling", sampling, SAMPLINGS) != "full" and ground.data is None:
        there = ", ".join(name for name, spec in SURFACES.items() if spec.data)
        raise ValueError(
            f"sampling={sampling!r} needs samples, and {surface} has none; these have: {there}"
        )
