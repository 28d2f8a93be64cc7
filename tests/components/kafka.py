"""Kafka brokers of our own in KRaft mode: one, or three that can be killed one by one."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError, UnknownTopicOrPartitionError

from deploy.topics import TOPICS, create_topics
from shared.settings import KafkaSettings
from tests.components.availability import ROOT, Probe, command, missing_commands
from tests.components.broker_properties import properties
from tests.components.processes import Process, free_ports, listening

LIBS = ROOT / ".cache" / "kafka" / "libs"
CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qg"  # any id will do, and making one costs a JVM start
LOGGING = Path(__file__).with_name("kafka_jars") / "log4j2.properties"


def _java() -> Path | None:
    return command("java")


def _missing() -> str | None:
    return missing_commands("java") or (None if LIBS.is_dir() else f"no jars in {LIBS.name}")


PROBE = Probe(
    "Kafka",
    _missing,
    "`make parts` gets it; Debian: apt-get install maven default-jre-headless first",
)


class KafkaCluster:
    """Brokers (each also a controller) on free loopback ports; a context manager.

    Nodes are numbered from 1. With three, topics have replication 3 and min.insync.replicas 2.
    """

    def __init__(self, brokers: int = 1) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="foerdernachweis-kafka-"))
        ports = free_ports(2 * brokers)
        self._ports = dict(enumerate(ports[:brokers], start=1))
        self._controllers = dict(enumerate(ports[brokers:], start=1))
        self.nodes = {number: self._node(number) for number in self._ports}

    @property
    def bootstrap_servers(self) -> str:
        """For KAFKA_BOOTSTRAP_SERVERS."""
        return ",".join(f"127.0.0.1:{port}" for port in self._ports.values())

    def __enter__(self) -> KafkaCluster:
        try:
            self._format()
            for node in self.nodes.values():
                node.launch()
            for node in self.nodes.values():
                node.wait_ready()
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
        """End all brokers and remove their data. A quorum stops slowly, so without ceremony."""
        for node in self.nodes.values():
            node.kill9()
        shutil.rmtree(self.directory, ignore_errors=True)

    def create_topics(self) -> None:
        """Our topics, by the very function the deployment uses; present ones are left alone."""
        create_topics(KafkaSettings(self.bootstrap_servers), replication=min(3, len(self.nodes)))

    def reset_topics(self) -> None:
        """Delete our topics with all records and create them anew."""
        with contextlib.closing(self.admin()) as admin:
            with contextlib.suppress(UnknownTopicOrPartitionError):
                admin.delete_topics([topic.name for topic in TOPICS])
            end = time.monotonic() + 20
            while {topic.name for topic in TOPICS} & set(admin.list_topics()):
                if time.monotonic() > end:
                    raise TimeoutError("topics were not deleted in 20 s")
                time.sleep(0.05)
        self.create_topics()

    def admin(self) -> KafkaAdminClient:
        return KafkaAdminClient(
            bootstrap_servers=self.bootstrap_servers, reconnect_backoff_max_ms=300
        )

    def kill(self, number: int) -> None:
        """kill -9 of one broker."""
        self.nodes[number].kill9()

    def restart(self, number: int) -> None:
        """Start a dead broker again with the data it had; returns when it listens."""
        self.nodes[number].start()

    def leader(self, topic: str, partition: int = 0) -> int:
        """Number of the node that leads a partition now; waits up to 20 s for one."""
        end = time.monotonic() + 20
        with contextlib.closing(self.admin()) as admin:
            while True:
                node = self._leader_of(admin, topic, partition)
                if node in self.nodes and self.nodes[node].alive:
                    return node
                if time.monotonic() > end:
                    raise TimeoutError(f"{topic}-{partition} has no leader")
                time.sleep(0.1)

    @staticmethod
    def _leader_of(admin: KafkaAdminClient, topic: str, partition: int) -> int:
        try:
            (described,) = admin.describe_topics([topic])
        except KafkaError:
            return -1
        leaders = {p["partition_index"]: p["leader_id"] for p in described["partitions"]}
        return int(leaders.get(partition, -1))

    def _node(self, number: int) -> Process:
        folder = self.directory / str(number)
        folder.mkdir()
        lines = properties(number, self._ports, self._controllers, folder / "data")
        (folder / "server.properties").write_text("\n".join(lines) + "\n")
        return Process(
            f"kafka-{number}",
            self._java_command("kafka.Kafka", folder / "server.properties"),
            log=folder / "broker.log",
            ready=lambda: listening(self._ports[number]),
            cwd=folder,
        )

    def _format(self) -> None:
        for number in self.nodes:
            config = self.directory / str(number) / "server.properties"
            extra = ["--standalone"] if len(self.nodes) == 1 else []
            subprocess.run(
                self._java_command(
                    "kafka.tools.StorageTool", "format", *extra, "-t", CLUSTER_ID, "-c", config
                ),
                check=True,
                stdout=subprocess.DEVNULL,
            )

    @staticmethod
    def _java_command(main: str, *arguments: str | Path) -> list[str]:
        # for a short life on few cores: small heap, one collector thread, no late compiler
        flags = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        log4j = f"-Dlog4j2.configurationFile={LOGGING}"
        return [str(_java()), *flags, log4j, "-cp", f"{LIBS}/*", main, *map(str, arguments)]
