"""Columns are as wide as what stands in them: none is empty beside one whose words break."""

from __future__ import annotations

from services.reporting.documents import Column, Row, RowKind, ValueType
from services.reporting.render.pdf.columns import Place, layout
from services.reporting.render.pdf.fonts import BOLD, REGULAR, face
from services.reporting.render.pdf.lines import break_text
from services.reporting.render.pdf.measured import READ
from services.reporting.render.pdf.theme import LANDSCAPE, PORTRAIT

MONEY = tuple(Column(f"m{n}", f"Betrag {n}", ValueType.MONEY) for n in range(5))
COLUMNS = (
    Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
    Column("category", "Kostenart", expected_chars=10),
    Column("reason", "Gründe", expected_chars=40),
    *MONEY,
)


def a_row(number: int, category: str = "Personalausgaben", cents: int = 0) -> Row:
    return Row((number, category, None, *[cents] * len(MONEY)))


def lines(place: Place, text: str, size: float) -> int:
    return len(break_text(text, face(REGULAR), place.width, size))


def test_a_word_does_not_break_beside_an_empty_column() -> None:
    found = layout(COLUMNS, (a_row(1), a_row(2)), PORTRAIT)
    category, reason = found.places[1], found.places[2]
    assert lines(category, "Personalausgaben", found.size) == 1
    assert reason.width < LANDSCAPE.measure / 4
    assert not found.is_squeezed


def test_amounts_that_are_small_leave_room_for_words() -> None:
    small = layout(COLUMNS, (a_row(1),), PORTRAIT)
    large = layout(COLUMNS, (a_row(1, cents=-9_999_999_999),), PORTRAIT)
    assert small.size >= large.size
    assert small.places[3].width < large.places[3].width
    assert small.places[2].width > large.places[2].width


def test_a_sum_in_bold_fits_its_column() -> None:
    total = Row((None, None, None, *[9_999_999_999] * 5), RowKind.TOTAL, label="Summe")
    found = layout(COLUMNS, (a_row(1), total), LANDSCAPE)
    for place in found.places[3:]:
        assert len(break_text("99.999.999,99", face(BOLD), place.width, found.size)) == 1


def test_no_amount_breaks_behind_the_rows_that_were_read() -> None:
    """A long list is measured on its beginning; what its end holds is not known then."""
    rows = [a_row(n) for n in range(READ)] + [a_row(9, cents=-9_999_999_999)]
    found = layout(COLUMNS, rows, LANDSCAPE)
    assert lines(found.places[3], "−99.999.999,99", found.size) == 1


def test_all_of_the_measure_is_used_and_no_more() -> None:
    for rows in ((), (a_row(1),), (a_row(1, "Wort " * 200),), (a_row(1, "w" * 500),)):
        found = layout(COLUMNS, rows, PORTRAIT)
        assert abs(found.places[-1].right - PORTRAIT.right) < 0.1
        assert all(one.width > 0 for one in found.places)
