"""Messages become entries: distinct, in order, marked, on both databases."""

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from services.audit.domain.checkpoint import open_checkpoint
from services.audit.domain.merkle import leaf_hash, root_of
from services.audit.store.models import CHECKPOINT, ENTRY, TILE
from services.audit.store.tables import METADATA, OUTBOX
from tests.integration.audit.material import SIGNER, START, event, feed, number_id, sign


def stored(sessions):
    with sessions.read() as session:
        return session.execute(select(ENTRY).order_by(ENTRY.c.sequence)).all()


def test_bytes_are_kept_as_received_and_counted_from_zero(sessions):
    bodies = [event(number) for number in range(700)]
    feed(sessions, bodies, batch=300)
    rows = stored(sessions)
    assert [row.sequence for row in rows] == list(range(700))
    assert [row.body for row in rows] == bodies
    assert [row.entry_hash for row in rows] == [leaf_hash(body) for body in bodies]
    assert rows[3].event_id == number_id(3)
    assert rows[3].time == "2026-01-05T08:03:00.000Z"
    assert (rows[3].type, rows[3].actor, rows[3].outcome, rows[3].grant_id, rows[3].mark) == (
        "funding.budget.expenditure.recorded.v1", "clerk", "ok", "KFW-1", "ok",
    )  # fmt: skip


def test_finished_tiles_are_stored(sessions):
    bodies = [event(number) for number in range(700)]
    feed(sessions, bodies, batch=130)
    leaves = [leaf_hash(body) for body in bodies]
    with sessions.read() as session:
        tiles = session.execute(select(TILE).order_by(TILE.c.number)).all()
    assert [(tile.level, tile.number) for tile in tiles] == [(0, 0), (0, 1)]
    assert tiles[1].hashes == b"".join(leaves[256:512])
    assert tiles[1].root == root_of(leaves[256:512])


def test_a_repeated_message_is_no_new_entry(sessions):
    first = [event(number) for number in range(10)]
    feed(sessions, [*first, first[4], first[4]])
    feed(sessions, [first[9], event(10)])
    assert [row.body for row in stored(sessions)] == [*first, event(10)]


def test_another_text_under_a_known_id_is_a_conflict(sessions):
    other = event(1, actor="other")
    feed(sessions, [event(1), other, other])
    feed(sessions, [event(1, actor="third"), event(1), other])
    assert [row.mark for row in stored(sessions)] == ["ok", "conflict", "conflict"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff\xfe", b"{", b"[]", b"null", b'{"id": "x"}', b"[" * 100_000,
        event(0).replace(b"2026-01-05T08:00:00.000Z", b"gestern"),
        event(0, subject="a\x00b"), event(0).replace(b"clerk", b"\\ud800"),
        event(0, actor="x" * 5000), event(0, data={"related": "expenditure/1"}),
        event(0, data={"related": [1]}), event(0, id=""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_and_marked(sessions, body):
    feed(sessions, [event(5), body, event(6), body])
    feed(sessions, [body])
    rows = stored(sessions)
    assert [row.mark for row in rows] == ["ok", "unreadable", "ok"]
    assert rows[1].body == body
    assert list(rows[1][5:]) == [None] * 8


def test_a_tombstone_is_an_entry_without_bytes(sessions):
    feed(sessions, [None])
    assert [(row.body, row.mark) for row in stored(sessions)] == [(b"", "unreadable")]


def test_a_failing_batch_leaves_nothing(sessions):
    feed(sessions, [event(0)])
    with pytest.raises(RuntimeError), sessions.write() as session:
        session.execute(insert(ENTRY).values(
            sequence=1, body=b"x", entry_hash=b"x", stream_offset=1, mark="ok"
        ))  # fmt: skip
        raise RuntimeError("killed")
    assert len(stored(sessions)) == 1


@pytest.mark.parametrize("table", [ENTRY, TILE, CHECKPOINT], ids=lambda table: table.name)
def test_update_and_delete_are_refused(sessions, table):
    feed(sessions, [event(number) for number in range(256)])
    sign(sessions)
    column = next(iter(table.primary_key))
    for statement in (update(table).values({column: column + 1000}), delete(table)):
        with pytest.raises(DBAPIError, match="append-only"), sessions.write() as session:
            session.execute(statement)


def test_a_row_cannot_be_replaced(sessions):
    feed(sessions, [event(0)])
    same = {"sequence": 0, "body": b"x", "entry_hash": b"x", "stream_offset": 0, "mark": "ok"}
    upsert = "INSERT OR REPLACE" if sessions.is_sqlite else "INSERT"
    tail = "" if sessions.is_sqlite else "ON CONFLICT (sequence) DO UPDATE SET body = 'x'"
    statement = text(
        f"{upsert} INTO entry (sequence, body, entry_hash, stream_offset, mark) "
        f"VALUES (:sequence, :body, :entry_hash, :stream_offset, :mark) {tail}"
    )
    with pytest.raises(DBAPIError, match="append-only"), sessions.write() as session:
        session.execute(statement, same)
    assert stored(sessions)[0].body == event(0)


def test_truncate_is_refused(sessions):
    if sessions.is_sqlite:
        return  # SQLite has no TRUNCATE
    feed(sessions, [event(0)])
    with pytest.raises(DBAPIError, match="append-only"), sessions.write() as session:
        session.execute(text("TRUNCATE entry"))


def test_checkpoints_are_signed_stored_and_published(sessions):
    feed(sessions, [event(number) for number in range(3)] + [event(2)])
    head = sign(sessions)
    assert sign(sessions) is None, "nothing has grown"
    assert (head.tree_size, head.next_offset) == (3, 4)
    assert head.root == root_of(leaf_hash(event(number)) for number in range(3))
    with sessions.read() as session:
        row = session.execute(select(CHECKPOINT)).one()
        message = session.execute(select(OUTBOX.table)).one()
    assert open_checkpoint(row.note, SIGNER.verifier()) == head
    assert row.made_at == START
    assert message.topic == "funding.checkpoints"
    assert b'"last_time": "2026-01-05T08:02:00.000Z"' in message.value


def test_the_migration_makes_what_the_models_say(sessions):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with sessions.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)
    assert differences == []
