"""Settings that every test shares."""

from hypothesis import settings

# Timings are the bench's business: a loaded machine must not fail a test of what is right.
settings.register_profile("leadsheet", deadline=None)
settings.load_profile("leadsheet")
