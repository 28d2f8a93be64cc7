"""Other systems are other data files: the samples of each are read by its profile alone."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from services.budget.domain.import_row import ImportRow, Rejection, SkippedLine
from services.budget.intake.csv_record_types import RECORD_TYPES
from services.budget.intake.csv_table import CsvTable
from services.budget.intake.finance_csv import profile_named
from services.budget.intake.profile import profiles
from tests.samples.csv.lines import HEADERS, file_of, line, read

SAMPLES = Path(__file__).parents[4] / "tests" / "samples" / "csv"


def items(sample: str, profile: str) -> list[Any]:
    chosen = profile_named(profile)
    assert chosen is not None
    return read(BytesIO((SAMPLES / sample).read_bytes()), chosen)[1]


def test_the_nkf_export_brings_product_account_and_cost_centre() -> None:
    first, second, credit, total = items("nkf-export.csv", "nkf-export")
    assert (first.product, first.account, first.cost_centre) == ("12.01.01", "785200", "6601")
    assert (first.gross_cents, first.creditor) == (119000, "Müller Tiefbau GmbH")
    assert (second.payment_date, second.measure_id) == (None, "M-02")
    assert (credit.gross_cents, credit.credits) == (-11900, "2026-4711")
    assert isinstance(total, SkippedLine)
    assert total.agrees


def test_an_optional_column_is_read_where_the_list_has_it() -> None:
    header = f"{HEADERS};Kein Auftrag, weil"
    _, [item] = read(file_of(f"{line(Vertragsdatum='')};Reise", header=header))
    assert (item.contract_date, item.no_contract_reason) == (None, "Reise")
    _, [item] = read(file_of(line()))
    assert item.no_contract_reason is None


def test_the_nkf_export_with_faults() -> None:
    found = items("nkf-export-fehler.csv", "nkf-export")
    told = [(one.row, one.column, one.code) for one in found if isinstance(one, Rejection)]
    assert told == [
        (2, "Bruttobetrag", "amount_ambiguous"),
        (3, "Kostenträger", "field_missing"),
    ]


def faults(sample: str, profile: str) -> list[tuple[int, str, str]]:
    """Row, column and code of every fault of a voucher list in which no line is right."""
    found = items(sample, profile)
    assert all(isinstance(one, Rejection) and one.message and one.rule for one in found)
    return [(one.row, one.column, one.code) for one in found]


def test_the_open_item_list_with_faults() -> None:
    assert faults("posten-export-fehler.csv", "posten-export") == [
        (2, "Betrag in Hauswährung", "amount_ambiguous"),
        (3, "Belegdatum", "date_invalid"),
        (4, "Name 1", "field_missing"),
    ]


def test_a_list_with_assignments_and_releases() -> None:
    first, second = items("finanz-csv-kontierung.csv", "finanz-csv-kontierung")
    assert [one.amount_cents for one in first.assignments] == [70_000, 49_000]
    assert [one.cost_unit for one in first.assignments] == [None, "I-7"]
    assert (first.paid_by, first.booked_by) == ("P-1", "P-2")
    assert (first.release_1, first.release_2) == ("P-3", "P-4")
    assert (second.assignments, second.product, second.account) == ((), "01.11.05", "5291000")


def test_a_list_with_assignments_and_faults() -> None:
    assert faults("finanz-csv-kontierung-fehler.csv", "finanz-csv-kontierung") == [
        (2, "Kontierungen", "assignment_unreadable"),
        (3, "Kontierungen", "assignment_unreadable"),
        (4, "Rechnungsdatum", "date_invalid"),
    ]


def test_american_notation_reads_the_month_first() -> None:
    first, second, total = items("project-ledger.txt", "project-ledger")
    assert (first.gross_cents, first.vat_cents) == (1234567, 197116)
    assert (first.invoice_date, first.payment_date) == (date(2026, 2, 28), date(2026, 3, 15))
    assert (second.invoice_date, second.service_from) == (date(2026, 3, 1), date(2026, 2, 1))
    assert isinstance(total, SkippedLine)
    assert total.agrees


def test_german_notation_in_an_american_list_is_refused_not_guessed() -> None:
    found = items("project-ledger-fehler.txt", "project-ledger")
    told = [(one.column, one.code) for one in found if isinstance(one, Rejection)]
    assert told == [("Invoice Date", "date_invalid"), ("Gross Amount", "amount_ambiguous")]
    assert not any(isinstance(one, ImportRow) for one in found)


def refused(sample: str, profile: str) -> list[tuple[int, str, str]]:
    """Row, column and code of every fault of a list that is no voucher list."""
    chosen = profiles()[profile]
    content = BytesIO((SAMPLES / sample).read_bytes())
    found = list(CsvTable(content, chosen, RECORD_TYPES[chosen.record]))
    assert all(isinstance(one, Rejection) and one.message and one.rule for one in found)
    return [(one.row, one.column, one.code) for one in found]


def test_hour_sheets_with_faults() -> None:
    assert refused("stundennachweis-fehler.csv", "stundennachweis") == [
        (2, "Stunden", "hours_out_of_range"),
        (3, "Gegenzeichnung", "signed_by_one_person"),
        (4, "Gegengezeichnet am", "signed_too_early"),
        (5, "Datum", "date_invalid"),
        (6, "Stunden", "amount_ambiguous"),
        (7, "Gegenzeichnung", "field_missing"),
        (7, "Gegengezeichnet am", "field_missing"),
    ]


def test_a_list_of_totals_with_faults() -> None:
    assert refused("summenliste-fehler.csv", "summenliste") == [
        (2, "Betrag", "amount_ambiguous"),
        (3, "Haushaltsjahr", "year_invalid"),
        (4, "Sachkonto", "field_missing"),
        (5, "Betrag", "field_missing"),
    ]


def test_payroll_months_with_faults() -> None:
    content = BytesIO((SAMPLES / "gehaltsmonate-fehler.csv").read_bytes())
    found = [
        one
        for one in CsvTable(content, profiles()["gehaltsmonate"], RECORD_TYPES["payroll"])
        if isinstance(one, Rejection)
    ]
    assert [(one.row, one.code) for one in found] == [(3, "date_invalid"), (4, "amount_ambiguous")]
