"""`rebuild reporting`: the same figures from the same stream, and not a byte of a report moved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from services.reporting.cli.upkeep import rebuild
from services.reporting.store.models import FactRow, ReportFileRow
from services.reporting.usecases.means import FACTS_CONSUMER
from services.reporting.usecases.reading import figures
from shared.errors import Unavailable
from shared.service import ServicePorts
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import GRANT


def typed(house: Reporting, *arguments: str) -> str:
    @contextmanager
    def opened(_name: str) -> Iterator[ServicePorts]:
        yield house.ports

    result = CliRunner().invoke(rebuild, arguments, obj=opened)
    assert result.exit_code == 0, result.output
    return result.output


def stored(house: Reporting) -> list[tuple[object, ...]]:
    with house.ports.sessions.read() as session:
        columns = (ReportFileRow.part, ReportFileRow.format, ReportFileRow.content)
        return [tuple(row) for row in session.execute(select(*columns).order_by(*columns[:2]))]


def test_after_a_rebuild_figures_and_reports_are_what_they_were(anywhere: Reporting) -> None:
    tell_everything(anywhere.stream)
    anywhere.stream.checkpoint()
    anywhere.settle()
    report = anywhere.draft()
    anywhere.settle()
    bytes_before = stored(anywhere)
    with anywhere.ports.sessions.read() as session:
        before = figures(session, GRANT, "2026-Q1")
        position = anywhere.ports.positions.next_offset(session, FACTS_CONSUMER)
    assert "von vorn" in typed(anywhere, "reporting")
    with anywhere.ports.sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(FactRow)) == 0
        assert anywhere.ports.positions.next_offset(session, FACTS_CONSUMER) == 0
    with pytest.raises(Unavailable):
        anywhere.draft()
    anywhere.settle()
    with anywhere.ports.sessions.read() as session:
        after = figures(session, GRANT, "2026-Q1")
        assert (after.sums, after.years) == (before.sums, before.years)
        own_entry = 1  # the rebuild itself is told in the stream
        known = anywhere.ports.positions.next_offset(session, FACTS_CONSUMER)
        assert known == (position or 0) + own_entry
    assert stored(anywhere) == bytes_before
    assert anywhere.draft().version == report.version + 1


def test_a_rebuild_before_the_first_event_is_none(anywhere: Reporting) -> None:
    typed(anywhere, "reporting")
    anywhere.settle()
    with anywhere.ports.sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(FactRow)) == 0
