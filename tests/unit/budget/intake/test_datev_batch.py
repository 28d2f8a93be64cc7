"""DATEV booking batches: what becomes a voucher, what is refused and why (FMT-04)."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from services.budget.domain.import_checks import import_hints
from services.budget.domain.import_row import ImportRow, Rejection, UnreadableFile
from tests.samples.datev.lines import HEADER, PAYMENT, batch, booking, preamble, read

ROOT = Path(__file__).parents[4]
SAMPLES = ROOT / "tests" / "samples" / "datev"
REAL = ROOT.parent / "shared" / "data" / "datev" / "EXTF_Buchungsstapel.csv"


def one(stream: object) -> ImportRow:
    [row] = read(stream)  # type: ignore[arg-type]
    assert isinstance(row, ImportRow), row
    return row


def code_of(line: str) -> str:
    [fault] = read(batch(line))
    assert isinstance(fault, Rejection)
    return fault.code


@pytest.mark.parametrize("version", [9, 10, 11, 12, 13])
def test_every_version_is_read_by_the_names_of_its_columns(version: int) -> None:
    dashed = HEADER.replace("KOST1 -", "KOST1 –").replace("KOST2 -", "KOST2 –")
    names = dashed if version < 12 else HEADER
    row = one(batch(booking(), first=preamble(version), header=names))
    assert (row.voucher_number, row.gross_cents, row.vat_cents) == ("2026-0001", 119000, 19000)
    assert (row.invoice_date, row.service_from) == (date(2026, 1, 15), date(2026, 1, 10))
    assert (row.contract_date, row.no_contract_reason) == (date(2025, 12, 1), None)
    assert (row.creditor, row.account) == ("Kreditor 7000123", "525100")
    assert (row.measure_id, row.budget_line, row.payment_date) == ("M-01", "Bauleistungen", None)


@pytest.mark.parametrize("version", [8, 14])
def test_a_version_nobody_has_checked_is_refused(version: int) -> None:
    with pytest.raises(UnreadableFile, match="9 bis 13") as refused:
        read(batch(booking(), first=preamble(version)))
    assert refused.value.rejection.code == "batch_unreadable"


@pytest.mark.parametrize(
    ("first", "word"),
    [
        (preamble(category="16"), "EXTF;700;21"),
        (preamble(currency="CHF"), "EUR"),
        (preamble(year="20261301"), "Wirtschaftsjahres"),
        (preamble(digits="x"), "Sachkonten"),
        ("Umsatz;Konto", "EXTF;700;21"),
    ],
)
def test_a_first_line_that_is_none(first: str, word: str) -> None:
    with pytest.raises(UnreadableFile, match=word):
        read(batch(booking(), first=first))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_payment_in_the_batch_gives_the_payment_date(order: tuple[int, int]) -> None:
    lines = [booking(), booking(PAYMENT)]
    row = one(batch(*(lines[at] for at in order)))
    assert row.payment_date == date(2026, 2, 15)


def test_the_same_booking_written_from_the_other_side() -> None:
    turned = booking().replace(";S;", ";H;").replace("525100;7000123", "7000123;525100")
    assert one(batch(turned)).gross_cents == 119000


def test_a_credit_note_names_its_voucher_in_the_second_field() -> None:
    line = booking(Umsatz="100,00").replace(";S;", ";H;").replace("2026-0001;", "G-1;2026-0001")
    row = one(batch(line))
    assert (row.gross_cents, row.credits) == (-10000, "2026-0001")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (booking(Umsatz="24.95"), "amount_ambiguous"),
        (booking(Umsatz="0,00"), "batch_amount"),
        (booking(Belegdatum="102"), "batch_day"),
        (booking(Belegdatum="3002"), "batch_day"),
        (booking(Leistungsdatum="31022026"), "batch_day"),
        (booking().replace(";S;", ";x;"), "batch_side"),
        (booking().replace("7000123", "180100"), "batch_no_creditor"),
        (booking(Steuersatz="100,00"), "batch_rate"),
        (booking(Umsatz="1,00").replace("S;;", "S;USD;"), "batch_currency"),
        (booking(PAYMENT), "payment_unmatched"),
        (booking() + ";", "column_count"),
        (booking(Buchungstext=""), "field_missing"),
    ],
)
def test_a_booking_that_is_no_voucher_says_why(line: str, code: str) -> None:
    assert code_of(line) == code


@pytest.mark.parametrize(
    "line",
    [
        booking(PAYMENT).replace(";S;", ";H;"),
        booking(PAYMENT, Generalumkehr="1"),
        booking(PAYMENT, Generalumkehr="G"),
    ],
)
def test_money_that_comes_back_is_no_expenditure(line: str) -> None:
    kept, fault = read(batch(booking(), line))
    assert isinstance(kept, ImportRow) and kept.gross_cents == 119000
    assert isinstance(fault, Rejection)
    assert (fault.code, fault.value) == ("payment_returned", "180100")
    assert "Erstattung des Kreditors oder eine zurückgenommene Zahlung" in fault.message


@pytest.mark.parametrize(
    ("start", "text", "day"),
    [
        ("20260701", "3006", date(2027, 6, 30)),
        ("20260701", "0107", date(2026, 7, 1)),
        ("20270701", "2902", date(2028, 2, 29)),
        ("20240101", "2902", date(2024, 2, 29)),
    ],
)
def test_the_year_comes_from_the_business_year(start: str, text: str, day: date) -> None:
    line = booking(Belegdatum=text, Leistungsdatum="")
    assert one(batch(line, first=preamble(year=start))).invoice_date == day


def test_the_tax_is_the_part_of_the_gross_rounded_half_up() -> None:
    amounts = {"0,01": 0, "0,03": 0, "0,04": 1, "1,19": 19, "119,00": 1900}
    assert {text: one(batch(booking(Umsatz=text))).vat_cents for text in amounts} == amounts


@pytest.mark.parametrize(
    ("key", "rate", "codes"),
    [
        ("9", "", ["tax_key_without_rate"]),
        ("0009", "", ["tax_key_without_rate"]),
        ("9", "19,00", []),
        ("9", "0,00", []),
        ("40", "", []),
        ("0020", "", []),
        ("49", "", ["tax_key_without_rate"]),
        ("29", "", ["tax_key_without_rate"]),
        ("401", "", ["tax_key_without_rate"]),
        ("90", "", ["tax_key_without_rate"]),
        ("00", "", []),
        ("", "", []),
    ],
)
def test_a_tax_key_says_no_rate_by_itself(key: str, rate: str, codes: list[str]) -> None:
    row = one(batch(booking(**{"BU-Schlüssel": key}, Steuersatz=rate)))
    assert [hint.code for hint in import_hints(row)] == codes
    assert row.vat_cents == (19_000 if rate == "19,00" else 0)


@pytest.mark.parametrize(("cents", "codes"), [(0, ["tax_key_without_rate"]), (1, []), (-1, [])])
def test_a_line_with_the_amount_of_its_tax_leaves_nothing_open(
    cents: int, codes: list[str]
) -> None:
    row = replace(one(batch(booking(**{"BU-Schlüssel": "9"}, Steuersatz=""))), vat_cents=cents)
    assert [hint.code for hint in import_hints(row)] == codes


def test_the_samples() -> None:
    good = read(BytesIO((SAMPLES / "stapel.csv").read_bytes()))
    assert [type(item) for item in good] == [ImportRow] * 3
    assert sum(item.gross_cents for item in good) == 119000 + 59500 - 10000
    bad = read(BytesIO((SAMPLES / "stapel-fehler.csv").read_bytes()))
    assert len({item.row for item in bad}) == 6
    assert all(isinstance(item, Rejection) for item in bad)


@pytest.mark.skipif(not REAL.exists(), reason="SKIPPED: ../shared/data/datev is absent")
def test_a_real_batch_is_read_in_place() -> None:
    # from the bank straight to a cost, and a sale: neither names a creditor
    found = [(one.row, one.code, one.value) for one in read(BytesIO(REAL.read_bytes()))]
    assert found == [
        (3, "batch_no_creditor", "4940 an 1200"),
        (4, "batch_no_creditor", "10000 an 8400"),
    ]
    # the first one bought on account: all is read but what DATEV does not have
    bought = REAL.read_bytes().replace(b"1200;4940", b"70001;4940")
    missing = {one.column for one in read(BytesIO(bought)) if one.row == 3}
    assert missing == {"Belegfeld 1", "KOST1 - Kostenstelle", "KOST2 - Kostenstelle"}
