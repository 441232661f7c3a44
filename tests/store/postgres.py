"""A real PostgreSQL for the tests: a cluster of its own in a temporary folder, reached by a Unix socket."""

import contextlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

MISSING = "no PostgreSQL here: install Debian's `postgresql` package to run these tests"


def binaries() -> Path | None:
    """The folder of initdb and postgres, the newest version's; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """Start a cluster and yield the URL of its first database; stopped and deleted at the end.

    PostgreSQL refuses to run as root, so root runs it as `postgres`, which Debian's package makes. The folder lies
    directly under the temporary folder: a socket's path holds at most 107 bytes, and that user may enter it.
    """
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=tempfile.gettempdir()))
    who = pwd.getpwnam("postgres") if root else None
    if who is not None:
        os.chown(folder, who.pw_uid, who.pw_gid)

    def run(*command: str) -> None:
        subprocess.run(
            [str(bin_folder / command[0]), *command[1:]],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            user=None if who is None else who.pw_uid,
            group=None if who is None else who.pw_gid,
            extra_groups=[] if root else None,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        )

    data = str(folder / "data")
    settings = (
        f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=150 -c shared_buffers=32MB"
    )
    try:
        run("initdb", "-D", data, "-U", "leadsheet", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", data, "-l", str(folder / "log"), "-o", settings, "-w", "-t", "30", "start")
        try:
            yield f"postgresql://leadsheet@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str) -> str:
    """An empty database in the cluster; returns its URL."""
    import psycopg

    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.replace("/postgres?", f"/{name}?")
