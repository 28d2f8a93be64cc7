"""The Kafka starter does what other tests rely on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType

from contracts.topics import ALL, EVENTS, KEYS
from tests.components.kafka import KafkaCluster


@contextlib.contextmanager
def producer(cluster: KafkaCluster) -> Iterator[KafkaProducer]:
    client = KafkaProducer(
        bootstrap_servers=cluster.bootstrap_servers, acks="all", enable_idempotence=True
    )
    try:
        yield client
    finally:
        client.close(timeout=5)


def values(cluster: KafkaCluster, topic: str) -> list[bytes]:
    partition = TopicPartition(topic, 0)
    consumer = KafkaConsumer(bootstrap_servers=cluster.bootstrap_servers, enable_auto_commit=False)
    try:
        consumer.assign([partition])
        consumer.seek_to_beginning(partition)
        end = consumer.end_offsets([partition])[partition]
        found: list[bytes] = []
        while consumer.position(partition) < end:
            for records in consumer.poll(timeout_ms=500).values():
                found.extend(record.value for record in records)
        return found
    finally:
        consumer.close()


def test_topics_are_created_and_emptied(kafka: KafkaCluster) -> None:
    kafka.reset_topics()
    with producer(kafka) as client:
        client.send(EVENTS, b"one").get(timeout=20)
    assert values(kafka, EVENTS) == [b"one"]
    kafka.reset_topics()
    assert values(kafka, EVENTS) == []
    with contextlib.closing(kafka.admin()) as admin:
        assert set(ALL) <= set(admin.list_topics())


def test_events_are_kept_for_ever_and_keys_are_compacted(kafka: KafkaCluster) -> None:
    wanted = {EVENTS: ("retention.ms", "-1"), KEYS: ("cleanup.policy", "compact")}
    with contextlib.closing(kafka.admin()) as admin:
        for topic, (name, value) in wanted.items():
            resource = ConfigResource(ConfigResourceType.TOPIC, topic)
            assert value in str(admin.describe_configs([resource])), (topic, name)


def test_acknowledged_records_survive_the_death_of_the_leader(kafka_cluster: KafkaCluster) -> None:
    with producer(kafka_cluster) as client:
        for number in range(100):
            client.send(EVENTS, str(number).encode()).get(timeout=30)
        leader = kafka_cluster.leader(EVENTS)
        kafka_cluster.kill(leader)
        for number in range(100, 120):
            client.send(EVENTS, str(number).encode()).get(timeout=60)
    kafka_cluster.restart(leader)
    assert values(kafka_cluster, EVENTS) == [str(number).encode() for number in range(120)]
