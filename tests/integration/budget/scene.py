"""A grant with measures and a released plan on a migrated database, and people who act on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.budget.domain.evidence import Phase
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.grant import NewGrant, first_terms
from services.budget.domain.measure import NewMeasure
from services.budget.domain.plan import (
    Basis,
    Category,
    FundingSource,
    NewPlanVersion,
    PlanLine,
    SourceKind,
)
from services.budget.rulepacks import load
from services.budget.store.creditor import CreditorIndex
from services.budget.store.files import FileStore
from services.budget.store.grant import confirm_grant_row, insert_grant, touch_grant
from services.budget.store.measure import insert_measure
from services.budget.store.plan import insert_plan, load_plan, mark_release
from services.budget.store.tables import KEYS, OUTBOX
from services.budget.usecases.means import Means
from shared.database import Sessions
from shared.keyring import Keyring
from shared.occasion import Occasion
from tests.migrated import migrated

MIGRATIONS = Path(__file__).parents[3] / "services" / "budget" / "migrations"
DATA_KEY = b"k" * 32

OFFICER = "00000000-0000-4000-8000-00000000000a"
FACTUAL = "00000000-0000-4000-8000-00000000000b"
ARITHMETICAL = "00000000-0000-4000-8000-00000000000c"
HEAD = "00000000-0000-4000-8000-00000000000d"
PROGRAMME = "00000000-0000-4000-8000-00000000000e"

TODAY = datetime(2026, 7, 15, 9, 0, tzinfo=UTC)
GRANT = "G1"
TRAVEL = "Reisen"
BUILDING = "Bau"


@dataclass(frozen=True)
class Scene:
    """One budget database with what use cases need."""

    sessions: Sessions
    means: Means

    def by(self, actor: str = OFFICER, at: datetime = TODAY) -> Occasion:
        """An act of this person."""
        return Occasion(actor, at)

    def run(self, use_case: Any, *args: Any, actor: str = OFFICER, **more: Any) -> Any:
        """One use case in one transaction."""
        by = self.by(actor, more.pop("at", TODAY))
        with self.sessions.write() as session:
            return use_case(session, *args, by=by, means=self.means, **more)

    def look(self, query: Any, *args: Any, **more: Any) -> Any:
        """One query."""
        with self.sessions.read() as session:
            return query(session, *args, **more)

    def events(self) -> list[dict[str, Any]]:
        """All events so far, oldest first."""
        with self.sessions.read() as session:
            rows = session.scalars(
                select(OUTBOX.table.c.value)
                .where(OUTBOX.table.c.topic == "funding.events")
                .order_by(OUTBOX.table.c.id)
            )
            return [json.loads(row) for row in rows]

    def event_types(self) -> list[str]:
        """`expenditure.recorded` … of all events so far."""
        return [one["type"].removeprefix("funding.budget.")[:-3] for one in self.events()]


def make_scene(url: str, folder: Path, **grant: Any) -> Scene:
    """A migrated database with one active grant."""
    migrated(url, MIGRATIONS)
    sessions, keyring = Sessions(url), Keyring(KEYS, DATA_KEY)
    index = CreditorIndex.of_installation(sessions, keyring)
    scene = Scene(sessions, Means(load(), keyring, FileStore(folder / "documents"), index))
    add_grant(scene, GRANT, **grant)
    return scene


def add_grant(scene: Scene, grant_id: str, **changes: Any) -> None:
    """An active grant with two measures and a plan of two lines over 100,000 and 50,000 EUR."""
    new = replace(
        NewGrant(
            grant_id=grant_id,
            programme_id="P",
            title="Musterprogramm",
            phase=Phase.B,
            award_notice_number="AZ 1",
            award_date=date(2026, 1, 1),
            funding_rate_bp=6500,
            period_start=date(2026, 1, 1),
            period_end=date(2027, 12, 31),
            earliest_contract_date=date(2026, 1, 1),
            rule_pack="kfw436-2020",
            max_eligible_cents=15_000_000,
        ),
        **changes,
    )
    with scene.sessions.write() as session:
        insert_grant(session, new, first_terms(new, scene.means.packs), scene.by())
        confirm_grant_row(session, grant_id, scene.by(HEAD))
        for measure_id in ("M1", "M2"):
            insert_measure(session, grant_id, _measure(measure_id), None, scene.by())
        _release_plan(session, scene, grant_id)
        touch_grant(session, grant_id)


def _measure(measure_id: str) -> NewMeasure:
    return NewMeasure(
        measure_id,
        measure_id,
        "Feld",
        "Forum",
        "Leitung",
        date(2026, 1, 1),
        date(2027, 12, 31),
        "S1",
    )


def _release_plan(session: Session, scene: Scene, grant_id: str) -> None:
    lines = (
        PlanLine(TRAVEL, "M1", Category.SACH, 10_000_000, {2026: 10_000_000}),
        PlanLine(BUILDING, "M2", Category.INVEST, 5_000_000, {2026: 5_000_000}),
    )
    funding = (FundingSource(SourceKind.OWN, "Stadt", 15_000_000),)
    plan = NewPlanVersion(Basis.AWARD, "Bescheid", lines, funding)
    version = insert_plan(session, grant_id, plan, scene.by(), by_service=False)
    mark_release(session, load_plan(session, grant_id, version), scene.by(HEAD), complete=True)


def expenditure(**changes: Any) -> NewExpenditure:
    """A paid voucher over 1,190.00 EUR with 190.00 EUR VAT."""
    values: dict[str, Any] = {
        "budget_line": TRAVEL,
        "measure_id": "M1",
        "creditor": "Müller GmbH",
        "purpose": "Beratung",
        "gross_cents": 119_000,
        "vat_cents": 19_000,
        "contract_date": date(2026, 2, 1),
        "service_from": date(2026, 3, 1),
        "service_to": date(2026, 3, 31),
        "voucher_number": "B-1",
        "invoice_number": "R-1",
        "invoice_date": date(2026, 4, 1),
        "payment_date": date(2026, 4, 15),
        "payment_reference": "Z-1",
    }
    return NewExpenditure(**{**values, **changes})


def sqlite_scene(folder: Path) -> Iterator[Scene]:
    """For a fixture on SQLite."""
    scene = make_scene(f"sqlite:///{folder}/budget.db", folder)
    yield scene
    scene.sessions.close()
