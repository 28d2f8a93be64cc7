"""The same promises on the in-process stream and on a real broker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.topics import KEYS
from shared.settings import KafkaSettings
from shared.transport import LocalTransport, Message, Transport
from shared.transport_kafka import KafkaTransport
from tests.components.kafka import KafkaCluster
from tests.contract.stream_contract import StreamContract


class TestLocalStream(StreamContract):
    @pytest.fixture
    def transport(self, tmp_path: Path) -> Iterator[Transport]:
        stream = LocalTransport(tmp_path / "stream.db")
        yield stream
        stream.close()

    def test_another_process_would_see_the_same(self, tmp_path: Path) -> None:
        LocalTransport(tmp_path / "stream.db").publish(KEYS, [Message("k", b"v")])
        assert LocalTransport(tmp_path / "stream.db").end_offset(KEYS) == 1

    def test_compaction_keeps_the_last_of_a_key(self, tmp_path: Path) -> None:
        stream = LocalTransport(tmp_path / "stream.db")
        stream.publish(KEYS, [Message("k", b"old")])
        stream.publish(KEYS, [Message("k", None)])
        assert [(one.offset, one.value) for one in stream.reader(KEYS).read(0, 9, 0)] == [(1, None)]


class TestKafkaStream(StreamContract):
    @pytest.fixture
    def transport(self, kafka: KafkaCluster) -> Iterator[Transport]:
        kafka.reset_topics()
        stream = KafkaTransport(KafkaSettings(bootstrap_servers=kafka.bootstrap_servers))
        yield stream
        stream.close()
