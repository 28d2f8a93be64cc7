"""What events say of a grant, its measures and plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from services.budget import rulepacks
from services.budget.domain.evidence import Phase
from services.budget.domain.grant import Amendment, Terms
from services.budget.domain.measure import Light, Milestone, NewStatus
from services.budget.store.grant import GrantRecord
from services.budget.store.measure import StatusRecord
from services.budget.usecases.grant_snapshot import (
    as_texts,
    grant_snapshot,
    status_snapshot,
    terms_versions,
)

PACKS = rulepacks.load()
START, END = date(2026, 1, 1), date(2030, 12, 31)
TERMS = Terms(6500, 1_300_000_000, None, START, END, START, date(2031, 7, 1), "kfw436-2020")
GRANT = GrantRecord(
    grant_id="G",
    programme_id="P",
    title="Titel",
    phase=Phase.B,
    status="active",
    award_notice_number="AZ",
    award_date=START,
    first_terms=TERMS,
    amendments=(),
    evidence=(),
    incomes=(),
    determinations=(),
    created_by="a",
    confirmed_by="b",
    version=2,
    stamp="s",
)


def amendment(reference: str, valid_from: date, known_on: date | None, rate: int) -> Amendment:
    return Amendment(reference, valid_from, valid_from, {"funding_rate_bp": rate}, known_on)


def test_versions_come_in_the_order_in_which_they_are_laid_over_each_other() -> None:
    march, april, may = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
    grant = replace(
        GRANT,
        amendments=(
            amendment("later", april, april, 9000),
            amendment("earlier, known later", march, may, 8000),
            amendment("proposed", march, None, 1),
        ),
    )
    versions = terms_versions(grant, PACKS)
    assert [(one.version, one.reference, one.funding_rate_bp) for one in versions] == [
        (1, "AZ", 6500),
        (2, "earlier, known later", 8000),
        (3, "later", 9000),
    ]
    assert versions[-1].funding_rate_bp == grant.terms(may).funding_rate_bp
    assert versions[1].known_on == may


def test_the_grant_carries_pack_version_and_gates() -> None:
    snapshot = grant_snapshot(GRANT, PACKS, START)
    assert snapshot.terms[0].rule_pack_version == PACKS["kfw436-2020"].version
    assert {one.kind: one.satisfied for one in snapshot.gates}["council_decision"] is False


def test_values_of_mixed_kinds_become_text() -> None:
    values = {"a": "block", "b": 2000, "c": True, "d": ("x", "y"), "e": START, "f": None}
    assert as_texts(values) == {
        "a": "block",
        "b": "2000",
        "c": "true",
        "d": '["x", "y"]',
        "e": "2026-01-01",
        "f": "null",
    }


def test_milestones_read_as_sentences() -> None:
    milestones = (
        Milestone("Vergabe", date(2026, 5, 1), date(2026, 5, 3)),
        Milestone("Abnahme", date(2026, 6, 1)),
    )
    status = NewStatus("2026-Q2", Light.AMBER, "Verzug", milestones)
    record = StatusRecord(
        "M", status, "frei", Light.RED, ("Grund",), "u", datetime(2026, 7, 1, tzinfo=UTC)
    )
    assert status_snapshot(record).milestones.splitlines() == [
        "Vergabe (fällig am 01.05.2026, erledigt am 03.05.2026)",
        "Abnahme (fällig am 01.06.2026, offen)",
        "frei",
    ]
