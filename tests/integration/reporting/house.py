"""A running reporting service on a synthetic stream."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from services.reporting.app import SERVICE
from services.reporting.store.reports import ReportRow
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.drafting import draft_report, store_draft
from services.reporting.usecases.means import Means
from services.reporting.usecases.preparing import DraftOrder
from services.reporting.usecases.releasing import Releaser, release_report, store_release
from shared.clock import FixedClock, local_day
from shared.pump import Pump
from shared.service import ServicePorts
from shared.settings import Settings
from shared.transport import LocalTransport
from tests.integration.reporting.stream import GRANT, OFFICER, ROBOT, Stream
from tests.migrated import migrated

NOW = datetime(2026, 4, 13, 16, 0, tzinfo=UTC)


@dataclass
class Reporting:
    """The service with its clock, its stream and its workers."""

    ports: ServicePorts
    clock: FixedClock
    stream: Stream
    transport: LocalTransport

    @property
    def means(self) -> Means:
        means: Means = self.ports.extras["means"]
        return means

    def settle(self) -> None:
        """Lets everything that was told arrive; the schedule and reminders stay out of it."""
        by_itself = ("reporting-schedule", "reporting-reminders")
        workers = SERVICE.workers(self.ports)
        Pump([one for one in workers if one.name not in by_itself]).settle()

    def draft(
        self, type_: str = "quarterly", period: str = "2026-Q1", *, actor: str = OFFICER
    ) -> ReportRow:
        """Drafts a report."""
        by = self.ports.occasion(actor)
        order = DraftOrder(GRANT, type_, period, local_day(by.now), actor == ROBOT)

        def execute(run: Any) -> ReportRow:
            row: ReportRow = self.ports.execute("draft_report", by, run)
            return row

        return draft_report(
            self.means, order, execute, lambda session, one: store_draft(session, one, by=by)[0]
        )

    def release(self, report_id: str, actor: str, office: str = "Kämmerei") -> ReportRow:
        """Releases a report."""
        by = self.ports.occasion(actor)
        releaser = Releaser(office)

        def execute(run: Any) -> ReportRow:
            row: ReportRow = self.ports.execute("release_report", by, run)
            return row

        return release_report(
            self.means,
            report_id,
            releaser,
            by,
            execute,
            lambda session, drawn: store_release(session, drawn, releaser, by=by)[0],
        )

    def refusals(self) -> list[list[str]]:
        """The codes of every refusal this service wrote down."""
        with self.ports.sessions.read() as session:
            values = session.scalars(select(OUTBOX.table.c.value)).all()
        events = [json.loads(one) for one in values if one and b"command.refused" in one]
        return [[one["code"] for one in event["data"]["violations"]] for event in events]

    def close(self) -> None:
        self.ports.sessions.close()
        self.transport.close()


@contextmanager
def told_house(folder: Path, tell: Callable[[Stream], None], **more: str) -> Iterator[Reporting]:
    """A service after all that `tell` says, with a checkpoint behind it; `more` are settings."""
    house = reporting_at(folder, **more)
    tell(house.stream)
    house.stream.checkpoint()
    house.settle()
    try:
        yield house
    finally:
        house.close()


def reporting_at(
    folder: Path, database_url: str | None = None, wait_s: float = 0.2, **more: str
) -> Reporting:
    """A migrated service under `folder`; `more` are settings."""
    settings = Settings.from_env({"DATA_DIR": str(folder), "CITY_NAME": "Musterstadt", **more})
    if database_url is not None:
        settings = replace(settings, database_url=database_url)
    migrated(settings.database_url_for("reporting"), SERVICE.migrations)
    clock, transport = FixedClock(NOW), LocalTransport(settings.data_dir / "stream.db")
    ports = SERVICE.ports(settings, clock, transport)
    means = replace(ports.extras["means"], wait_s=wait_s)
    ports = replace(ports, extras={**ports.extras, "means": means})
    return Reporting(ports, clock, Stream(transport, settings.data_key), transport)
