"""The list of the finance system: every column, every refusal with row, value and reason."""

import gc
import tracemalloc
from dataclasses import fields
from datetime import date
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path

import pytest

from services.budget.domain.import_row import ImportRow, Rejection, Tally
from services.budget.intake.csv_record_types import VOUCHER
from services.budget.intake.finance_csv import profile_named, read_rows
from tests.samples.csv.lines import HEADERS, codes, file_of, finanz_csv, line, only_row, read

SAMPLES = Path(__file__).parents[3] / "samples" / "csv"


def test_the_profile_has_exactly_the_promised_headers_in_order() -> None:
    profile = finanz_csv()
    promised = [title for title in profile.columns.values() if title not in profile.optional]
    assert ";".join(promised) == HEADERS


def test_fields_and_value_have_the_same_order() -> None:
    assert [one.name for one in fields(ImportRow)] == ["row", *(one.name for one in VOUCHER.fields)]


def test_a_full_line_fills_every_field() -> None:
    text = line(
        Skonto="23,80",
        Sicherheitseinbehalt="59,50",
        Zahlbetrag="1.106,70",
        Zahlungsreferenz="ZA-9",
        Auftragsnummer="A-3",
        Haushaltsjahr="2026",
        Produkt="511.01",
        Sachkonto="529100",
        Kostenstelle="K7",
        **{
            "Sachlich festgestellt von": "A. Beispiel",
            "Sachlich festgestellt am": "12.01.2026",
            "Rechnerisch festgestellt von": "B. Muster",
            "Rechnerisch festgestellt am": "13.01.2026",
        },
    )
    assert only_row(file_of(text)) == ImportRow(
        row=2,
        voucher_number="2026-0001",
        creditor="Müller Tiefbau GmbH",
        invoice_number="R-17",
        invoice_date=date(2026, 1, 10),
        contract_date=date(2025, 12, 1),
        service_from=date(2026, 1, 2),
        service_to=date(2026, 1, 9),
        payment_date=date(2026, 2, 15),
        gross_cents=119000,
        vat_cents=19000,
        discount_cents=2380,
        retention_cents=5950,
        paid_cents=110670,
        budget_line="Bauleistungen",
        measure_id="M-01",
        purpose="Radweg, 1. Abschnitt",
        payment_reference="ZA-9",
        order_number="A-3",
        credits=None,
        budget_year=2026,
        product="511.01",
        account="529100",
        cost_centre="K7",
        factual_by="A. Beispiel",
        factual_on=date(2026, 1, 12),
        arithmetical_by="B. Muster",
        arithmetical_on=date(2026, 1, 13),
    )


@pytest.mark.parametrize("header", ["Rechnungsnummer", "Vertragsdatum", "Zahlungsdatum"])
def test_optional_columns_may_be_empty(header: str) -> None:
    only_row(file_of(line(**{header: ""})))


