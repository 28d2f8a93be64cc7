"""Other systems are other data files: the samples of each are read by its profile alone."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from services.budget.domain.import_row import ImportRow, Rejection, SkippedLine
from services.budget.intake.finance_csv import profile_named
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
    faults = [(one.row, one.column, one.code) for one in found if isinstance(one, Rejection)]
    assert faults == [
        (2, "Bruttobetrag", "amount_ambiguous"),
        (3, "Kostenträger", "field_missing"),
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
    faults = [(one.column, one.code) for one in found if isinstance(one, Rejection)]
    assert faults == [("Invoice Date", "date_invalid"), ("Gross Amount", "amount_ambiguous")]
    assert not any(isinstance(one, ImportRow) for one in found)
