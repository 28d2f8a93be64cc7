"""Creates the topics; brokers never create one by themselves.

Run once per deployment: `python -m deploy.topics` with KAFKA_BOOTSTRAP_SERVERS set.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass

from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from contracts.topics import CHECKPOINTS, EVENTS, KEYS

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


def create_topics(bootstrap_servers: str, replication: int = 3, patience: float = 60) -> None:
    """Create every topic that is not there yet.

    Tries for `patience` seconds, since brokers that have just started elect a leader first;
    then raises the KafkaError that stood in the way.
    """
    end = time.monotonic() + patience
    settings = {"min.insync.replicas": "2"} if replication > 2 else {}
    with contextlib.closing(
        KafkaAdminClient(bootstrap_servers=bootstrap_servers, reconnect_backoff_max_ms=500)
    ) as admin:
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
    # no service, so it needs none of a service's other settings
    create_topics(os.environ["KAFKA_BOOTSTRAP_SERVERS"], replication=3)
