"""Settings that every test shares."""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Timings are the bench's business: a loaded machine must not fail a test of what is right. A change is judged on the
# same examples each time it is checked before landing; everywhere else they are drawn anew, to find new ones.
settings.register_profile("leadsheet", deadline=None)
settings.register_profile("landing", deadline=None, derandomize=True)
settings.load_profile("landing" if os.environ.get("CI") else "leadsheet")


# Whoever started us may have signals ignored or held back (`nohup`, many a CI) and files made unreadable for others;
# both pass on to every process that a test starts, and no test is about that.
for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGCHLD):
    if signal.getsignal(one) is signal.SIG_IGN:
        signal.signal(one, signal.default_int_handler if one == signal.SIGINT else signal.SIG_DFL)
signal.pthread_sigmask(signal.SIG_SETMASK, ())
os.umask(0o022)


@pytest.fixture(autouse=True, scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test, and no process a test starts, keeps anything in the checkout."""
    before = os.environ.get("LEADSHEET_DATA")
    os.environ["LEADSHEET_DATA"] = str(tmp_path_factory.mktemp("leadsheet-data"))
    yield
    if before is None:
        del os.environ["LEADSHEET_DATA"]
    else:
        os.environ["LEADSHEET_DATA"] = before
