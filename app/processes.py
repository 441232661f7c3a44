"""Which process this is, so that another one can tell whether it is still there."""

import os
import socket
from pathlib import Path


def machine() -> str:
    """This machine since its start: after a restart no process is what it was."""
    try:
        return f"{socket.gethostname()} {Path('/proc/sys/kernel/random/boot_id').read_text().strip()}"
    except OSError:
        return socket.gethostname()


def born(process: int) -> str:
    """When a process began, so that another one of the same number is told apart; "" where there is none."""
    try:
        facts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return "" if facts[0] == "Z" else facts[19]
    except (OSError, IndexError):
        pass
    try:
        os.kill(process, 0)
    except OSError:
        return ""
    return "?"