@pytest.mark.parametrize(
    "header",
    ["Kreditor", "Rechnungsdatum", "Leistung von", "Leistung bis", "Brutto", "MwSt",
     "Kostenposition", "Maßnahme", "Zweck", "Belegnummer"],
)  # fmt: skip
def test_required_columns_may_not(header: str) -> None:
    assert codes(file_of(line(**{header: " "}))) == [(2, header, "field_missing")]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"Brutto": "1.190"}, "Brutto", "amount_ambiguous"),
        ({"Brutto": "1,190.00"}, "Brutto", "amount_invalid"),
        ({"Brutto": "=1+1"}, "Brutto", "amount_invalid"),
        ({"Brutto": "#WERT!"}, "Brutto", "amount_invalid"),
        ({"Brutto": "999.999.999.999,00"}, "Brutto", "amount_too_large"),
        ({"Brutto": "0,00", "MwSt": "0,00"}, "Brutto", "gross_zero"),
        ({"MwSt": "-190,00"}, "MwSt", "vat_invalid"),
        ({"MwSt": "1.190,01"}, "MwSt", "vat_invalid"),
        ({"Skonto": "-1,00"}, "Skonto", "discount_negative"),
        ({"Sicherheitseinbehalt": "1,00-"}, "Sicherheitseinbehalt", "retention_negative"),
        ({"Skonto": "1.000,00", "Sicherheitseinbehalt": "190,01"}, "Sicherheitseinbehalt",
         "deductions_exceed_gross"),
        ({"Zahlbetrag": "1.189,99"}, "Zahlbetrag", "payment_amount_mismatch"),
        ({"Skonto": "10,00", "Zahlbetrag": "1.190,00"}, "Zahlbetrag", "payment_amount_mismatch"),
        ({"Rechnungsdatum": "31.02.2026"}, "Rechnungsdatum", "date_invalid"),
        ({"Rechnungsdatum": "10.01.26"}, "Rechnungsdatum", "date_invalid"),
        ({"Zahlungsdatum": "15.02.1926"}, "Zahlungsdatum", "date_implausible"),
        ({"Leistung bis": "01.01.2026"}, "Leistung bis", "service_period_reversed"),
        ({"Haushaltsjahr": "26"}, "Haushaltsjahr", "year_invalid"),
        ({"Bezugsbeleg": "2026-0009"}, "Bezugsbeleg", "credit_reference_unexpected"),
        ({"Brutto": "-119,00", "MwSt": "-19,00"}, "Bezugsbeleg", "credit_reference_missing"),
        ({"Brutto": "-119,00", "MwSt": "-19,00", "Bezugsbeleg": "2026-0001"}, "Bezugsbeleg",
         "credit_reference_self"),
        ({"Brutto": "-119,00", "MwSt": "-19,00", "Bezugsbeleg": "X", "Skonto": "1,00"}, "Skonto",
         "credit_note_with_deductions"),
        ({"Sachlich festgestellt von": "A"}, "Sachlich festgestellt am",
         "certification_incomplete"),
        ({"Rechnerisch festgestellt am": "12.01.2026"}, "Rechnerisch festgestellt von",
         "certification_incomplete"),
        ({"Belegnummer": "1,23457E+11"}, "Belegnummer", "number_rounded"),
        ({"Belegnummer": "4" * 101}, "Belegnummer", "text_too_long"),
        ({"Zweck": "a\0b"}, "Zweck", "control_character"),
        ({"Kreditor": "Müller\u202eGbmH"}, "Kreditor", "control_character"),
    ],
)  # fmt: skip
def test_refused_with_column_and_code(changes: dict[str, str], column: str, code: str) -> None:
    assert codes(file_of(line(**changes))) == [(2, column, code)]


def test_a_refusal_carries_value_reason_and_rule() -> None:
    _, items = read(file_of(line(), line(Brutto="1.234")))
    refused = items[1]
    assert isinstance(refused, Rejection)
    assert refused.value == "1.234"
    assert refused.sentence.startswith("Zeile 3, Spalte „Brutto“: „1.234“ ist mehrdeutig")
    assert refused.sentence.endswith("(FMT-03)")


def test_all_reasons_of_a_line_are_listed() -> None:
    text = line(Brutto="1.234", Rechnungsdatum="gestern", Kreditor="", Skonto="-1,00")
    text = text.replace("09.01.2026", "01.01.2026")
    assert codes(file_of(text)) == [
        (2, "Kreditor", "field_missing"),
        (2, "Rechnungsdatum", "date_invalid"),
        (2, "Brutto", "amount_ambiguous"),
        (2, "Leistung bis", "service_period_reversed"),
    ]


def test_a_negative_line_is_a_credit_note_that_names_its_voucher() -> None:
    row = only_row(
        file_of(line(Brutto="119,00-", MwSt="(19,00)", Bezugsbeleg="2025-77", Zahlbetrag="-119,00"))
    )
    assert row.is_credit_note
    assert (row.gross_cents, row.vat_cents, row.credits) == (-11900, -1900, "2025-77")


def test_text_that_looks_like_a_formula_or_markup_stays_as_it_is() -> None:
    row = only_row(file_of(line(Zweck="=HYPERLINK(1)", Kreditor="<b>@Müller</b>")))
    assert (row.purpose, row.creditor) == ("=HYPERLINK(1)", "<b>@Müller</b>")


def test_line_breaks_inside_a_quoted_cell_become_spaces_and_rows_stay_file_lines() -> None:
    _, items = read(file_of(line(Zweck='"erste\r\nzweite; ""dritte"""'), line()))
    assert [one.row for one in items] == [2, 4]
    assert items[0].purpose == 'erste zweite; "dritte"'


