"""Creates the topics; brokers never create one by themselves.

Run once per deployment: `python -m deploy.topics` with the KAFKA_… settings of the services.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass

from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from contracts.topics import CHECKPOINTS, EVENTS, KEYS
from shared.settings import KafkaSettings, Settings
from shared.transport_kafka import client_options

FOR_EVER = {"cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1"}
LATEST_PER_KEY = {"cleanup.policy": "compact"}


@dataclass(frozen=True)
class Topic:
    """A topic with one partition: its total order is what the log's proof rests on."""

    name: str
    settings: dict[str, str]


TOPICS = (
    Topic(EVENTS, FOR_EVER),
    Topic(CHECKPOINTS, FOR_EVER),
    Topic(KEYS, LATEST_PER_KEY),
)


def create_topics(broker: KafkaSettings, replication: int = 3, patience: float = 60) -> None:
    """Create every topic that is not there yet.

    Tries for `patience` seconds, since brokers that have just started elect a leader first;
    then raises the KafkaError that stood in the way.
    """
    end = time.monotonic() + patience
    settings = {"min.insync.replicas": "2"} if replication > 2 else {}
    with contextlib.closing(KafkaAdminClient(**client_options(broker))) as admin:
        for topic in TOPICS:
            new = NewTopic(topic.name, 1, replication, topic_configs={**settings, **topic.settings})
            while not _created(admin, new, last_try=time.monotonic() > end):
                time.sleep(0.5)


def _created(admin: KafkaAdminClient, topic: NewTopic, *, last_try: bool) -> bool:
    try:
        admin.create_topics([topic], wait_for_metadata=True)
    except TopicAlreadyExistsError:
        return True
    except KafkaError:
        if last_try:
            raise
        return False
    return True


if __name__ == "__main__":
    kafka = Settings.from_env(os.environ).kafka
    if not kafka.bootstrap_servers:
        sys.exit("KAFKA_BOOTSTRAP_SERVERS is not set: there is no broker to create topics on")
    create_topics(kafka)
