"""The workbook: native cells, formulas with the document's values, nothing that runs."""

import io

import openpyxl

from services.reporting.documents import (
    Column,
    Document,
    Facts,
    KeyFigure,
    KeyFigures,
    Part,
    Row,
    RowKind,
    Table,
    ValueType,
)
from services.reporting.render.xlsx import render_xlsx
from tests.unit.reporting.render import samples


def book_of(document: Document, *, data_only: bool = False):
    target = io.BytesIO()
    rendering = render_xlsx(document, samples.frame(document), target)
    return openpyxl.load_workbook(target, data_only=data_only), rendering


def with_table(table: Table) -> Document:
    return Document("x", "Titel", "Stadt", "G", "g", "P", "p", (Part("m", blocks=(table,)),))


def test_list_is_frozen_filtered_named_and_set_up_for_print():
    book, _ = book_of(samples.voucher_list(90))
    sheet = book["Ausgaben in zeitlicher Folge je"]
    assert sheet.freeze_panes == "B5"
    assert sheet.auto_filter.ref == f"A4:J{sheet.max_row}"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert book.defined_names["T_vouchers_paid"].attr_text.endswith(f"$H$5:$H${sheet.max_row}")


def test_cells_are_native():
    book, _ = book_of(samples.voucher_list(90))
    first = book["Ausgaben in zeitlicher Folge je"][6]
    assert first[3].is_date
    assert first[3].number_format == "dd.mm.yyyy"
    assert (first[7].value, first[7].number_format) == (123.45, "#,##0.00")


def test_totals_are_formulas_over_rows_and_rounding_difference():
    book, rendering = book_of(samples.voucher_list(90))
    values, _ = book_of(samples.voucher_list(90), data_only=True)
    sheet = book["Ausgaben in zeitlicher Folge je"]
    last = sheet.max_row
    assert rendering.findings == ()
    assert sheet[f"J{last}"].value == f"=SUBTOTAL(9,J5:J{last - 1})"
    expected = list(samples.voucher_rows(90))[-1].cells[9]
    assert round(values[sheet.title][f"J{last}"].value * 100) == expected
    subtotals = [
        row for row in sheet.iter_rows(min_row=5) if str(row[0].value).startswith("Summe ")
    ]
    assert [row[7].value for row in subtotals] == [
        "=SUBTOTAL(9,H6:H45)",
        "=SUBTOTAL(9,H48:H87)",
        "=SUBTOTAL(9,H90:H99)",
    ]


def test_a_key_figure_that_is_a_total_refers_to_it():
    columns = (Column("a", "A", row_header=True), Column("b", "B", ValueType.MONEY, summed=True))
    facts = Facts.of(["x", "y"])
    rows = (Row(("x", 1)), Row(("y", 2)), Row((None, 3), RowKind.TOTAL, label="S", facts=facts))
    told = KeyFigures(
        (
            KeyFigure("dieselbe", 3, facts=facts),
            KeyFigure("anderer Betrag", 4, facts=facts),
            KeyFigure("andere Belege", 3, facts=Facts.of(["x"])),
            KeyFigure("ohne Belege", 3),
        )
    )
    table = Table("t", "Peter's", columns, rows)
    document = Document("x", "T", "S", "G", "g", "P", "p", (Part("m", blocks=(told, table)),))
    book, rendering = book_of(document)
    values, _ = book_of(document, data_only=True)
    shown = [book["Bericht"].cell(row, 2).value for row in range(5, 9)]
    assert shown == ["='Peter''s'!$B$7", 0.04, 0.03, 0.03]
    assert values["Bericht"]["B5"].value == 0.03 and rendering.findings == ()


def test_a_total_that_does_not_add_up_is_a_number_and_a_finding():
    columns = (Column("a", "A", row_header=True), Column("b", "B", ValueType.MONEY, summed=True))
    rows = (Row(("x", 1)), Row((None, 3), RowKind.TOTAL, label="Summe"))
    book, rendering = book_of(with_table(Table("t", "T", columns, rows)))
    assert book["T"]["B6"].value == 0.03
    assert [one.code for one in rendering.findings] == ["total_differs"]


def test_no_text_is_a_formula():
    dangerous = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "{=1}")
    columns = (Column("a", "A", row_header=True), Column("b", "=B"))
    rows = tuple(Row((one, "http://example.org")) for one in dangerous)
    book, _ = book_of(with_table(Table("t", "=T", columns, rows)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.quotePrefix for cell in book["=T"]["A"][4:10]] == [True] * 6
    assert not any(cell.hyperlink for cell in cells)


def test_text_beyond_the_limit_of_a_cell_is_cut_and_reported():
    columns = (Column("a", "A", row_header=True),)
    book, rendering = book_of(with_table(Table("t", "T", columns, (Row(("x" * 40_000,)),))))
    assert book["T"]["A5"].value.endswith("[gekürzt]")
    assert [one.code for one in rendering.findings] == ["text_shortened"]


def test_sheet_names_are_unique_and_legal():
    columns = (Column("a", "A", row_header=True),)
    names = ("Bericht", "bericht", "a/b:c*d?[e]", "x" * 40, "x" * 50, "'")
    tables = tuple(Table(f"t{n}", name, columns, ()) for n, name in enumerate(names))
    document = Document("x", "T", "S", "G", "g", "P", "p", (Part("m", blocks=tables),))
    book, _ = book_of(document)
    assert len({name.casefold() for name in book.sheetnames}) == 7