def test_a_wrong_number_of_cells_is_refused_as_a_whole() -> None:
    stream = file_of(line() + ";Rest", line()[:60], line(Zweck="a;b"), line() + ";;")
    assert codes(stream) == [
        (2, "", "column_count"),
        (3, "", "column_count"),
        (4, "", "column_count"),
        (5, "", "column_count"),
    ]


def test_a_truncated_file_loses_its_last_line_visibly_and_nothing_else() -> None:
    whole = file_of(line(), line(Belegnummer="2026-0002")).read()
    table, items = read(BytesIO(whole[:-60]))
    assert isinstance(items[0], ImportRow) and isinstance(items[1], Rejection)
    assert not table.detected.ends_with_newline


def test_the_tally_counts_lines_not_reasons_and_sums_what_was_taken_over() -> None:
    lines = [
        line(),
        line(Brutto="-119,00", MwSt="-19,00", Bezugsbeleg="2026-0001", Belegnummer="G-1"),
        line(Brutto="x", MwSt="y"),
        "",
    ]
    table, _ = read(file_of(*lines))
    assert table.tally == Tally(accepted=2, rejected=1, skipped=1, sum_cents=107100)


def test_read_rows_leaves_out_what_is_no_record_and_the_stream_stays_open() -> None:
    stream = file_of(line(), "", "Summe" + ";" * 26)
    assert [one.row for one in read_rows(stream, finanz_csv())] == [2]
    assert not stream.closed


def test_a_reading_dropped_half_way_leaves_the_stream_open() -> None:
    stream = file_of(line(), line())
    next(read_rows(stream, finanz_csv()))
    gc.collect()
    assert not stream.closed


def test_the_sample_of_an_ordinary_export_in_cp1252() -> None:
    with (SAMPLES / "finanz-csv-cp1252.csv").open("rb") as stream:
        table, items = read(stream)
    assert table.detected.label == "Windows-1252"
    assert table.header_row == 4
    assert table.tally == Tally(accepted=4, rejected=0, skipped=2, sum_cents=553450)
    assert items[1].creditor == "Büro für Öffentlichkeitsarbeit Weiß"


def test_the_sample_with_every_kind_of_fault() -> None:
    with (SAMPLES / "finanz-csv-fehler.csv").open("rb") as stream:
        table, items = read(stream)
    assert table.detected.label == "UTF-8 mit BOM"
    found = [(one.row, one.code) for one in items if isinstance(one, Rejection)]
    assert found == [
        (2, "amount_ambiguous"),
        (3, "payment_amount_mismatch"),
        (4, "credit_reference_missing"),
        (5, "date_invalid"),
        (6, "quote_invalid"),
        (8, "column_count"),
    ]
    assert (table.tally.accepted, table.tally.total_mismatches) == (1, 0)


def test_another_system_is_only_another_data_file() -> None:
    profile = profile_named("posten-export")
    with (SAMPLES / "posten-export.csv").open("rb") as stream:
        table, items = read(stream, profile)
    rows = [one for one in items if isinstance(one, ImportRow)]
    assert [(one.voucher_number, one.gross_cents) for one in rows] == [
        ("190001", 119000),
        ("190002", -11900),
    ]
    assert rows[0].payment_date == date(2026, 2, 15)
    assert not [one for one in items if isinstance(one, Rejection)]
    assert table.tally.skipped == 1


def test_an_unknown_profile_is_none_and_opening_lists_are_no_choice() -> None:
    assert profile_named("sap") is None
    assert profile_named("opening-plan") is None


class _Repeating(BytesIO):
    """A file of many equal lines that is never in memory as a whole."""

    def __init__(self, header: bytes, row: bytes, count: int) -> None:
        super().__init__()
        self._parts = (header, row, count)
        self.seek(0)

    def seek(self, offset: int, whence: int = 0) -> int:
        header, row, count = self._parts
        block = row * 500
        self._blocks = chain([header], repeat(block, count // 500))
        return 0

    def read(self, size: int | None = -1) -> bytes:
        return next(self._blocks, b"")

    read1 = read


def test_memory_stays_constant_over_many_rows() -> None:
    stream = _Repeating(f"{HEADERS}\r\n".encode(), f"{line()}\r\n".encode(), 20_000)
    rows = read_rows(stream, finanz_csv())
    next(rows)
    tracemalloc.start()
    try:
        assert sum(1 for _ in rows) == 19_999
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
