"""Settings of all tests."""

from hypothesis import settings

# The same cases in every run, and no failure because a machine is busy.
settings.register_profile("kg", deadline=None, derandomize=True)
settings.load_profile("kg")
