"""Proposing, confirming and amending a grant; evidence, incomes, measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.budget.domain.evidence import Evidence, EvidenceKind, Phase
from services.budget.domain.grant import Amendment, NewGrant
from services.budget.domain.income import Income
from services.budget.domain.measure import Light, Milestone, NewMeasure, NewStatus
from services.budget.domain.plan import SourceKind
from services.budget.store.grant import load_grant
from services.budget.store.measure import statuses_of
from services.budget.usecases.amendment import confirm_amendment, propose_amendment
from services.budget.usecases.evidence import file_evidence
from services.budget.usecases.grant import confirm_grant, propose_grant
from services.budget.usecases.income import record_income
from services.budget.usecases.measure import record_measure, set_status
from shared.errors import Conflict, Forbidden, NotFound, Refused
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, PROGRAMME, Scene, sqlite_scene
from tests.integration.budget.test_plan_release import at_once

NEW = NewGrant(
    grant_id="G2",
    programme_id="P",
    title="Phase A",
    phase=Phase.A,
    award_notice_number="AZ 2",
    award_date=date(2026, 1, 1),
    funding_rate_bp=6500,
    period_start=date(2026, 1, 1),
    period_end=date(2027, 12, 31),
    earliest_contract_date=date(2026, 1, 1),
    rule_pack="kfw436-2020",
    max_eligible_cents=100_000_000,
)
MEASURE = NewMeasure(
    "M9",
    "Sensorik",
    "Klima",
    "Denklabor",
    "Amt 66",
    date(2026, 1, 1),
    date(2027, 12, 31),
    "K 4",
    charta_reference="Leitlinie 2",
)
LETTER = Evidence(EvidenceKind.COUNCIL_DECISION, date(2026, 6, 1), "Vorlage 1")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


def codes(error: pytest.ExceptionInfo[Any]) -> set[str]:
    return {one.code for one in error.value.violations}


def without_means(scene: Scene, use_case: Any, *args: Any, actor: str = OFFICER) -> Any:
    with scene.sessions.write() as session:
        return use_case(session, *args, by=scene.by(actor))


def test_a_proposed_grant_counts_once_a_second_person_confirmed_it(both: Scene) -> None:
    proposed = both.run(propose_grant, NEW)
    assert proposed.grant.status == "proposed"
    with pytest.raises(Refused) as refused:
        both.run(confirm_grant, "G2")
    assert codes(refused) == {"four_eyes_creator"}
    assert both.run(confirm_grant, "G2", actor=HEAD).grant.is_active
    with pytest.raises(Conflict):
        both.run(confirm_grant, "G2", actor=HEAD)
    assert both.event_types()[-3:] == ["grant.proposed", "grant.awarded", "deadlines.listed"]


def test_of_two_confirmations_at_the_same_moment_one_counts(both: Scene) -> None:
    both.run(propose_grant, NEW)
    outcomes = at_once(
        lambda: both.run(confirm_grant, "G2", actor=HEAD),
        lambda: both.run(confirm_grant, "G2", actor=PROGRAMME),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "GrantResult"]
    assert both.event_types().count("grant.awarded") == 1


def test_of_two_proposals_of_one_id_one_is_kept(both: Scene) -> None:
    outcomes = at_once(lambda: both.run(propose_grant, NEW), lambda: both.run(propose_grant, NEW))
    assert sorted(type(one).__name__ for one in outcomes) == ["GrantResult", "Refused"]
    assert both.event_types().count("grant.proposed") == 1


def test_the_database_too_wants_a_second_person(both: Scene) -> None:
    both.run(propose_grant, NEW)
    statement = """UPDATE "grant" SET status = 'active', confirmed_by = created_by
                   WHERE grant_id = 'G2'"""
    with pytest.raises(IntegrityError), both.sessions.write() as session:
        session.execute(text(statement))


def test_a_refusal_lists_every_reason(scene: Scene) -> None:
    wrong = replace(NEW, grant_id=GRANT, title=" ", funding_rate_bp=0, period_end=date(2025, 1, 1))
    with pytest.raises(Refused) as refused:
        scene.run(propose_grant, wrong)
    assert {
        "grant_exists",
        "text_missing",
        "rate_out_of_range",
        "period_reversed",
    } <= codes(refused)
    assert refused.value.subject == f"grant/{GRANT}"


def test_nothing_is_added_to_a_grant_that_is_only_proposed(scene: Scene) -> None:
    scene.run(propose_grant, NEW)
    income = Income(SourceKind.PRIVATE, "Stiftung", date(2026, 6, 1), 100)
    for attempt in (
        lambda: without_means(scene, record_measure, "G2", MEASURE),
        lambda: scene.run(record_income, "G2", income),
        lambda: scene.run(file_evidence, "G2", LETTER),
    ):
        with pytest.raises(Conflict) as conflict:
            attempt()
        assert codes(conflict) == {"grant_not_active"}


def test_terms_change_with_the_confirmation_and_keep_what_was_known_before(both: Scene) -> None:
    amendment = Amendment("ÄB 1", date(2026, 7, 1), date(2026, 7, 1), {"funding_rate_bp": 6000})
    proposed = both.run(propose_amendment, GRANT, amendment)
    with pytest.raises(Refused) as refused:
        both.run(confirm_amendment, proposed.record.amendment_id)
    assert codes(refused) == {"four_eyes_creator", "rate_unusual"}
    at = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
    both.run(confirm_amendment, proposed.record.amendment_id, actor=HEAD, at=at)
    grant = both.look(load_grant, GRANT)
    assert grant.terms(date(2026, 7, 19)).funding_rate_bp == 6500
    assert grant.terms(date(2026, 7, 20)).funding_rate_bp == 6000
    with pytest.raises(Conflict):
        both.run(confirm_amendment, proposed.record.amendment_id, actor=HEAD)
    confirmed = next(one for one in both.events() if one["type"].endswith("amendment.confirmed.v1"))
    versions = confirmed["data"]["grant"]["terms"]
    assert [one["funding_rate_bp"] for one in versions] == [6500, 6000]
    assert versions[1]["known_on"] == "2026-07-20"


def test_an_amendment_may_name_dates_and_settings(scene: Scene) -> None:
    changes = {"period_end": date(2028, 12, 31), "rule_settings": {"line_excess": "block"}}
    amendment = Amendment("ÄB 2", date(2026, 7, 1), date(2026, 7, 1), changes)
    record = scene.run(propose_amendment, GRANT, amendment).record
    scene.run(confirm_amendment, record.amendment_id, actor=HEAD)
    grant = scene.look(load_grant, GRANT)
    assert grant.terms(date(2026, 7, 15)).period_end == date(2028, 12, 31)
    assert grant.rules(scene.means.packs, date(2026, 7, 15)).plan.line_excess == "block"


def test_evidence_opens_its_gate_and_is_never_changed(both: Scene) -> None:
    today = date(2026, 7, 15)
    before = {
        one.kind: one.satisfied
        for one in both.look(load_grant, GRANT).gates(both.means.packs, today)
    }
    both.run(file_evidence, GRANT, LETTER)
    after = {
        one.kind: one.satisfied
        for one in both.look(load_grant, GRANT).gates(both.means.packs, today)
    }
    assert (before["council_decision"], after["council_decision"]) == (False, True)
    with pytest.raises(Exception, match="never changes"), both.sessions.write() as session:
        session.execute(text("UPDATE evidence SET reference = 'x'"))


def test_evidence_names_measures_and_files_that_exist(scene: Scene) -> None:
    wrong = replace(LETTER, measures=("M7",), reference=" ")
    with pytest.raises(Refused) as refused:
        scene.run(file_evidence, GRANT, wrong, file_sha256="0" * 64)
    assert codes(refused) == {"measure_unknown", "reference_missing", "file_unknown"}
    sha256 = scene.means.files.put(b"Ratsbeschluss")
    assert scene.run(file_evidence, GRANT, LETTER, file_sha256=sha256).file_sha256 == sha256


def test_other_federal_money_is_refused(scene: Scene) -> None:
    private = Income(SourceKind.PRIVATE, "Stiftung", date(2026, 6, 1), 10_000)
    scene.run(record_income, GRANT, private)
    with pytest.raises(Refused) as refused:
        scene.run(record_income, GRANT, replace(private, source_kind=SourceKind.FEDERAL))
    assert [(one.code, one.rule) for one in refused.value.violations] == [
        ("federal_money", "PRG-09")
    ]
    assert scene.look(load_grant, GRANT).incomes == (private,)


def test_a_measure_whose_lead_has_no_account_is_kept_with_a_warning(scene: Scene) -> None:
    result = without_means(scene, record_measure, GRANT, MEASURE)
    assert [one.code for one in result.warnings] == ["lead_without_account"]
    with pytest.raises(Refused) as refused:
        without_means(scene, record_measure, GRANT, MEASURE)
    assert "measure_exists" in codes(refused)


def test_a_status_says_what_was_proposed_and_the_last_one_counts(leading: Scene) -> None:
    late = Milestone("Ausschreibung", date(2026, 5, 1))
    first = NewStatus("2026-Q2", Light.RED, "Vergabe verzögert", (late,))
    kept = leading.run(set_status, GRANT, "M1", first).record
    assert (kept.proposed_light, kept.status.light) == (Light.RED, Light.RED)
    assert any("Ausschreibung" in one for one in kept.criteria)
    leading.run(set_status, GRANT, "M1", NewStatus("2026-Q2", Light.GREEN, "aufgeholt"))
    (newest,) = leading.look(statuses_of, GRANT, "M1")
    assert newest.status.light is Light.GREEN


def test_only_the_lead_or_the_officer_states_a_measure(leading: Scene) -> None:
    new = NewStatus("2026-Q2", Light.GREEN, "läuft")
    with pytest.raises(Forbidden):
        leading.run(set_status, GRANT, "M1", new, actor=HEAD)
    with pytest.raises(NotFound):
        leading.run(set_status, GRANT, "M7", new)
    with pytest.raises(Refused) as refused:
        leading.run(set_status, GRANT, "M1", replace(new, period="2026-H1"))
    assert "period_invalid" in codes(refused)


@pytest.fixture
def leading(scene: Scene) -> Scene:
    """The officer has an account and role, so that roles can be looked at."""
    from contracts.events.snapshots import AccessSnapshot, HeldRole
    from services.budget.store.tables import DIRECTORY

    with scene.sessions.write() as session:
        roles = (HeldRole("grant_officer", None),)
        DIRECTORY.apply(session, AccessSnapshot(OFFICER, False, 1, roles, ()))
    return scene
