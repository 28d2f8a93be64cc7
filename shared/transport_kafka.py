"""Kafka behind the `Transport` interface; the only module that knows kafka-python."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from shared.errors import Unavailable
from shared.settings import KafkaSettings
from shared.transport import Message, Reader, Received

SEND_TIMEOUT_S = 30
"""Longer than a fail-over (session timeout 6 s and election); a cold idempotent producer does not
honour its own delivery timeout, so every wait has this one."""


def client_options(settings: KafkaSettings) -> dict[str, Any]:
    """Connection options common to all clients."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.bootstrap_servers.split(","),
        "security_protocol": settings.security_protocol,
        "reconnect_backoff_max_ms": 500,
    }
    if settings.sasl_mechanism:
        options["sasl_mechanism"] = settings.sasl_mechanism
        options["sasl_plain_username"] = settings.sasl_username
        options["sasl_plain_password"] = settings.sasl_password
    if settings.ssl_cafile:
        options["ssl_cafile"] = settings.ssl_cafile
    return options


class KafkaTransport:
    """Idempotent producer with acks=all and one request in flight; thrown away on any doubt."""

    def __init__(self, settings: KafkaSettings) -> None:
        self._options = client_options(settings)
        self._lock = threading.Lock()
        self._producer: KafkaProducer | None = None
        self._ends: KafkaConsumer | None = None

    def publish(self, topic: str, messages: Sequence[Message]) -> int:
        with self._lock:
            try:
                return self._publish(topic, messages)
            except KafkaError as error:
                self._discard_producer()
                raise _away() from error

    def _publish(self, topic: str, messages: Sequence[Message]) -> int:
        if self._producer is None:
            self._producer = KafkaProducer(
                **self._options,
                acks="all",
                enable_idempotence=True,
                max_in_flight_requests_per_connection=1,
                linger_ms=0,
                batch_size=262_144,
                max_request_size=4_194_304,
            )
        sent = [
            self._producer.send(topic, key=one.key.encode(), value=one.value, partition=0)
            for one in messages
        ]
        self._producer.flush(timeout=SEND_TIMEOUT_S)
        for count, future in enumerate(sent):
            try:
                future.get(timeout=SEND_TIMEOUT_S)
            except KafkaError:
                self._discard_producer()
                return count
        return len(sent)

    def _discard_producer(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(KafkaError):  # it is thrown away because it is in doubt
                producer.close(timeout=0)

    def reader(self, topic: str) -> Reader:
        return _KafkaReader(self._options, topic)

    def end_offset(self, topic: str) -> int:
        partition = TopicPartition(topic, 0)
        with self._lock:
            try:
                if self._ends is None:
                    self._ends = KafkaConsumer(**self._options, group_id=None)
                return int(self._ends.end_offsets([partition])[partition])
            except KafkaError as error:
                self._ends = None
                raise _away() from error

    def close(self) -> None:
        with self._lock:
            self._discard_producer()
            if self._ends is not None:
                self._ends.close()
                self._ends = None


class _KafkaReader:
    """`assign()` and `seek()` to the stored position: no group, no offset commit."""

    def __init__(self, options: dict[str, Any], topic: str) -> None:
        self._options = options
        self._partition = TopicPartition(topic, 0)
        self._consumer: KafkaConsumer | None = None
        self._next: int | None = None

    def read(self, offset: int, limit: int, timeout_s: float) -> list[Received]:
        try:
            return self._read(offset, limit, timeout_s)
        except KafkaError as error:
            self.close()
            raise _away() from error

    def _read(self, offset: int, limit: int, timeout_s: float) -> list[Received]:
        if self._consumer is None:
            self._consumer = KafkaConsumer(
                **self._options,
                group_id=None,
                enable_auto_commit=False,
                auto_offset_reset="none",
                fetch_max_wait_ms=200,
            )
            self._consumer.assign([self._partition])
            self._next = None
        if self._next != offset:
            self._consumer.seek(self._partition, offset)
        batches = self._consumer.poll(timeout_ms=int(timeout_s * 1000), max_records=limit)
        records = batches.get(self._partition, [])
        self._next = records[-1].offset + 1 if records else offset
        return [
            Received(one.offset, (one.key or b"").decode("utf-8", "replace"), one.value)
            for one in records
        ]

    def close(self) -> None:
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            consumer.close()


def _away() -> Unavailable:
    return Unavailable("Der Ereignisstrom ist gerade nicht erreichbar.", code="stream_unavailable")
