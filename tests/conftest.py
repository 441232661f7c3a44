"""Settings that every test shares."""

import os

from hypothesis import settings

# Timings are the bench's business: a loaded machine must not fail a test of what is right. A change is judged on the
# same examples each time it is checked before landing; everywhere else they are drawn anew, to find new ones.
settings.register_profile("leadsheet", deadline=None)
settings.register_profile("landing", deadline=None, derandomize=True)
settings.load_profile("landing" if os.environ.get("CI") else "leadsheet")
