"""What every transport must do; run against the in-process stream and a real Kafka."""

from __future__ import annotations

from contracts.topics import EVENTS, KEYS
from shared.transport import Message, Transport


def messages(*values: str) -> list[Message]:
    return [Message("grant-1", value.encode()) for value in values]


class StreamContract:
    """Subclasses provide the fixture `transport`: empty topics, closed after the test."""

    def test_order_and_offsets_survive(self, transport: Transport) -> None:
        assert transport.publish(EVENTS, messages("a", "b")) == 2
        assert transport.publish(EVENTS, messages("c")) == 1
        found = transport.reader(EVENTS).read(0, 10, 5.0)
        while len(found) < 3:
            found += transport.reader(EVENTS).read(found[-1].offset + 1, 10, 5.0)
        assert [one.value for one in found] == [b"a", b"b", b"c"]
        assert [one.offset for one in found] == [0, 1, 2]
        assert transport.end_offset(EVENTS) == 3

    def test_bytes_come_back_as_they_went(self, transport: Transport) -> None:
        body = bytes(range(256))
        transport.publish(EVENTS, [Message("ä/ß", body)])
        [found] = transport.reader(EVENTS).read(0, 1, 5.0)
        assert (found.key, found.value) == ("ä/ß", body)

    def test_every_reader_starts_where_it_says(self, transport: Transport) -> None:
        transport.publish(EVENTS, messages("a", "b", "c"))
        assert [one.value for one in transport.reader(EVENTS).read(2, 10, 5.0)] == [b"c"]
        reader = transport.reader(EVENTS)
        assert reader.read(1, 1, 5.0)[0].value == b"b"
        assert reader.read(0, 1, 5.0)[0].value == b"a"  # going back reads again

    def test_nothing_new_is_no_error(self, transport: Transport) -> None:
        assert transport.reader(EVENTS).read(0, 10, 0.2) == []
        assert transport.end_offset(EVENTS) == 0

    def test_topics_do_not_mix(self, transport: Transport) -> None:
        transport.publish(KEYS, [Message("k1", b"wrapped")])
        assert transport.end_offset(EVENTS) == 0

    def test_a_tombstone_arrives_without_value(self, transport: Transport) -> None:
        transport.publish(KEYS, [Message("k1", b"wrapped")])
        transport.publish(KEYS, [Message("k1", None)])
        reader = transport.reader(KEYS)
        found = reader.read(0, 10, 5.0)
        while found[-1].value is not None:
            found += reader.read(found[-1].offset + 1, 10, 5.0)
        assert (found[-1].key, found[-1].value) == ("k1", None)

    def test_large_batches_keep_their_order(self, transport: Transport) -> None:
        values = [f"{number:05d}" for number in range(1200)]
        assert transport.publish(EVENTS, messages(*values)) == len(values)
        reader, found = transport.reader(EVENTS), []
        while len(found) < len(values):
            found += reader.read(len(found), 500, 5.0)
        assert [one.value.decode() for one in found if one.value] == values
