"""What verification says of each fault, made directly in the database with the guards taken off."""

from contextlib import contextmanager

import pytest
from sqlalchemy import text

from services.audit.domain.checkpoint import Checkpoint
from services.audit.domain.merkle import leaf_hash
from services.audit.domain.note import Signer
from services.audit.domain.verdict import Fault, FaultKind
from services.audit.usecases.verification import verify_log
from tests.integration.audit.material import SIGNER, event, feed, number_id, sign

TILED = 600  # two finished tiles and a rest
SIGNED_AT = (100, 300, 550, TILED)


def build(sessions, sizes=SIGNED_AT):
    done = 0
    for size in sizes:
        feed(sessions, [event(number) for number in range(done, size)])
        sign(sessions)
        done = size


@contextmanager
def intruder(sessions):
    """A session of someone who owns the database: the triggers are dropped first."""
    with sessions.write() as session:
        if sessions.is_sqlite:
            found = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            for name in found.all():
                session.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("entry", "tile", "checkpoint"):
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        yield lambda statement, **values: session.execute(text(statement), values)


def verify(sessions, known=()):
    with sessions.read() as session:
        return verify_log(session, SIGNER.verifier(), known=known)


def first_bad(sessions):
    verdict = verify(sessions)
    assert not verdict.ok
    return verdict.first_bad


def rewrite(run, sequence, body):
    """Change bytes, hash and every derived column alike: a forger who knows the format."""
    run(
        "UPDATE entry SET body = :body, entry_hash = :hash, actor = :actor WHERE sequence = :at",
        body=body, hash=leaf_hash(body), actor="forger", at=sequence,
    )  # fmt: skip


def move(run, old, new):
    run("UPDATE entry SET sequence = :new WHERE sequence = :old", old=old, new=new)


def test_an_untouched_log_is_as_it_was_written(sessions):
    build(sessions)
    verdict = verify(sessions)
    assert (verdict.ok, verdict.checked, verdict.faults) == (True, TILED, ())


def test_an_empty_log_is_fine(sessions):
    assert verify(sessions).ok


@pytest.mark.parametrize("sequence", [0, 255, 256, 420, 599])
def test_changed_bytes(sessions, sequence):
    build(sessions)
    with intruder(sessions) as run:
        run("UPDATE entry SET body = :b WHERE sequence = :s", b=event(9999), s=sequence)
    assert first_bad(sessions) == Fault(sequence, FaultKind.CHANGED)


@pytest.mark.parametrize("sequence", [0, 256, 511])
def test_changed_bytes_with_a_matching_hash_in_a_finished_tile(sqlite_sessions, sequence):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        rewrite(run, sequence, event(sequence, actor="forger"))
    assert first_bad(sqlite_sessions) == Fault(sequence, FaultKind.CHANGED)


def test_changed_bytes_with_a_matching_hash_behind_the_last_tile(sqlite_sessions):
    """A checkpoint behind every entry, as while people work, names the exact one."""
    build(sqlite_sessions, range(1, 40))
    with intruder(sqlite_sessions) as run:
        rewrite(run, 17, event(17, actor="forger"))
    assert first_bad(sqlite_sessions) == Fault(17, FaultKind.CHANGED)


def test_changed_bytes_hash_and_tile_are_convicted_by_the_checkpoint(sqlite_sessions):
    build(sqlite_sessions, range(1, 300))
    with intruder(sqlite_sessions) as run:
        body = event(200, actor="forger")
        rewrite(run, 200, body)
        leaves = [leaf_hash(event(number)) for number in range(256)]
        leaves[200] = leaf_hash(body)
        run("UPDATE tile SET hashes = :h", h=b"".join(leaves))
    assert first_bad(sqlite_sessions) == Fault(200, FaultKind.CHANGED)


@pytest.mark.parametrize(
    ("column", "value"),
    [("time", "2020-01-01T00:00:00.000Z"), ("actor", "other"), ("grant_id", None),
     ("subject", "x/1"), ("outcome", "failed"), ("related", 'x/1'), ("event_id", "1"),
     ("type", "funding.other.v1"), ("mark", "unreadable")],
)  # fmt: skip
def test_a_changed_column(sqlite_sessions, column, value):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        run(f"UPDATE entry SET {column} = :v WHERE sequence = 300", v=value)
    assert first_bad(sqlite_sessions) == Fault(300, FaultKind.CHANGED, f"column {column}")


def test_a_changed_hash_column(sqlite_sessions):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        run("UPDATE entry SET entry_hash = :h WHERE sequence = 300", h=bytes(32))
    assert first_bad(sqlite_sessions) == Fault(300, FaultKind.CHANGED, "column entry_hash")


