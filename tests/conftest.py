"""What all tests share."""

from hypothesis import settings

# Speed is measured by the bench, not by tests. The same examples every time: a red test on one
# machine is red on all of them.
settings.register_profile("untimed", derandomize=True, database=None, deadline=None)
settings.load_profile("untimed")
