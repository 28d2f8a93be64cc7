"""server.properties of a test broker: the settings of docker-compose.yml on loopback ports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def properties(
    number: int, ports: Mapping[int, int], controllers: Mapping[int, int], data: Path
) -> list[str]:
    """Lines for node `number` of a cluster whose nodes listen on `ports` and `controllers`."""
    broker = f"PLAINTEXT://127.0.0.1:{ports[number]}"
    controller = f"CONTROLLER://127.0.0.1:{controllers[number]}"
    copies = min(3, len(ports))
    in_sync = 2 if copies == 3 else 1
    single = len(ports) == 1
    return [
        "process.roles=broker,controller",
        f"node.id={number}",
        _quorum(controllers),
        f"listeners={broker},{controller}",
        f"advertised.listeners={f'{broker},{controller}' if single else broker}",
        "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name=PLAINTEXT",
        "controller.listener.names=CONTROLLER",
        f"log.dirs={data}",
        "num.network.threads=2",
        "num.io.threads=2",
        "auto.create.topics.enable=false",
        f"default.replication.factor={copies}",
        f"min.insync.replicas={in_sync}",
        "unclean.leader.election.enable=false",
        "offsets.topic.num.partitions=3",
        f"offsets.topic.replication.factor={copies}",
        "transaction.state.log.num.partitions=3",
        f"transaction.state.log.replication.factor={copies}",
        f"transaction.state.log.min.isr={in_sync}",
        f"share.coordinator.state.topic.replication.factor={copies}",
        f"share.coordinator.state.topic.min.isr={in_sync}",
        "group.initial.rebalance.delay.ms=0",
        "broker.session.timeout.ms=6000",
        "broker.heartbeat.interval.ms=1000",
        "log.cleaner.dedupe.buffer.size=2097152",
    ]


def _quorum(controllers: Mapping[int, int]) -> str:
    if len(controllers) == 1:
        return f"controller.quorum.bootstrap.servers=127.0.0.1:{next(iter(controllers.values()))}"
    voters = ",".join(f"{number}@127.0.0.1:{port}" for number, port in controllers.items())
    return f"controller.quorum.voters={voters}"