@pytest.mark.parametrize(("offset", "odd"), [(5, 300), (555, 300)])
def test_a_changed_offset_column(sqlite_sessions, offset, odd):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        run("UPDATE entry SET stream_offset = :o WHERE sequence = 300", o=offset)
    assert first_bad(sqlite_sessions) == Fault(odd, FaultKind.CHANGED, "column stream_offset")


@pytest.mark.parametrize("assignment", ["body = 'text'", "stream_offset = 'text'"])
def test_a_value_of_another_type_is_a_change(sqlite_sessions, assignment):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        run(f"UPDATE entry SET {assignment} WHERE sequence = 300")
    assert first_bad(sqlite_sessions) == Fault(300, FaultKind.CHANGED)


@pytest.mark.parametrize("sequence", [0, 255, 256, 598])
def test_a_missing_entry(sessions, sequence):
    build(sessions)
    with intruder(sessions) as run:
        run("DELETE FROM entry WHERE sequence = :s", s=sequence)
    assert first_bad(sessions) == Fault(sequence, FaultKind.MISSING)


@pytest.mark.parametrize("sequence", [0, 254, 300])
def test_a_missing_entry_with_the_gap_closed(sqlite_sessions, sequence):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        run("DELETE FROM entry WHERE sequence = :s", s=sequence)
        for number in range(sequence + 1, TILED):
            move(run, number, number - 1)
    assert first_bad(sqlite_sessions) == Fault(sequence, FaultKind.MISSING)


def test_a_missing_entry_with_the_gap_closed_behind_the_last_tile(sqlite_sessions):
    build(sqlite_sessions, range(1, 40))
    with intruder(sqlite_sessions) as run:
        run("DELETE FROM entry WHERE sequence = 17")
        for number in range(18, 39):
            move(run, number, number - 1)
    assert first_bad(sqlite_sessions) == Fault(17, FaultKind.MISSING)


@pytest.mark.parametrize("sequence", [0, 200, 400])
def test_an_inserted_entry(sqlite_sessions, sequence):
    build(sqlite_sessions)
    body = event(9999, actor="forger")
    with intruder(sqlite_sessions) as run:
        for number in range(TILED - 1, sequence - 1, -1):
            move(run, number, number + 1)
        insert_entry(run, sequence, body, offset=sequence)
        run("UPDATE entry SET stream_offset = stream_offset + 1 WHERE sequence > :s", s=sequence)
        run("UPDATE consumer_position SET next_offset = next_offset + 1")
    assert first_bad(sqlite_sessions) == Fault(sequence, FaultKind.INSERTED)


def test_an_entry_added_at_the_end_that_the_stream_never_had(sqlite_sessions):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        insert_entry(run, TILED, event(9999, actor="forger"), offset=TILED)
    assert first_bad(sqlite_sessions) == Fault(TILED, FaultKind.INSERTED)


def insert_entry(run, sequence, body, *, offset):
    run(
        "INSERT INTO entry SELECT :s, :b, :h, :o, 'ok', :e, :t, type, 'forger', outcome, :u, "
        "grant_id, related FROM entry WHERE sequence = 599 OR sequence = 600 LIMIT 1",
        s=sequence, b=body, h=leaf_hash(body), o=offset, e=number_id(9999),
        t=__import__("json").loads(body)["time"], u=f"expenditure/{number_id(9999)}",
    )  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [(10, 11), (10, 300), (255, 256), (590, 597)])
def test_swapped_rows(sessions, one, other):
    build(sessions)
    with intruder(sessions) as run:
        move(run, one, 10_000)
        move(run, other, one)
        move(run, 10_000, other)
    assert first_bad(sessions) == Fault(one, FaultKind.SWAPPED)


@pytest.mark.parametrize(("one", "other"), [(10, 300), (590, 597)])
def test_swapped_bytes(sqlite_sessions, one, other):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        run("UPDATE entry SET body = :b WHERE sequence = :s", b=event(other), s=one)
        run("UPDATE entry SET body = :b WHERE sequence = :s", b=event(one), s=other)
    assert first_bad(sqlite_sessions) == Fault(one, FaultKind.SWAPPED)


@pytest.mark.parametrize("left", [599, 550, 300, 1, 0])
def test_a_cut_end(sessions, left):
    build(sessions)
    with intruder(sessions) as run:
        run("DELETE FROM entry WHERE sequence >= :s", s=left)
    assert first_bad(sessions) == Fault(left, FaultKind.TRUNCATED, f"checkpoint {next_size(left)}")


