"""What outdates a released report beside the sums of its vouchers, on the page and in the API."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from contracts.events import budget
from contracts.events.snapshots import Certification
from services.reporting.documents.figure_notes import money_cells
from services.reporting.domain.fact_changes import changed_facts
from services.reporting.store.said_facts import said_facts
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.reading import figures, report
from services.reporting.usecases.report_facts import REPORT_FACTS
from services.reporting.usecases.stored_document import stored_document
from shared.money import format_euro
from shared.periods import Period
from tests.integration.reporting.changes import (
    income,
    note,
    rest,
    settle,
    software,
    tell_changes,
    waiver,
)
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import CALL, call, tell_everything
from tests.integration.reporting.stream import CHIEF, GRANT, HEAD, OFFICER
from tests.integration.reporting.web import API, app_of, bearer, browser, give_tokens

MARCH = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
"""Within the quarter of the reports, a few hours before it ends."""


def released(house: Reporting, type_: str, period: str = "2026-Q1") -> str:
    return house.release(house.draft(type_, period).report_id, HEAD).report_id


def outdated_by(house: Reporting, report_id: str) -> int | None:
    with house.ports.sessions.read() as session:
        return report(session, report_id).outdated_by


def entitlement(house: Reporting) -> int:
    with house.ports.sessions.read() as session:
        return figures(session, GRANT, "2026-Q1").sums.entitlement.amount_cents


def printed_values(
    house: Reporting, report_id: str, key: str = "changed_fields"
) -> set[tuple[object, ...]]:
    """The rows of a change page with old and new values."""
    with house.ports.sessions.read() as session:
        tables = stored_document(session, report_id).tables()
        return {row.cells for one in tables if one.key == key for row in one.rows}


def test_the_next_version_prints_old_and_new_value_with_the_reason(told: Reporting) -> None:
    released(told, "quarterly")
    state = call(
        CALL, 1, "2025-H2", "decided", released_on=date(2026, 2, 1), approved_cents=90_000_000,
        decided_on=date(2026, 3, 1),
    )  # fmt: skip
    settle(told, budget.DrawdownDecided(state, "Kürzung wegen Mängeln", "KfW 12"))
    rows = printed_values(told, told.draft("quarterly").report_id, "changed_fact_fields")
    told_ = [one[3:] for one in rows if one[2] == "bewilligt"]
    assert told_ == [(format_euro(97_500_000), format_euro(90_000_000), "Kürzung wegen Mängeln")]


def test_a_new_fact_has_no_old_value(told: Reporting) -> None:
    released(told, "quarterly")
    settle(told, income())
    again = told.draft("quarterly").report_id
    assert printed_values(told, again, "changed_fact_fields") == set()
    assert printed_values(told, again) == set()


def told_changes(house: Reporting, report_id: str) -> Any:
    url = f"{API}/reports/{report_id}/changes?since={report_id}"
    return app_of(house).test_client().get(url, headers=bearer(OFFICER)).json


def test_an_income_of_its_time_outdates_the_quarter_by_one_event(told: Reporting) -> None:
    report_id = released(told, "quarterly")
    before = entitlement(told)
    settle(told, income(date(2026, 4, 1)))
    assert (outdated_by(told, report_id), entitlement(told)) == (0, before)
    settle(told, income(date(2026, 3, 31)))
    assert entitlement(told) == before - 65_000  # 1.000,00 € less to fund, 65 % of it
    assert outdated_by(told, report_id) == 1  # the event about a day outside does not count


def test_page_and_api_name_the_income_in_german(told: Reporting) -> None:
    give_tokens(told)
    told.settle()
    report_id = released(told, "quarterly")
    settle(told, income())
    place = f"/reporting/berichte/{report_id}"
    pages = browser(app_of(told), OFFICER)
    assert "Dieser Bericht ist durch 1 Ereignis überholt." in pages.get(place).text
    shown = pages.get(f"{place}/aenderungen?seit={report_id}").text
    assert "Einnahme" in shown and "Sponsor Müller, 1.000,00" in shown and "neu" in shown
    assert "Unterschiede je Beleg" not in shown and "Kein Unterschied" not in shown
    answer = told_changes(told, report_id)
    assert (answer["events"], answer["items"]) == (1, [])
    (fact,) = answer["facts"]
    assert (fact["kind"], fact["title"], fact["what"]) == ("income", "Einnahme", "new")


def test_a_decision_and_a_receipt_outdate_what_prints_the_call(told: Reporting) -> None:
    give_tokens(told)
    told.settle()
    quarter, calendar = released(told, "quarterly"), released(told, "deadline-calendar")
    released_on: dict[str, object] = {"released_on": date(2026, 2, 1)}
    for status, more in (
        ("decided", {"approved_cents": 90_000_000, "decided_on": date(2026, 3, 1)}),
        ("received", {"received_cents": 90_000_000, "received_on": date(2026, 3, 9)}),
    ):
        state = call(CALL, 1, "2025-H2", status, **(released_on | more))
        settle(told, budget.DrawdownDecided(state, "", "KfW 12"))
    assert (outdated_by(told, quarter), outdated_by(told, calendar)) == (2, 0)
    pages = browser(app_of(told), OFFICER)
    shown = pages.get(f"/reporting/berichte/{quarter}/aenderungen?seit={quarter}").text
    assert "Mittelabruf" in shown and "geändert: " in shown and "bewilligt" in shown


def test_only_an_explanation_of_a_figure_it_shows_outdates_a_report(told: Reporting) -> None:
    sheet = released(told, "portfolio")
    with told.ports.sessions.read() as session:
        tables = stored_document(session, sheet).tables()
        address = next(each for table in tables for each, _, _ in money_cells(table))
    here, there = (f"{address.within(one)}"[7:] for one in ("portfolio", "quarterly"))
    settle(told, note("unknown|Zeile|spalte"), note(here, "2026-Q2"), note(there))
    assert outdated_by(told, sheet) == 0
    settle(told, note(here))
    assert outdated_by(told, sheet) == 1


def test_only_a_waiver_it_relies_on_outdates_a_report(told: Reporting) -> None:
    sheet = released(told, "portfolio")
    settle(told, waiver("measure/unknown", 1))
    assert outdated_by(told, sheet) == 0
    settle(told, waiver("measure/M1", 2))
    assert outdated_by(told, sheet) == 1
    settle(told, budget.WaiverRevoked("w2", 2, "measure/M1", date(2026, 2, 1), "hinfällig"))
    assert outdated_by(told, sheet) == 2  # what was done at a measure under it stays, so does it


def test_a_report_without_vouchers_is_not_outdated_by_them(told: Reporting) -> None:
    statement = released(told, "accessibility-statement", "2026")
    register = released(told, "software-register")
    tell_changes(told)
    assert (outdated_by(told, statement), outdated_by(told, register)) == (0, 0)  # said in April
    told.stream.at = MARCH
    settle(told, software("Portal"))
    assert (outdated_by(told, statement), outdated_by(told, register)) == (0, 1)
    settle(told, software("Anderer Name"))
    assert outdated_by(told, register) == 2


def test_an_entry_of_a_register_outdates_the_sheets_that_print_it(told: Reporting) -> None:
    sheets, overview = released(told, "measure-sheets"), released(told, "portfolio")
    settle(told, software("Portal"))
    assert (outdated_by(told, sheets), outdated_by(told, overview)) == (0, 0)  # said in April
    told.stream.at = MARCH
    settle(told, software("Anderer Name"))
    assert (outdated_by(told, sheets), outdated_by(told, overview)) == (1, 0)


def test_a_waiver_outdates_only_what_prints_its_object(told: Reporting) -> None:
    """R22, registers and deadlines print nothing a waiver can be about, and bear no annex."""
    statement, money = (
        released(told, "accessibility-statement", "2026"),
        released(told, "portfolio"),
    )
    settle(told, waiver("measure/M1", 2))
    assert (outdated_by(told, statement), outdated_by(told, money)) == (0, 1)
    again = told.draft("accessibility-statement", "2026").report_id
    sums = told.draft("portfolio").report_id
    with told.ports.sessions.read() as session:
        assert "waivers" not in [one.key for one in stored_document(session, again).tables()]
        drafted = stored_document(session, sums)
    assert "waivers" in [one.key for one in drafted.tables()]


def test_a_further_step_of_a_voucher_outdates_only_what_shows_how_far_it_came(
    told: Reporting,
) -> None:
    told.stream.row(budget.ExpenditureRecorded, 820, paid_on=date(2026, 2, 16), status="claimable")
    settle(told)
    sums, quality = released(told, "portfolio"), released(told, "data-quality")
    told.stream.row(
        budget.ExpenditureReassessed, 820, paid_on=date(2026, 2, 16), status="called",
        extra={"cause": "drawdown_released"},
    )  # fmt: skip
    settle(told)
    assert (outdated_by(told, sums), outdated_by(told, quality)) == (0, 1)


def test_another_certifier_outdates_only_the_package_that_names_certifiers(
    told: Reporting,
) -> None:
    day = date(2026, 2, 16)
    told.stream.row(budget.ExpenditureRecorded, 830, paid_on=day)
    settle(told)
    told.clock.at = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    package = released(told, "audit-package", "2026-H1")
    listed = released(told, "voucher-list", "2026-H1")
    arithmetical = Certification("arithmetical", CHIEF, "2026-02-18T09:00:00.000Z")
    told.stream.row(budget.ExpenditureReassessed, 830, paid_on=day, extra={"cause": "plan"})
    settle(told)
    assert (outdated_by(told, package), outdated_by(told, listed)) == (0, 0)
    told.stream.row(
        budget.CertificationWithdrawn, 830, paid_on=day, status="recorded",
        certifications=(arithmetical,), extra={"kind": "factual"},
    )  # fmt: skip
    again = (Certification("factual", OFFICER, "2026-02-20T08:00:00.000Z"), arithmetical)
    told.stream.row(
        budget.ExpenditureCertified, 830, paid_on=day, certifications=again,
        extra={"kind": "factual"},
    )  # fmt: skip
    settle(told)
    assert outdated_by(told, package) and outdated_by(told, listed) == 0
    give_tokens(told)
    told.settle()
    (item,) = told_changes(told, package)["items"]
    assert item["changed_fields"] == ["certifications"]
    place = f"/reporting/berichte/{package}/aenderungen?seit={package}"
    shown = browser(app_of(told), OFFICER).get(place).text
    assert "Feststellung zurückgenommen, festgestellt: Feststellungen" in shown
    second = "rechnerisch 18.02.2026 09:00 UTC, Kennung 33333333"
    rows = printed_values(told, told.draft("audit-package", "2026-H1").report_id)
    assert [row[2:5] for row in rows if row[0] == 830] == [
        (
            "Feststellungen",
            f"sachlich 18.02.2026 08:00 UTC, Kennung 22222222; {second}",
            f"sachlich 20.02.2026 08:00 UTC, Kennung 11111111; {second}",
        )
    ]
    assert printed_values(told, told.draft("voucher-list", "2026-H1").report_id) == set()


def test_an_edited_text_of_a_voucher_outdates_the_list_that_prints_it(
    anywhere: Reporting,
) -> None:
    """On both databases: fields and facts are compared in the database."""
    told = anywhere
    tell_everything(told.stream)
    settle(told)
    told.stream.row(budget.ExpenditureRecorded, 800, creditor="Alt GmbH", paid_on=date(2026, 2, 16))
    settle(told)
    told.clock.at = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    listed, sums = released(told, "voucher-list", "2026-H1"), released(told, "portfolio")
    told.stream.row(
        budget.ExpenditureChanged, 800, creditor="Neu GmbH", invoice_number="RE-9",
        paid_on=date(2026, 2, 16), extra={"fields": ("creditor", "invoice_number")},
    )  # fmt: skip
    told.stream.row(
        budget.ExpenditureChanged, 801, paid_on=date(2026, 7, 1), extra={"fields": ("creditor",)}
    )
    settle(told)
    assert (outdated_by(told, listed), outdated_by(told, sums)) == (1, 0)
    settle(told, income())
    assert (outdated_by(told, listed), outdated_by(told, sums)) == (2, 1)
    give_tokens(told)
    told.settle()
    (item,) = told_changes(told, listed)["items"]
    assert item["changed_fields"] == ["creditor", "invoice_number"]
    shown = browser(app_of(told), OFFICER).get(
        f"/reporting/berichte/{listed}/aenderungen?seit={listed}"
    )
    assert "geändert: Empfänger, Rechnungsnummer" in shown.text
    assert item["voucher_number"] == "B-0800"
    values = {one["title"]: (one["before"], one["after"]) for one in item["fields"]}
    assert values["Empfänger"] == ("Alt GmbH", "Neu GmbH")
    assert values["Rechnungsnummer"] == ("RE-2026-800", "RE-9")
    assert "Alt GmbH" in shown.text and "Neu GmbH" in shown.text
    assert printed_values(told, told.draft("voucher-list", "2026-H1").report_id) >= {
        (800, "B-0800", "Empfänger", "Alt GmbH", "Neu GmbH", "geändert"),
        (800, "B-0800", "Rechnungsnummer", "RE-2026-800", "RE-9", "geändert"),
    }


def test_every_kind_told_is_read_by_its_stored_names(told: Reporting) -> None:
    """From before the first event to now each type finds facts of every kind."""
    settle(told, *rest())
    found: set[str] = set()
    periods = [Period.parse(one) for one in ("2026-Q1", "2026")]
    with told.ports.sessions.read() as session:
        for reads in REPORT_FACTS.values():
            said = said_facts(session, GRANT, reads.stored, (0, known_up_to(session)))
            for period in periods:
                found |= {one.kind for one in changed_facts(reads.kinds, said, period) if one.label}
    every = {kind.code for reads in REPORT_FACTS.values() for kind in reads.kinds}
    assert every - found == set()
