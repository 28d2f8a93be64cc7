"""Lines that are no records: reported as skipped, stated totals checked, vouchers never lost."""

import pytest

from tests.samples.csv.lines import HEADERS, codes, file_of, line, only_row, read, skipped


def total(word: str = "Summe", amount: str = "", at: int = 0) -> str:
    """Return a totals line with the word in column ``at`` and the amount under Brutto."""
    cells = [""] * 27
    cells[at], cells[8] = word, amount
    return ";".join(cells)


@pytest.mark.parametrize(
    "text",
    [total(), total("Gesamt"), total("GESAMT:"), total("Zwischensumme", at=1), total("Summe 2026"),
     "Summe;;;"],
)  # fmt: skip
def test_totals_lines_are_skipped(text: str) -> None:
    assert [(one.row, one.code) for one in skipped(file_of(line(), text))] == [(3, "total_line")]


def test_empty_lines_and_repeated_headers_are_skipped() -> None:
    found = skipped(file_of("", ";" * 26, HEADERS, line()))
    assert [one.code for one in found] == ["empty_line", "empty_line", "header_repeated"]


@pytest.mark.parametrize(("amount", "agrees"), [("2.380,00", True), ("2.380,01", False)])
def test_a_stated_total_is_compared(amount: str, agrees: bool) -> None:
    stream = file_of(line(), line(), total(amount=amount))
    (found,) = skipped(stream)
    assert found.agrees is agrees
    stream.seek(0)
    assert read(stream)[0].tally.total_mismatches == (0 if agrees else 1)


def test_subtotals_count_from_the_last_one_and_refused_lines_with_amounts_belong_to_it() -> None:
    stream = file_of(
        line(),
        total("Zwischensumme", "1.190,00"),
        line(Rechnungsdatum="x"),
        total("Zwischensumme", "1.190,00"),
        total("Gesamt", "2.380,00"),
    )
    assert [one.agrees for one in skipped(stream)] == [True, True, True]


def test_a_total_over_unreadable_amounts_cannot_be_checked() -> None:
    (found,) = skipped(file_of(line(Brutto="1.234"), total(amount="1.234,00")))
    assert found.agrees is None
    assert "nicht prüfbar" in found.message


def test_an_unreadable_total_is_only_skipped() -> None:
    (found,) = skipped(file_of(line(), total(amount="1.234")))
    assert (found.declared_cents, found.agrees) == (None, None)


def test_a_voucher_without_number_never_disappears_as_a_total() -> None:
    stream = file_of(
        line(Belegnummer="", Kreditor="Summe Bau GmbH"),
        line(Belegnummer="", Kreditor="Gesamtschule"),
    )
    assert codes(stream) == [
        (2, "Belegnummer", "field_missing"),
        (3, "Belegnummer", "field_missing"),
    ]


def test_a_creditor_called_like_a_total_is_an_ordinary_voucher() -> None:
    assert only_row(file_of(line(Kreditor="Gesamt Planung"))).creditor == "Gesamt Planung"