def next_size(left):
    return next(size for size in SIGNED_AT if size > left)


def test_a_cut_end_without_its_checkpoints_is_betrayed_by_the_tiles(sqlite_sessions):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        run("DELETE FROM entry WHERE sequence >= 450")
        run("DELETE FROM checkpoint WHERE tree_size > 450")
    assert first_bad(sqlite_sessions) == Fault(450, FaultKind.TRUNCATED)


def test_a_changed_tile_is_told_from_changed_entries(sqlite_sessions):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        run("UPDATE tile SET root = :r WHERE number = 1", r=bytes(32))
    assert first_bad(sqlite_sessions) == Fault(256, FaultKind.CHANGED, "tile 0/1")


def test_a_changed_hash_within_a_tile(sqlite_sessions):
    build(sqlite_sessions)
    leaves = [leaf_hash(event(number)) for number in range(256)]
    leaves[7] = bytes(32)
    with intruder(sqlite_sessions) as run:
        run("UPDATE tile SET hashes = :h WHERE number = 0", h=b"".join(leaves))
    assert first_bad(sqlite_sessions) == Fault(7, FaultKind.CHANGED, "tile 0/0")


def test_a_missing_tile(sqlite_sessions):
    build(sqlite_sessions)
    with intruder(sqlite_sessions) as run:
        run("DELETE FROM tile WHERE number = 0")
    assert first_bad(sqlite_sessions) == Fault(0, FaultKind.CHANGED, "tile 0/0")


@pytest.mark.parametrize("forged", ["kein Zettel", None])
def test_a_forged_checkpoint(sqlite_sessions, forged):
    build(sqlite_sessions)
    note = forged or Checkpoint(SIGNER.name, 300, bytes(32), 300).sign(
        Signer(SIGNER.name, bytes(32))
    )
    with intruder(sqlite_sessions) as run:
        run("UPDATE checkpoint SET note = :n WHERE tree_size = 300", n=note)
    assert first_bad(sqlite_sessions) == Fault(299, FaultKind.CHANGED, "checkpoint 300")


def test_a_conflict_fails_verification_but_hides_nothing_behind_it(sqlite_sessions):
    feed(sqlite_sessions, [event(1), event(2), event(2, actor="other"), event(3), event(4)])
    sign(sqlite_sessions)
    assert verify(sqlite_sessions).faults == (Fault(2, FaultKind.CONFLICT),)
    with intruder(sqlite_sessions) as run:
        run("UPDATE entry SET body = :b WHERE sequence = 4", b=b"x")
    verdict = verify(sqlite_sessions)
    assert verdict.first_bad == Fault(2, FaultKind.CONFLICT)
    assert Fault(4, FaultKind.CHANGED) in verdict.faults


def test_a_conflict_whose_mark_was_wiped_off(sqlite_sessions):
    feed(sqlite_sessions, [event(1), event(1, actor="other")])
    with intruder(sqlite_sessions) as run:
        run("UPDATE entry SET mark = 'ok'")
    assert first_bad(sqlite_sessions) == Fault(1, FaultKind.CONFLICT, "column mark")


def test_unreadable_entries_are_counted_not_held_against_the_log(sqlite_sessions):
    feed(sqlite_sessions, [event(1), b"{", event(2)])
    verdict = verify(sqlite_sessions)
    assert (verdict.ok, verdict.unreadable) == (True, 1)


def test_an_older_state_put_back_shows_against_a_checkpoint_kept_elsewhere(sqlite_sessions):
    build(sqlite_sessions, (100, 300))
    newer = Checkpoint(SIGNER.name, 400, bytes(32), 400)
    assert verify(sqlite_sessions).ok, "nothing within the log can show it"
    verdict = verify(sqlite_sessions, [newer])
    assert verdict.faults == (Fault(300, FaultKind.ROLLED_BACK, "checkpoint 400"),)


def test_a_rewritten_past_shows_against_a_checkpoint_kept_elsewhere(sqlite_sessions):
    build(sqlite_sessions, (100, 300))
    forked = Checkpoint(SIGNER.name, 200, bytes(32), 200)
    verdict = verify(sqlite_sessions, [forked])
    assert verdict.faults == (Fault(199, FaultKind.ROLLED_BACK, "checkpoint 200"),)


def test_a_true_checkpoint_kept_elsewhere_changes_nothing(sqlite_sessions):
    feed(sqlite_sessions, [event(number) for number in range(150)])
    kept = sign(sqlite_sessions)
    feed(sqlite_sessions, [event(number) for number in range(150, 320)])
    assert verify(sqlite_sessions, [kept]).ok
