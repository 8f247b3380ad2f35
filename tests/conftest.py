"""What all tests share."""

from hypothesis import settings

# Speed is measured by the bench, not by tests.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
