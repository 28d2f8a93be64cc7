"""The sample is a real house: every state, every report, a log that verifies; and it comes once."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest
from flask.testing import FlaskClient

from services import host
from services.budget.cli.acting import user_id_of
from services.budget.cli.people import first_users
from services.budget.domain.expenditure import DocumentKind, NewExpenditure
from services.budget.intake.invoice import read_invoice
from services.budget.usecases.document import Upload
from services.budget.usecases.expenditure_trial import try_expenditure
from services.budget.usecases.import_sorting import Verdict
from services.budget.usecases.imports import examine_import
from services.budget.usecases.invoice import receive_invoice
from services.budget.usecases.kept_list import keep_list
from services.budget.usecases.token import issue_token
from services.reporting.domain.narrative_sections import SECTIONS
from services.reporting.usecases.due import find_due
from services.sample.city import ELIGIBLE_A_CENTS, ELIGIBLE_B_CENTS, PHASE_A, PHASE_B
from services.sample.fill import MARK_FILE, SampleIncomplete, SampleSummary, fill, first_day
from services.sample.finance_list import FILE_NAME, NEW_ROWS, PROFILE, ROWS_TO_CLEAR
from services.sample.new_invoice import INVOICE_NAME
from services.sample.orders import orders
from services.sample.purchases import personnel_a, purchases_a, purchases_b, travels
from services.sample.scribe import Scribe
from services.sample.series import hosting, personnel
from services.sample.special import specials
from services.sample.timeline import Timeline
from services.sample.voucher import Voucher
from services.sample.voucher_pdf import voucher_pdf
from services.sample.xrechnung import xrechnung
from shared.clock import BERLIN, FixedClock, SystemClock
from shared.occasion import Occasion
from shared.settings import Settings

ALL = ("budget", "reporting", "audit")
TODAY = date(2026, 8, 3)
Row = dict[str, Any]


@dataclass
class Filled:
    """A filled house with one reader who may read everything."""

    house: host.House
    client: FlaskClient
    summary: SampleSummary
    token: str

    def get(self, path: str) -> Any:
        """The JSON body of a GET that must succeed."""
        answer = self.client.get(
            path,
            headers={"Authorization": f"Bearer {self.token}"},
            base_url="http://127.0.0.1",
        )
        assert answer.status_code == 200, (path, answer.get_json(silent=True))
        return answer.get_json()

    def rows(self, grant_id: str) -> list[Row]:
        """All expenditures of a grant."""
        rows: list[Row] = []
        cursor = ""
        while True:
            path = f"/budget/api/v1/grants/{grant_id}/expenditures?limit=500{cursor}"
            page = self.get(path)
            rows += page["items"]
            if not page["next_cursor"]:
                return rows
            cursor = f"&cursor={page['next_cursor']}"


def build(directory: Path, today: date) -> host.House:
    settings = Settings.from_env({"DATA_DIR": str(directory)})
    host.migrate_all(settings, ALL)
    morning = datetime.combine(first_day(today), time(8), BERLIN)
    return host.build(settings, ALL, FixedClock(morning))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    house = build(tmp_path_factory.mktemp("sample"), TODAY)
    budget = house.ports["budget"]
    first_users(budget)
    summary = fill(house, today=TODAY)
    auditor = user_id_of(budget, "pruefung")
    by = Occasion(auditor, budget.clock.now())
    with budget.sessions.write() as session:
        token = issue_token(session, auditor, by=by)
    house.pump().settle()
    yield Filled(house, house.app().test_client(), summary, token)
    house.close()


def written(today: date) -> list[Voucher]:
    """Every voucher of the sample that is no correction."""
    line, chance = Timeline(today), Random(1)
    days = {PHASE_A: (line.a_award, line.a_start), PHASE_B: (line.b_award, line.b_start)}
    scribe = Scribe(chance, days)
    return list(
        chain(
            personnel_a(line, scribe),
            purchases_a(line, scribe, chance),
            orders(line, scribe),
            personnel(line, scribe),
            hosting(line, scribe),
            purchases_b(line, scribe, chance),
            travels(line, scribe, chance),
            specials(line, scribe),
        )
    )


# --- what is in it -----------------------------------------------------------------------------


def test_the_programme_has_13_million_euros_at_65_percent(filled: Filled) -> None:
    assert ELIGIBLE_A_CENTS + ELIGIBLE_B_CENTS == 1_300_000_000
    grants = [filled.get(f"/budget/api/v1/grants/{one}") for one in (PHASE_A, PHASE_B)]
    assert [one["phase"] for one in grants] == ["A", "B"]
    assert [one["funding_rate_bp"] for one in grants] == [6500, 6500]
    assert sum(one["max_eligible_cents"] for one in grants) == 1_300_000_000
    assert sum(one["max_grant_cents"] for one in grants) == 845_000_000
    assert all("Beispieldaten" in one["title"] for one in grants)


def test_about_200_expenditures_in_every_state(filled: Filled) -> None:
    rows = [*filled.rows(PHASE_A), *filled.rows(PHASE_B)]
    assert 180 <= len(rows) <= 240
    assert {row["status"] for row in rows} == {"committed", "recorded", "claimable", "called"}
    kinds = Counter(row["kind"] for row in rows)
    assert set(kinds) == {"voucher", "order", "credit_note", "retention_release", "reversal"}
    assert kinds["reversal"] == 2
    assert {row["status"] for row in filled.rows(PHASE_A)} == {"called"}


def test_every_measure_names_its_participation_step(filled: Filled) -> None:
    measures = filled.get(f"/budget/api/v1/grants/{PHASE_B}/measures")["items"]
    assert len(measures) == 8
    assert all(one["participation_origin"] for one in measures)


def test_three_plan_versions_stand_on_three_bases(filled: Filled) -> None:
    versions = filled.get(f"/budget/api/v1/grants/{PHASE_B}/plan-versions")["items"]
    found = {one["basis"]: one["status"] for one in versions}
    assert found == dict.fromkeys(("award", "change_approved", "internal"), "released")
    assert {one["planned_cents"] for one in versions} == {ELIGIBLE_B_CENTS}


def test_the_inventory_lacks_a_few_receipts_and_one_item_is_leaving(filled: Filled) -> None:
    found = filled.get(f"/budget/api/v1/grants/{PHASE_B}/inventory")
    assert len(found["items"]) > 5
    assert len(found["proposals"]) >= 3
    assert Counter(one["status"] for one in found["items"])["leaving"] == 1


def test_each_budget_year_has_an_appropriation_that_suffices(filled: Filled) -> None:
    """And what was ordered in the year that ended went along into the next (MUN-13)."""
    years = filled.get(f"/budget/api/v1/grants/{PHASE_B}/budget-years")["years"]
    assert {one["budget_year"] for one in years} == {2025, 2026}
    for one in years:
        assert one["appropriation_cents"] > one["spent_cents"] > 0
        assert one["available_cents"] >= 0
    moved = {(one["budget_year"], one["nature"]) for one in years if one["transferred_out_cents"]}
    assert moved == {(2025, "investive")}


def test_an_audit_waits_for_its_note(filled: Filled) -> None:
    [audit] = filled.get(f"/budget/api/v1/grants/{PHASE_B}/audits")["items"]
    assert (audit["status"], len(audit["drawn"])) == ("open", 12)
    assert [bool(one["answer"]) for one in audit["findings"]] == [True]


def test_phase_a_is_called_and_received_in_full(filled: Filled) -> None:
    balance = filled.get(f"/budget/api/v1/grants/{PHASE_A}/balance")
    assert balance["entitlement_cents"] == balance["called_cents"] == balance["received_cents"]
    assert balance["called_cents"] > 100_000_000


def test_no_duty_of_the_city_stands_overdue(filled: Filled) -> None:
    """Beside them the page shows that the funder accepted the proof of use long ago."""
    found = {
        grant: filled.get(f"/budget/api/v1/grants/{grant}/deadlines")
        for grant in (PHASE_A, PHASE_B)
    }
    overdue = [
        one["duty"] for items in found.values() for one in items if one["status"] == "overdue"
    ]
    # the rates are the Bundesbank's: nobody may invent one
    assert [one for one in overdue if not one.startswith("base_rate")] == []
    done = {one["duty"]: one["done_on"] for one in found[PHASE_A]}
    accepted = Timeline(TODAY).b_day(2, 10).isoformat()
    assert done["rpa_certificate"] < done["proof_of_use"] < accepted


def test_the_list_beside_the_sample_is_good_for_a_first_import(filled: Filled) -> None:
    budget = filled.house.ports["budget"]
    by = Occasion(user_id_of(budget, "sachbearbeitung"), budget.clock.now())
    means = budget.extras["means"]
    with (filled.house.settings.data_dir / FILE_NAME).open("rb") as stream:
        kept = keep_list(stream, None, means)
    with budget.sessions.read() as session:
        found = examine_import(session, PHASE_B, PROFILE, kept, by=by, means=means)
    counts = found.counts
    assert (counts[Verdict.NEW], counts[Verdict.KNOWN]) == (NEW_ROWS, 1)
    assert len({fault.row for _, fault in found.faults}) == ROWS_TO_CLEAR, found.faults


def test_the_invoice_beside_the_sample_is_entered_without_a_remark(filled: Filled) -> None:
    budget = filled.house.ports["budget"]
    by = Occasion(user_id_of(budget, "sachbearbeitung"), budget.clock.now())
    means = budget.extras["means"]
    content = (filled.house.settings.data_dir / INVOICE_NAME).read_bytes()
    with budget.sessions.write() as session:
        upload = Upload(INVOICE_NAME, content)
        received = receive_invoice(session, PHASE_B, upload, by=by, means=means)
        assert received.reading.findings == ()
        filled_in = {
            name: value
            for name, value in asdict(received.reading.expenditure).items()
            if name not in ("is_credit_note", "credits")
        }
        new = NewExpenditure(
            **filled_in,
            invoice_id=received.invoice_id,
            budget_line="M4 Sensorik",
            measure_id="M4-STARKREGEN",
            contract_date=filled_in["service_from"],
        )
        tried = try_expenditure(session, PHASE_B, new, by=by, means=means)
        session.rollback()
    assert tried.violations == ()


def test_phase_b_has_two_calls_one_of_them_received(filled: Filled) -> None:
    calls = filled.get(f"/budget/api/v1/grants/{PHASE_B}/drawdowns")["items"]
    assert sorted(one["status"] for one in calls) == ["received", "submitted"]
    assert all(gate["satisfied"] for one in calls for gate in one["gates"])


def test_one_quarter_is_released_and_the_next_a_draft(filled: Filled) -> None:
    reports = filled.get(f"/reporting/api/v1/grants/{PHASE_B}/reports")["items"]
    line = Timeline(TODAY)
    found = {one["period"]: one["status"] for one in reports if one["type"] == "quarterly"}
    assert found[str(line.released_quarter)] == "released"
    assert found[str(line.drafted_quarter)] == "draft"


def test_a_released_factual_report_has_every_text_and_its_notes(filled: Filled) -> None:
    period = str(Timeline(TODAY).second_call)
    texts = filled.get(f"/reporting/api/v1/grants/{PHASE_B}/narratives?period={period}")["items"]
    assert {one["subject"] for one in texts} > set(SECTIONS)
    assert all(one["released_version"] == 1 for one in texts)
    assert sum(one["subject"].startswith("figure:plan_actual|") for one in texts) == 2
    reports = filled.get(f"/reporting/api/v1/grants/{PHASE_B}/reports")["items"]
    [factual] = [one for one in reports if one["type"] == "factual-report"]
    assert (factual["period"], factual["status"]) == (period, "released")


def test_the_schedule_owes_nothing_for_the_past_of_the_sample(filled: Filled) -> None:
    with filled.house.ports["reporting"].sessions.read() as session:
        assert list(find_due(session, TODAY, new_only=True)) == []


def test_the_latest_quarter_shows_all_three_lights(filled: Filled) -> None:
    entries = filled.get(
        "/audit/api/v1/entries?type=funding.budget.measure.status_set.v1&limit=500"
    )
    quarter = str(Timeline(TODAY).drafted_quarter)
    statuses = [one["payload"]["status"] for one in entries["items"]]
    lights = Counter(one["light"] for one in statuses if one["period"] == quarter)
    assert sum(lights.values()) == 8
    assert set(lights) == {"green", "amber", "red"}
    assert any(one["decision_needed"] for one in statuses if one["period"] == quarter)


# --- that it is real ---------------------------------------------------------------------------


@pytest.mark.parametrize("quarters_back", [0, 1, 3])
def test_reporting_adds_up_to_the_same_sums(filled: Filled, quarters_back: int) -> None:
    quarter = Timeline(TODAY).quarters[-1 - quarters_back]
    path = f"/grants/{PHASE_B}/balance?as_of={quarter.last_day}"
    balance = filled.get(f"/budget/api/v1{path}")
    figures = filled.get(f"/reporting/api/v1/grants/{PHASE_B}/figures?period={quarter}")
    shared = [name for name in balance if name.endswith("_cents")]
    assert {name: balance[name] for name in shared} == {name: figures[name] for name in shared}


def test_refusals_are_in_the_trail_with_their_reasons(filled: Filled) -> None:
    entries = filled.get("/audit/api/v1/entries?outcome=refused")["items"]
    codes = {one["code"] for entry in entries for one in entry["payload"]["violations"]}
    assert {"duplicate", "four_eyes_creator", "certified_by_recorder", "gate_missing"} <= codes
    assert filled.get("/audit/api/v1/entries?outcome=denied")["items"]


def test_the_log_verifies_and_follows_the_calendar(filled: Filled) -> None:
    answer = filled.client.post(
        "/audit/api/v1/verification",
        headers={"Authorization": f"Bearer {filled.token}"},
        base_url="http://127.0.0.1",
    )
    assert answer.get_json()["ok"], answer.get_json()
    entries = filled.get("/audit/api/v1/entries?limit=500")["items"]
    times = [one["time"] for one in sorted(entries, key=lambda one: int(one["sequence"]))]
    assert times == sorted(times)


def test_nobody_released_the_own_work(filled: Filled) -> None:
    database = filled.house.settings.data_dir / "budget.db"
    with sqlite3.connect(database) as connection:
        pairs = connection.execute(
            "SELECT d.created_by, r.released_by FROM drawdown d "
            "JOIN drawdown_release r ON r.drawdown_id = d.drawdown_id"
        ).fetchall()
    assert pairs
    assert all(creator != releaser for creator, releaser in pairs)


def test_e_invoices_are_filed_as_vouchers(filled: Filled) -> None:
    rows = filled.rows(PHASE_B)
    assert sum(1 for row in rows if row["invoice_id"]) >= 10


# --- once, and only where there is nothing -----------------------------------------------------


def test_a_second_filling_changes_nothing(filled: Filled) -> None:
    before = len(filled.rows(PHASE_B))
    assert fill(filled.house, today=TODAY) == SampleSummary(filled=False)
    assert len(filled.rows(PHASE_B)) == before
    assert filled.summary.filled


def test_a_house_on_the_machines_clock_is_refused(tmp_path: Path) -> None:
    settings = Settings.from_env({"DATA_DIR": str(tmp_path)})
    host.migrate_all(settings, ALL)
    house = host.build(settings, ALL, SystemClock())
    with pytest.raises(TypeError):
        fill(house, today=TODAY)
    house.close()


def test_an_interrupted_filling_says_what_to_do(tmp_path: Path) -> None:
    house = build(tmp_path, TODAY)
    (tmp_path / MARK_FILE).write_text(json.dumps({"state": "begun"}), "utf-8")
    with pytest.raises(SampleIncomplete, match=str(tmp_path)):
        fill(house, today=TODAY)
    house.close()


# --- the parts it is made of -------------------------------------------------------------------


def test_every_day_of_two_years_makes_a_possible_past() -> None:
    for offset in range(730):
        line = Timeline(date(2026, 1, 1) + timedelta(days=offset))
        assert line.a_award < line.a_start < line.a_end < line.b_award < line.b_start
        assert line.b_start < line.first_call.first_day < line.second_call.last_day < line.today
        assert line.released_quarter.last_day < line.drafted_quarter.last_day < line.today
        assert 18 <= line.months_of_b <= 25
        assert line.first_call.next() == line.second_call


@pytest.mark.parametrize("today", [TODAY, date(2027, 1, 1), date(2028, 2, 29), date(2026, 3, 31)])
def test_the_same_day_gives_the_same_vouchers_inside_the_period(today: date) -> None:
    vouchers = written(today)
    assert vouchers == written(today)
    assert len({one.name for one in vouchers}) == len(vouchers)
    starts = {PHASE_A: Timeline(today).a_start, PHASE_B: Timeline(today).b_start}
    for one in vouchers:
        assert one.facts.service_from >= starts[one.grant_id], one.name
        assert one.facts.service_from <= one.facts.service_to, one.name


def facts() -> NewExpenditure:
    return next(one.facts for one in written(TODAY) if one.file == "xrechnung")


def test_the_e_invoices_read_without_findings() -> None:
    reading = read_invoice(xrechnung(facts()), "rechnung.xml")
    assert reading.findings == ()
    filled_in = reading.expenditure
    assert filled_in.gross_cents == facts().gross_cents
    assert filled_in.vat_cents == facts().vat_cents
    assert filled_in.invoice_number == facts().invoice_number
    assert filled_in.creditor == facts().creditor


def test_the_voucher_files_are_pdfs_that_say_what_they_are() -> None:
    content = voucher_pdf(facts(), DocumentKind.VOUCHER)
    assert b"BEISPIELDATEN" in content
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1


def test_one_procurement_file_is_incomplete_and_orders_name_the_others(filled: Filled) -> None:
    files = filled.get(f"/budget/api/v1/grants/{PHASE_B}/procurements")["items"]
    assert Counter(one["is_complete"] for one in files) == {True: 4, False: 1}
    assert Counter(one["kind"] for one in files) == {"services": 3, "supplies": 2}
    [late] = [one for one in files if not one["is_complete"]]
    assert {one["code"] for one in late["findings"]} == {
        "procurement_item_missing",
        "clause_missing",
        "penalty_due",
    }
    software = filled.get(f"/budget/api/v1/grants/{PHASE_B}/software")["items"]
    assert [one["status"] for one in software] == ["published", "in_development"]
