"""The scheduled run: what is due, what was missed, once, and nothing released."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

from contracts.events import reporting as told_events
from contracts.topics import EVENTS
from services.reporting.cli import scheduled_run
from services.reporting.handlers import Schedule
from services.reporting.store import reports
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import tell_everything, tell_grant, tell_vouchers
from tests.integration.reporting.stream import GRANT, ROBOT


def test_missed_quarters_are_caught_up_once(told: Reporting) -> None:
    first = scheduled_run(told.ports, date(2024, 7, 1), told.ports.occasion(ROBOT))
    assert [one.period for one in first.items] == ["2024-Q1", "2024-Q2"]
    later = scheduled_run(told.ports, date(2025, 1, 1), told.ports.occasion(ROBOT))
    assert [one.period for one in later.items] == ["2024-Q3", "2024-Q4"]
    again = scheduled_run(told.ports, date(2025, 1, 1), told.ports.occasion(ROBOT))
    assert again.drafted == ()
    assert [one.report_id for one in again.items] == [one.report_id for one in later.items]
    with told.ports.sessions.read() as session:
        found = list(reports.listed(session, GRANT, released_only=False, before=None, limit=99))
    assert {(one.status, one.created_by, one.scheduled) for one in found} == {
        ("draft", ROBOT, True)
    }


def test_a_run_that_drafted_something_is_an_entry_and_an_empty_one_is_not(told: Reporting) -> None:
    for _ in range(2):
        scheduled_run(told.ports, date(2024, 4, 1), told.ports.occasion(ROBOT))
    told.settle()
    types = [json.loads(one.value or b"")["type"] for one in told.transport.select(EVENTS, 0, 999)]
    assert types.count(told_events.ScheduledRunCompleted.TYPE) == 1


def test_a_quarter_that_has_a_report_is_left_alone(told: Reporting) -> None:
    told.draft("quarterly", "2026-Q1")
    result = scheduled_run(told.ports, date(2026, 4, 1), told.ports.occasion(ROBOT))
    assert "2026-Q1" not in [one.period for one in result.items]


def test_two_schedulers_at_once_draft_each_report_once(anywhere: Reporting) -> None:
    tell_everything(anywhere.stream, vouchers=8)
    anywhere.stream.checkpoint()
    anywhere.settle()
    day = date(2024, 10, 1)
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
    assert len(drafted) == len(set(drafted)) == len(last.items) == 3


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
    assert worker.run_once() == 1  # quarters before the grant was known here are not made up
    assert worker.run_once() == 0
    with reporting.ports.sessions.read() as session:
        (found,) = reports.listed(session, GRANT, released_only=False, before=None, limit=9)
    assert (found.period, found.status, found.created_by) == ("2026-Q1", "draft", ROBOT)
