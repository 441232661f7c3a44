"""The web service and a worker as two processes of one: they are stopped together, and end together.

Whatever ends this process, also SIGKILL, ends both (on Linux; elsewhere SIGKILL does not).
"""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Self

_ASKED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # to stop; SIGHUP when a terminal is closed
_SOON = 10.0  # seconds; a first worker that ends with a sentence of ours before that cannot start at all
_STEADY = 60.0  # seconds; a worker that lived longer counts as well: the pauses begin anew
_LONGEST_PAUSE = 60.0
_PATIENCE = 35.0  # seconds; gunicorn gives requests 30, a worker the windows in hand 20 and the engine some more
_AGAIN = 3.0  # seconds
_OUR_ERRORS = range(2, 10)  # exit codes of a LeadsheetError: its sentence has been said
_PR_SET_PDEATHSIG = 1


def serve_with_worker(web: Sequence[str], worker: Sequence[str], web_environment: Mapping[str, str]) -> int:
    """Run both commands until asked to stop, or until the web service ends; the exit code to leave with.

    A worker that dies is started again. One that cannot start, because a setting is wrong, ends it all with its code.
    """
    with _Signals() as signals:
        service = _start(web, web_environment)
        keeper = WorkerKeeper(lambda: _start(worker, os.environ))
        keeper.look(time.monotonic())
        while service.poll() is None and not signals.asked and not keeper.hopeless:
            signals.wait(keeper.look(time.monotonic()))
        both = [service] if keeper.process is None else [service, keeper.process]
        how = signal.SIGINT if signals.asked == signal.SIGINT else signal.SIGTERM
        _stop(both, signals, how)
    if signals.asked and service.returncode == -how:
        return 0  # it was asked again when all its work was done, and went by that
    return keeper.code if keeper.hopeless else _exit_code(service.returncode)


class WorkerKeeper:
    """One worker, started again when it ends: at first after 1 second, then 2, 4 ... 60."""

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.hopeless = False  # it cannot start: a person has to mend something first
        self.code = 0  # with which it ended last
        self._start = start
        self._starts = 0
        self._since = self._due = self._pause = 0.0

    def look(self, now: float) -> float | None:
        """Start the worker if it is time, note if it ended; seconds until something is due, None: until it ends.

        `now` in seconds, of a clock that nobody sets.
        """
        if self.process is not None:
            if self.process.poll() is None:
                return None
            self._ended(self.process.returncode, now - self._since, now)
        if self.hopeless:
            return 0.0
        if now >= self._due:
            self._begin(now)
        return None if self.process is not None else self._due - now

    def _begin(self, now: float) -> None:
        self._starts += 1
        self._since = now
        try:
            self.process = self._start()
        except OSError as error:  # no memory or no process to be had: the web service goes on
            self._put_off(f"could not be started: {error.strerror}", 0.0, now)

    def _ended(self, code: int, lived: float, now: float) -> None:
        self.process, self.code = None, _exit_code(code)
        if self._starts == 1 and lived < _SOON and self.code in _OUR_ERRORS:
            self.hopeless = True
        else:
            how = f"exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
            self._put_off(f"has ended ({how})", lived, now)

    def _put_off(self, what: str, lived: float, now: float) -> None:
        self._pause = 1.0 if lived >= _STEADY or not self._pause else min(self._pause * 2, _LONGEST_PAUSE)
        self._due = now + self._pause
        when = "in a second" if self._pause == 1 else f"in {self._pause:.0f} seconds"
        with contextlib.suppress(OSError):  # nobody reads it any more
            sys.stderr.write(f"The worker {what}: it is started again {when}, the web service goes on.\n")


class _Signals:
    """Wakes who waits when a child ends or somebody asks to stop; nothing that comes in between is missed."""

    def __init__(self) -> None:
        self.asked: int = 0  # the signal by which somebody asked to stop
        self._received, self._written = os.pipe()

    def __enter__(self) -> Self:
        for end in (self._received, self._written):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._written, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for one in _ASKED:
            if one != signal.SIGHUP or signal.getsignal(one) != signal.SIG_IGN:  # nohup has it ignored
                signal.signal(one, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(-1)
        os.close(self._received)
        os.close(self._written)

    def wait(self, seconds: float | None) -> None:
        """Until the next signal, at most so long."""
        if select.select([self._received], [], [], seconds)[0]:
            os.read(self._received, 4096)

    def _note(self, number: int, _: FrameType | None) -> None:
        self.asked = self.asked or number


def _start(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A child in a group of its own: Ctrl-C reaches it once and through us, however far it is."""
    return subprocess.Popen(  # noqa: S603 - our own programs, no shell
        command, env=environment, process_group=0, preexec_fn=_tied_to(os.getpid())
    )


def _tied_to(parent: int) -> Callable[[], None]:
    """What a child does first: have the system send it SIGTERM when its parent is gone. It outlives an exec.

    Both stop in good order on SIGTERM; it must act from here on, not only when the new program has begun.
    """
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None  # found before the fork

    def tie() -> None:
        for one in _ASKED:
            signal.signal(one, signal.SIG_DFL)
        if prctl is not None:
            prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
            if os.getppid() != parent:  # it went before we could ask
                os._exit(1)

    return tie


def _stop(processes: Sequence[subprocess.Popen[bytes]], signals: _Signals, how: signal.Signals) -> None:
    """Ask all to stop by a signal, and wait until they have; who hangs is killed.

    They are asked again and again: Python overlooks a signal that comes just before it begins to wait for a lock, until
    the next one comes.
    """
    until = time.monotonic() + _PATIENCE
    while any(process.poll() is None for process in processes) and time.monotonic() < until:
        for process in processes:
            process.send_signal(how)  # does nothing to one that has ended
        signals.wait(_AGAIN)
    for process in processes:
        process.kill()
        process.wait()


def _exit_code(code: int) -> int:
    """The exit code of a process as a shell tells it: 128 and the signal's number for one that was killed."""
    return 128 - code if code < 0 else code
