"""A real PostgreSQL for a test or a measurement: Debian's own, on loopback, in a folder that goes away with it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

USER = "postgres"
HOW_TO_INSTALL = "PostgreSQL's server is not installed. As root, on Debian and Ubuntu: make system"


class Server(NamedTuple):
    """A running server; its one user needs no password, from this machine alone."""

    port: int

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def least(self, name: str) -> str:
        """Return the address of a fresh database, for a role that may connect to it and owns its schema ita."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            for statement in (
                f"CREATE ROLE {name} LOGIN",
                f"CREATE DATABASE {name}",
                f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
                f"GRANT CONNECT ON DATABASE {name} TO {name}",
            ):
                connection.execute(statement.encode())
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA ita AUTHORIZATION {name}".encode())
        return self.url(name).replace(f"{USER}@", f"{name}@")


def programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest; None where there are none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    named = shutil.which("initdb")
    return found[0].parent if found else Path(named).resolve().parent if named else None


@contextmanager
def postgres_server() -> Iterator[Server]:
    """Start a server with fresh data, and stop it at the end. Raises FileNotFoundError where none is installed."""
    folder = programs()
    if folder is None:
        raise FileNotFoundError(HOW_TO_INSTALL)
    # Not in a folder of the test's own: the server's user could not look into that.
    with tempfile.TemporaryDirectory(prefix="ita-pg-") as name:
        home = Path(name)
        if os.geteuid() == 0:  # the server refuses to run as root
            owner = pwd.getpwnam(USER)
            os.chown(home, owner.pw_uid, owner.pw_gid)
        data = home / "data"
        _run(home, [folder / "initdb", "-D", data, "-U", USER, "-A", "trust", "--encoding=UTF8", "--no-sync",
                    "--locale=C.UTF-8"])  # fmt: skip
        port = _free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
        control = [folder / "pg_ctl", "-D", data, "-w"]
        _run(home, [*control, "-l", home / "log", "-o", options, "start"])
        try:
            yield Server(port)
        finally:
            _run(home, [*control, "-m", "immediate", "stop"])


def _run(home: Path, command: Sequence[str | Path]) -> None:
    as_owner = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups"] if os.geteuid() == 0 else []
    words = [*as_owner, *map(str, command)]
    # pg_ctl leaves the server behind, which would hold a pipe open: what it says goes to a file.
    with (home / "said").open("wb") as said:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, check=False, cwd=home
        )
    if done.returncode:
        logs = [path.read_text(errors="replace") for path in (home / "said", home / "log") if path.is_file()]
        raise RuntimeError(f"{words[len(as_owner)]} failed:\n" + "\n".join(logs))


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
