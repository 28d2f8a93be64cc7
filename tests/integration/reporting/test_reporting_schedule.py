"""The scheduled run: what is due, what was missed, once, and nothing released."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from contracts.events import reporting as told_events
from contracts.topics import EVENTS
from services.reporting.app import GAUGES
from services.reporting.cli.scheduling import scheduled_run
from services.reporting.documents import Document
from services.reporting.documents.frame import BY_HAND
from services.reporting.handlers import Schedule
from services.reporting.store import failed_draft, reports
from services.reporting.usecases.as_of import report_as_of
from services.reporting.usecases.due import find_due
from services.reporting.usecases.material import Material
from services.reporting.usecases.preparing import DraftOrder
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.integration.reporting.house import NOW, Reporting
from tests.integration.reporting.story import (
    tell_everything,
    tell_grant,
    tell_order,
    tell_vouchers,
)
from tests.integration.reporting.stream import CHIEF, GRANT, HEAD, ROBOT


def test_what_was_missed_is_caught_up_once_data_quality_first(told: Reporting) -> None:
    first = scheduled_run(told.ports, date(2024, 7, 1), told.ports.occasion(ROBOT))
    with told.ports.sessions.read() as session:
        rows = [reports.get(session, one) for one in first.drafted]
    made = [(one.type, one.period) for one in rows]
    assert [one for one in made if one[0] in ("data-quality", "quarterly", "cash-flow")] == [
        (type_, period)
        for period in ("2024-Q1", "2024-Q2")
        for type_ in ("data-quality", "quarterly", "cash-flow")
    ]
    assert made[0] == ("data-quality", "2024-Q1") and ("voucher-list", "2024-H1") in made
    assert {(one.status, one.created_by, one.scheduled) for one in rows} == {("draft", ROBOT, True)}
    again = scheduled_run(told.ports, date(2024, 7, 1), told.ports.occasion(ROBOT))
    assert again.drafted == () and again.failed == ()
    assert {one.report_id for one in again.items} == set(first.drafted)


@pytest.mark.parametrize(
    ("on", "first"),
    [(date(2018, 4, 13), "2023-Q2"), (date(2023, 9, 30), "2023-Q3")],
    ids=["a slip of the keyboard", "within the grant"],
)
def test_no_report_is_owed_for_a_time_before_the_grant(
    reporting: Reporting, on: date, first: str
) -> None:
    tell_grant(reporting.stream)
    tell_order(reporting.stream, on=on)
    reporting.settle()
    with reporting.ports.sessions.read() as session:
        owed = [
            one.period for one in find_due(session, date(2026, 4, 1)) if one.type == "quarterly"
        ]
    assert (owed[0], owed[-1]) == (first, "2026-Q1")


def test_a_run_that_drafted_something_is_an_entry_and_an_empty_one_is_not(told: Reporting) -> None:
    for _ in range(2):
        scheduled_run(told.ports, date(2024, 4, 1), told.ports.occasion(ROBOT))
    told.settle()
    types = [json.loads(one.value or b"")["type"] for one in told.transport.select(EVENTS, 0, 999)]
    assert types.count(told_events.ScheduledRunCompleted.TYPE) == 1


def test_a_report_prints_its_run_as_draft_as_released_and_drawn_again(
    told: Reporting, tmp_path: Path
) -> None:
    run = scheduled_run(told.ports, date(2024, 4, 1), told.ports.occasion(ROBOT))
    first = run.drafted[0]
    with told.ports.sessions.read() as session:
        row = reports.get(session, first)
    assert frame_of(told, first, "draft")["run_id"] == run.run_id
    order = DraftOrder(GRANT, row.type, row.period, NOW.date())
    made = report_as_of(told.means, order, row.cut_off_position, tmp_path)
    assert made and all(one.is_as_stored for one in made)
    for releaser in (HEAD, CHIEF):
        told.release(first, releaser)
    assert frame_of(told, first, "released")["run_id"] == run.run_id
    by_hand = told.draft("portfolio", "2024-Q1").report_id
    assert frame_of(told, by_hand, "draft")["run_id"] == BY_HAND
    for report_id, said in ((first, run.run_id), (by_hand, BY_HAND)):
        with told.ports.sessions.read() as session:
            page = reports.content(session, report_id, "draft", "full", "html") or b""
        assert said in page.decode().partition("Berichtslauf")[2][:200]


def frame_of(house: Reporting, report_id: str, status: str) -> dict[str, object]:
    with house.ports.sessions.read() as session:
        body = reports.content(session, report_id, status, "full", "json") or b""
    frame: dict[str, object] = json.loads(body)["frame"]
    return frame


def test_a_quarter_that_has_a_report_is_left_alone(told: Reporting) -> None:
    told.draft("quarterly", "2024-Q1")
    result = scheduled_run(told.ports, date(2024, 4, 1), told.ports.occasion(ROBOT))
    assert result.items and "quarterly" not in [one.type for one in result.items]


def test_two_schedulers_at_once_draft_each_report_once(anywhere: Reporting) -> None:
    tell_everything(anywhere.stream, vouchers=8)
    anywhere.stream.checkpoint()
    anywhere.settle()
    day = date(2024, 4, 1)
    with ThreadPoolExecutor(2) as pool:
        runs = list(
            pool.map(
                lambda _: scheduled_run(anywhere.ports, day, anywhere.ports.occasion(ROBOT)),
                range(2),
            )
        )
    drafted = [one for run in runs for one in run.drafted]
    last = scheduled_run(anywhere.ports, day, anywhere.ports.occasion(ROBOT))
    assert last.drafted == ()
    assert len(drafted) == len(set(drafted)) == len(last.items) >= 3


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A type whose builder fails until the returned function heals it."""
    whole = REPORT_TYPES["cash-flow"]

    def fail(_given: Material) -> Document:
        raise OSError("no space left on device")

    monkeypatch.setitem(REPORT_TYPES, "cash-flow", replace(whole, build=fail))
    return lambda: monkeypatch.setitem(REPORT_TYPES, "cash-flow", whole)


