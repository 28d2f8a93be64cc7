"""The deployment of docker-compose.yml, for real, as processes on free loopback ports.

PostgreSQL with two roles per service, three brokers, two web processes and one pump per service,
nginx in front. `python -m tests.components.topology` starts it for a person to look at.
"""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from tests.components import kafka, postgres, proxy
from tests.components.availability import ROOT
from tests.components.processes import Process, free_ports

SERVICES = ("budget", "reporting", "audit")
PROBES = (postgres.PROBE, kafka.PROBE, proxy.PROBE)
PROGRAM = (sys.executable, "-m", "services")


class Topology:
    """A context manager. `processes` holds all by name: `budget-web-1`, `audit-pump`, `kafka-2`,
    `postgres`, `proxy`; any of them may be killed and restarted."""

    def __init__(self, *, webs: int = 2, sample_data: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="foerdernachweis-"))
        self.postgres = postgres.PostgresServer()
        self.kafka = kafka.KafkaCluster(brokers=3)
        self._ports = {service: free_ports(webs) for service in SERVICES}
        self.proxy = proxy.Proxy(self.folder / "proxy", self._ports)
        self._settings = self._make_settings(sample_data)
        self.processes: dict[str, Process] = {
            "postgres": self.postgres.process,
            **{node.name: node for node in self.kafka.nodes.values()},
            **{process.name: process for s in SERVICES for process in self._service(s)},
            "proxy": self.proxy.process,
        }

    def url(self, service: str | None = None) -> str:
        """Address through the proxy, of one service or of the whole house; no slash at the end."""
        return f"http://127.0.0.1:{self.proxy.http}" + (f"/{service}" if service else "")

    def web_url(self, service: str, number: int) -> str:
        """Address of one web process (from 1), past the proxy."""
        return f"http://127.0.0.1:{self._ports[service][number - 1]}"

    def kill(self, name: str) -> None:
        """kill -9 of one process with its children."""
        self.processes[name].kill9()

    def restart(self, name: str) -> None:
        """Start a killed (or still living) process again; returns when it is ready."""
        self.processes[name].stop()
        self.processes[name].start()

    def command(self, *arguments: str, owner: bool = False) -> str:
        """Run `python -m services …` with the settings of this house; returns what it prints.

        With `owner` as the role that migrates. Raises CalledProcessError with its output.
        """
        return subprocess.run(
            [*PROGRAM, *arguments],
            env=self._environment("owner" if owner else "runtime"),
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def __enter__(self) -> Topology:
        try:
            self.postgres.start()
            self.kafka.__enter__()
            self.kafka.create_topics()
            self._migrate()
            ours = [self.processes[name] for name in self._names()]
            for process in ours:
                process.launch()
            for process in ours:
                process.wait_ready()
            self.proxy.process.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End everything, the services politely, and remove all files."""
        for name in ("proxy", *self._names()):
            self.processes[name].stop()
        self.kafka.stop()
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _names(self) -> list[str]:
        return [name for name in self.processes if name.startswith(SERVICES)]

    def _migrate(self) -> None:
        for service in SERVICES:
            self.postgres.create_service_database(service)
            self.command(service, "migrate", owner=True)
            self.postgres.apply_grants(service)

    def _service(self, service: str) -> list[Process]:
        webs = [
            self._process(f"{service}-web-{number}", (service, "web"), port)
            for number, port in enumerate(self._ports[service], start=1)
        ]
        return [*webs, self._process(f"{service}-pump", (service, "pump"))]

    def _process(self, name: str, arguments: Sequence[str], port: int | None = None) -> Process:
        extra = {"PORT": str(port)} if port else {}
        if name.startswith("audit-"):
            extra["LOG_KEY"] = self._log_key
        return Process(
            name,
            [*PROGRAM, *arguments],
            log=self.folder / f"{name}.log",
            # a pump serves nothing that could be asked
            ready=(lambda: _answers(port)) if port else (lambda: True),
            env=self._environment("runtime", **extra),
            cwd=ROOT,
        )

    def _make_settings(self, sample_data: bool) -> dict[str, str]:
        self._log_key = _random_key()
        return {
            "HOST": "127.0.0.1",
            "DATA_DIR": str(self.folder / "data"),
            "DOCUMENTS_DIR": str(self.folder / "documents"),
            "DATA_KEY": _random_key(),
            "SECRET_KEY": secrets.token_hex(32),
            "LOG_ORIGIN": "foerdernachweis.example/topology",
            "LOG_URL": self.url("audit"),
            "RECEIPTS_URL": self.url("budget"),
            "CITY_NAME": "Musterstadt",
            "KAFKA_BOOTSTRAP_SERVERS": self.kafka.bootstrap_servers,
            "SAMPLE_DATA": str(int(sample_data)),
        }

    def _environment(self, role: str, **extra: str) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        url = self.postgres.service_url(role)
        return {**inherited, **self._settings, "DATABASE_URL": url, **extra}


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def main() -> None:
    """Start, say where, and wait for Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with Topology(sample_data=True) as house:
        print(f"{house.url()}/ (TLS: https://127.0.0.1:{house.proxy.https}/), Ctrl-C ends it")
        for name, process in house.processes.items():
            print(f"{process.pid:>8}  {name:<16} {process.log}")
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("stopping")


if __name__ == "__main__":
    main()
