"""Settings of all tests."""

from hypothesis import settings

# How fast a machine is, and how busy, is no property of the code: speed is measured elsewhere.
# Properties are tried on the same examples each time, so that a test fails for a change and not by
# chance; `make stress` tries them on others, and on more.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("chance", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("steady")
