"""Settings of all tests."""

from hypothesis import settings

# How fast a machine is, and how busy, is no property of the code: speed is measured elsewhere.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
