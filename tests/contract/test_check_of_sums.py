"""The checker computes grant, forecast and cash flow as the reports do: same law, other code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.budget import DeterminationSnapshot
from contracts.events.snapshots import Effect, MeasureSnapshot, PlanLine
from services.reporting.check.attachments import attachments
from services.reporting.check.award import award_on
from services.reporting.check.checklist import check_checklist
from services.reporting.check.entitled import check_entitled
from services.reporting.check.forecast import check_forecast
from services.reporting.check.outcome import Fault
from services.reporting.check.overviews import check_overviews
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.told import SIGNED, Told, local_day, read_events
from services.reporting.documents.cash_flow import cash_flow_document
from services.reporting.documents.content import canonical_bytes
from services.reporting.documents.financial_statement import financial_statement_document
from services.reporting.documents.portfolio import portfolio_document
from services.reporting.documents.source import Heading
from services.reporting.domain.cash_flow import cash_flow
from services.reporting.domain.facts import GrantFacts, IncomeFact, MeasureFact, PlanFact, RowFact
from services.reporting.domain.financial_statement import financial_statement
from services.reporting.domain.portfolio import portfolio
from services.reporting.domain.sums import grant_sums
from shared.clock import local_day as local_day_of
from shared.clock import parse_instant
from shared.periods import Period
from tests.contract.told_facts import told_of
from tests.driver import OFFICER, House
from tests.integration.reporting.story import call, grant, terms
from tests.reported_house import GRANT, document, draft, reported_house
from tests.unit.reporting.domain.test_reporting_sums import DAY, row_facts

LINES = (
    PlanLine("1.1", "M1", "SACH", 100_001, {"2025": 1, "2026": 70_001, "2027": 29_999}),
    PlanLine("1.2", "M2", "INVEST", 50_000, {"2026": 50_000}),
)  # fmt: skip
PLANS = (
    PlanFact(1, "award", "", None, date(2023, 7, 1), LINES[:1], ()),
    PlanFact(2, "internal", "", None, date(2025, 7, 1), LINES, ()),
)
MEASURE = MeasureSnapshot(
    "M1", "G", "Netz", "Feld", "Forum", "u", DAY, DAY, "S", first_measure=True
)
Report = dict[str, Any]


def decided(kind: str, on: date, **figures: int) -> DeterminationSnapshot:
    return DeterminationSnapshot(
        f"{kind}{on}", "G", kind, on, on, "Az", "", None, None, dict(figures), None
    )


AWARDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "most eligible": {"max_eligible_cents": 40_000, "cap_basis": "eligible"},
    "most grant": {"max_grant_cents": 20_000, "max_eligible_cents": None, "cap_basis": "grant"},
    "the plan caps": {"plan_total": "cap"},
    "first measures": {"first_measures_cap_cents": 10_000},
    "income beside": {"income_treatment": "separate"},
}
DECIDED = {
    "nothing": (),
    "in proportion": (decided("cover_proportional", DAY - timedelta(days=40)),),
    "up to cost again": (
        decided("cover_proportional", DAY - timedelta(days=40)),
        decided("cover_up_to_cost", DAY - timedelta(days=20)),
    ),
    "reduced": (decided("reduction", DAY - timedelta(days=9), grant_after_cents=15_000),),
}


def story(award: str, determined: str, rows: tuple[RowFact, ...], called: int = 0) -> GrantFacts:
    one = call(
        "c1", 1, "2025-H2", "decided", amount_cents=called, approved_cents=called // 2,
        released_on=DAY - timedelta(days=70), decided_on=DAY + timedelta(days=1),
        received_cents=called // 2, received_on=DAY - timedelta(days=3),
    )  # fmt: skip
    incomes = (
        IncomeFact("i1", "private", "X", DAY, 1_001),
        IncomeFact("i2", "other_public", "Y", DAY, 20_000),
        IncomeFact("i3", "private", "Z", DAY + timedelta(days=1), 500),
    )
    found = grant(terms(**{"max_eligible_cents": 10**12, **AWARDS[award]}))
    measures = (MeasureFact(replace(MEASURE, grant_id=found.grant_id), ()),)
    return GrantFacts(found, rows, PLANS, (one,), incomes, measures, DECIDED[determined])


def report_of(facts: GrantFacts) -> Report:
    period = Period.parse(f"{DAY.year}-Q{(DAY.month + 2) // 3}")
    made = cash_flow_document(Heading("Stadt", facts.grant, period), cash_flow(facts, DAY))
    found: Report = json.loads(canonical_bytes(made))
    return found


any_story = given(
    st.sampled_from(sorted(AWARDS)),
    st.sampled_from(sorted(DECIDED)),
    st.lists(row_facts, max_size=6, unique_by=lambda one: one.expenditure_id).map(tuple),
    st.integers(0, 90_000),
)
"""Award, determination, rows and what was called, in any mix."""


@settings(max_examples=60, deadline=None)
@any_story
def test_grant_and_cash_flow_are_computed_alike(
    award: str, determined: str, rows: tuple[RowFact, ...], called: int
) -> None:
    facts = story(award, determined, rows, called)
    told, sums = told_of(facts), grant_sums(facts, DAY)
    found = award_on(told, facts.grant.grant_id, str(DAY))
    assert found is not None
    assert found.entitled() == sums.final.amount_cents
    claimable = [told.states[one.expenditure_id] for one in rows if one.is_claimable]
    assert found.entitled(claimable) == sums.entitlement.amount_cents
    assert (found.tied, found.public) == (sums.tied_cents, sums.public_cents)
    assert "Prognose sind nachgerechnet" in check_forecast(report_of(facts), told, str(DAY))


@settings(max_examples=25, deadline=None)
@any_story
def test_overviews_are_computed_alike(
    award: str, determined: str, rows: tuple[RowFact, ...], called: int
) -> None:
    facts = story(award, determined, rows, called)
    told, heading = told_of(facts), Heading("Stadt", facts.grant, Period.parse("2026-Q1"))
    for made in (
        financial_statement_document(heading, financial_statement(facts, DAY)),
        portfolio_document(heading, portfolio(facts, Period.parse("2026-Q1"))),
    ):
        report = json.loads(canonical_bytes(made))
        assert "Übersichten nachgerechnet" in check_overviews(report, told, str(DAY))
        check_entitled(report, told, str(DAY))


# --- what differs is named --------------------------------------------------------------------


def spent(count: int = 5) -> tuple[RowFact, ...]:
    return tuple(
        RowFact(
            f"r{n}", n, "voucher", "claimable", "1.1", "M1", "SACH", 2026, DAY, opening=False,
            effects=(Effect(DAY - timedelta(days=50 * n), "paid", 5_000),
                     Effect(DAY - timedelta(days=50 * n), "eligible", 4_000)),
        )
        for n in range(1, count + 1)
    )  # fmt: skip


def cells(key: str, column: str, change: int, *rows: int) -> Callable[[Report], None]:
    """Rows of a column state more, alternately less, so that the sum stays."""

    def forge(report: Report) -> None:
        table = next(one for one in blocks(report, "table") if one["key"] == key)
        place = [one["key"] for one in table["columns"]].index(column)
        for sign, row in zip((1, -1), rows, strict=False):
            table["rows"][row]["cells"][place] += sign * change

    return forge


def other_pace(report: Report) -> None:
    for block in blocks(report, "paragraph"):
        for run in block["runs"]:
            run["text"] = re.sub(r"\([\d.,]+(\s€ im Monat)", r"(9.999,99\1", run["text"])


def other_end(report: Report) -> None:
    for block in blocks(report, "hint"):
        for run in block["paragraph"]["runs"]:
            run["text"] = re.sub(r"verfallen [\d.,]+", "verfallen 0,01", run["text"])


def year_left_out(report: Report) -> None:
    table = next(one for one in blocks(report, "table") if one["key"] == "years")
    del table["rows"][1]


FORGED: dict[str, Callable[[Report], None]] = {
    "a forecast moved": cells("years", "forecast", 100, -2, -3),
    "a half-year's forecast": cells("half_years", "forecast", 1, -2),
    "paid in another year": cells("half_years", "paid", 5_000, 0, 1),
    "what a call could ask": cells("half_years", "potential", 1, -2, -3),
    "the plan of a year": cells("years", "planned", 1, 0, 1),
    "the rest": cells("years", "residue", 1, 0),
    "the pace": other_pace,
    "what lapses": other_end,
    "a year left out": year_left_out,
}


@pytest.mark.parametrize("name", FORGED)
def test_a_cash_flow_that_the_events_do_not_give_is_named(name: str) -> None:
    facts = story("plain", "nothing", spent(), 10_000)
    told, report = told_of(facts), report_of(facts)
    check_forecast(report, told, str(DAY))
    FORGED[name](report)
    with pytest.raises(Fault):
        check_forecast(report, told, str(DAY))


@pytest.mark.parametrize(
    "instant",
    ["2026-03-29T00:59:59.000Z", "2026-03-29T01:00:00.000Z", "2026-10-25T00:59:00.000Z",
     "2026-10-25T01:00:00.000Z", "2026-06-30T22:00:00.000Z", "2026-06-30T21:59:59.999Z",
     "2026-12-31T22:59:00.000Z", "2026-12-31T23:00:00.000Z", "2027-03-28T22:30:00.000Z"],
)  # fmt: skip
def test_the_day_of_an_instant_is_the_german_one(instant: str) -> None:
    assert local_day(instant) == str(local_day_of(parse_instant(instant)))


# --- the checklist of the proof of use --------------------------------------------------------


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    with reported_house(tmp_path_factory.mktemp("proofs")) as house:
        _file(house)
        yield attachments(PdfFile(document(house, draft(house, "proof-of-use-a"))))


def _file(house: House) -> None:
    """The form lies in the files."""
    path = f"/grants/{GRANT}/proof-of-use/attachments"
    body = {"kind": "form", "reference": "E-Akte 12/34"}
    house.budget(OFFICER, "POST", path, body).expect(201)
    house.clock.at += timedelta(seconds=2)  # the log signs at most once a second
    house.settle()


def checklist(report: Report) -> list[list[Any]]:
    table = next(one for one in blocks(report, "table") if one["key"] == "attachments")
    return [row["cells"] for row in table["rows"]]


def missing_is_there(report: Report) -> None:
    cells = next(one for one in checklist(report) if one[2] == "fehlt noch")
    cells[2:4] = ["abgelegt", "E-Akte 99"]


def filed_elsewhere(report: Report) -> None:
    checklist(report)[0][3] = "E-Akte 12/35"


def line_left_out(report: Report) -> None:
    table = next(one for one in blocks(report, "table") if one["key"] == "attachments")
    table["rows"].pop()


def annex_left_out(report: Report) -> None:
    report["parts"] = [one for one in report["parts"] if one["title"] != "Sachbericht"]


def nothing_missing(report: Report) -> None:
    for block in blocks(report, "hint"):
        for run in block["paragraph"]["runs"]:
            if run["text"].startswith("Fehlt noch: "):
                run["text"] = "Alle verlangten Anlagen liegen vor."


def signed(report: Report) -> None:
    for block in blocks(report, "paragraph"):
        for run in block["runs"]:
            if "hat noch niemand unterzeichnet" in run["text"]:
                run["text"] = "Im Programm unterzeichnet (1 von 2): Kennung 12345678 am 01.08.2026."


CHECKLIST = (missing_is_there, filed_elsewhere, line_left_out, annex_left_out, nothing_missing,
             signed)  # fmt: skip


@pytest.mark.parametrize("forge", CHECKLIST, ids=lambda one: one.__name__)
def test_a_checklist_that_the_events_do_not_give_is_named(
    proof: dict[str, bytes], forge: Callable[[Report], None]
) -> None:
    report = json.loads(proof["bericht.json"])["document"]
    told = read_events(proof["ereignisse.ndjson"])
    assert "Anlagen, Unterschriften" in check_checklist(report, told, "2026-12-31")
    assert checklist(report)[0][2:4] == ["abgelegt", "E-Akte 12/34"]
    forge(report)
    with pytest.raises(Fault):
        check_checklist(report, told, "2026-12-31")


def test_a_signature_that_the_proof_does_not_name_is_missed(proof: dict[str, bytes]) -> None:
    report = json.loads(proof["bericht.json"])["document"]
    told = read_events(proof["ereignisse.ndjson"])
    one = {"type": SIGNED, "actor": "12345678-1", "time": "2026-08-01T10:00:00.000Z"}
    told.gathered.append({**one, "grant_id": GRANT})
    with pytest.raises(Fault, match="Unterzeichnet"):
        check_checklist(report, told, "2026-12-31")
    signed(report)
    check_checklist(report, told, "2026-12-31")
    told.gathered[-1]["office"] = "Kämmerei"
    with pytest.raises(Fault, match="andere"):
        check_checklist(report, told, "2026-12-31")
    for block in blocks(report, "paragraph"):
        for run in block["runs"]:
            run["text"] = run["text"].replace("2): Kennung", "2): Kämmerei, Kennung")
    check_checklist(report, told, "2026-12-31")


def test_a_grant_that_caps_and_rate_do_not_give_is_named(proof: dict[str, bytes]) -> None:
    told: Told = read_events(proof["ereignisse.ndjson"])
    report = json.loads(proof["bericht.json"])["document"]
    assert "nachgerechnet" in check_entitled(report, told, "2026-12-31")
    figures = [one for block in blocks(report, "key_figures") for one in block["figures"]]
    next(one for one in figures if one["label"] == "Zuwendung")["value"] += 1
    with pytest.raises(Fault, match="nach dem Bescheid"):
        check_entitled(report, told, "2026-12-31")
