"""What the measurements start: PostgreSQL that reaches the disk, and gunicorn with 2 × 4 threads.

Everything listens on loopback and is ended by its process id.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from services import host
from shared.settings import Settings
from tests.components.availability import ROOT
from tests.components.postgres import DURABLE, PostgresServer
from tests.components.processes import Process, free_ports, listening

WORKERS, THREADS = 2, 4


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """A server with fsync on; its files go at the end."""
    server = PostgresServer(DURABLE)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for data and logs."""
    with tempfile.TemporaryDirectory(prefix="foerdernachweis-bench-") as path:
        yield Path(path)


def house_environment(
    server: PostgresServer, directory: Path, *names: str, **more: str
) -> dict[str, str]:
    """Settings of a house whose named services are migrated on this server."""
    for name in names:
        server.create_service_database(name)
    owner = _environment(directory, server.service_url("owner"))
    host.migrate_all(Settings.from_env(owner), names)
    for name in names:
        server.apply_grants(name)
    return {**_environment(directory, server.service_url("runtime")), **more}


def _environment(directory: Path, database_url: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOST": "127.0.0.1",
        "DATA_DIR": str(directory / "data"),
        "DATABASE_URL": database_url,
        "SAMPLE_DATA": "0",
    }


@contextmanager
def gunicorn(
    factory: str, directory: Path, environment: Mapping[str, str], **options: str
) -> Iterator[int]:
    """Serves `bench.wsgi:FACTORY()` with 2 × 4 threads; gives the port."""
    (port,) = free_ports(1)
    directory.mkdir(exist_ok=True)
    process = Process(
        f"gunicorn {factory}",
        [
            *(sys.executable, "-m", "gunicorn", "--worker-class", "gthread"),
            *("--workers", str(WORKERS), "--threads", str(THREADS), "--keep-alive", "30"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "warning", f"bench.wsgi:{factory}()"),
        ],
        log=directory / f"{factory}.log",
        ready=lambda: listening(port),
        env=dict(environment),
        cwd=ROOT,
    )
    process.start()
    try:
        yield port
    except Exception:
        print(process.tail(60), file=sys.stderr)
        raise
    finally:
        process.stop()