def waiting(house: Reporting) -> list[tuple[str, str, str, int]]:
    with house.ports.sessions.read() as session:
        found = failed_draft.waiting(session)
        assert GAUGES[0].count(session) == len(found)
    return [(one.type, one.period, one.code, one.attempts) for one in found]


def test_a_draft_that_fails_holds_up_no_other_and_is_tried_again(
    anywhere: Reporting, broken: Callable[[], None]
) -> None:
    """Known since January 2026, so only the first quarter is due by itself."""
    anywhere.stream.at = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    tell_grant(anywhere.stream)
    anywhere.stream.checkpoint()
    anywhere.settle()
    anywhere.clock.at = datetime(2026, 4, 1, 4, 0, tzinfo=UTC)
    worker = Schedule(anywhere.ports, anywhere.means)
    others = worker.run_once()
    assert others >= 2 and waiting(anywhere) == [("cash-flow", "2026-Q1", "OSError", 1)]
    assert worker.run_once() == 0  # it rests a minute
    assert Schedule(anywhere.ports, anywhere.means).run_once() == 0  # also after a restart
    anywhere.clock.at += timedelta(minutes=1)
    assert worker.run_once() == 0 and waiting(anywhere)[0][3] == 2
    broken()
    anywhere.clock.at += timedelta(seconds=119)
    assert worker.run_once() == 0
    anywhere.clock.at += timedelta(seconds=1)
    assert worker.run_once() == 1 and waiting(anywhere) == []
    anywhere.settle()
    told = [json.loads(one.value or b"") for one in anywhere.transport.select(EVENTS, 0, 999)]
    failed = [one for one in told if one["type"] == told_events.ScheduledDraftFailed.TYPE]
    assert [(one["outcome"], one["data"]["attempts"]) for one in failed] == [
        ("failed", 1),
        ("failed", 2),
    ]
    assert failed[0]["data"]["next_try_at"] == "2026-04-01T04:01:00.000Z"
    assert {one["actor"] for one in failed} == {ROBOT}


def test_a_failed_draft_leaves_what_was_released_and_a_person_may_make_it_up(
    told: Reporting, broken: Callable[[], None]
) -> None:
    good = told.release(told.draft("quarterly", "2024-Q1").report_id, HEAD)
    result = scheduled_run(told.ports, date(2024, 4, 1), told.ports.occasion(ROBOT))
    assert [one.code for one in result.failed] == ["OSError"]
    assert "Betriebsstelle" in result.failed[0].message
    with told.ports.sessions.read() as session:
        assert reports.last_released(session, (GRANT, "quarterly", "2024-Q1")) is not None
        assert reports.get(session, good.report_id).status == "released"
    broken()
    told.draft("cash-flow", "2024-Q1")
    assert waiting(told) == []


def test_the_clocked_worker_drafts_the_quarter_that_just_ended(reporting: Reporting) -> None:
    stream = reporting.stream
    stream.at = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    tell_grant(stream)
    tell_vouchers(stream, 16)
    reporting.settle()
    reporting.clock.at = datetime(2026, 3, 31, 21, 30, tzinfo=UTC)  # 23:30 in Germany
    worker = Schedule(reporting.ports, reporting.means)
    assert worker.run_once() == 0
    reporting.clock.at = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # 1 April there
    assert worker.run_once() == 0  # no checkpoint yet: waits without noise
    stream.checkpoint()
    reporting.settle()
    assert worker.run_once() >= 3
    assert worker.run_once() == 0
    with reporting.ports.sessions.read() as session:
        found = list(reports.listed(session, GRANT, released_only=False, before=None, limit=99))
    # periods before the grant was known here are not made up
    assert {(one.period, one.status, one.created_by) for one in found} == {
        ("2026-Q1", "draft", ROBOT)
    }
