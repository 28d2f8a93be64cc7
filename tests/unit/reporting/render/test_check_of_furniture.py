"""The check of heads, feet, repeated column heads and page carries: what differs is named."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from services.reporting.check.belongings import Belongings
from services.reporting.check.fonts import Fonts
from services.reporting.check.furniture import Furniture
from services.reporting.check.outcome import Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.check.printed import blocks
from services.reporting.check.reading_order import ReadingOrder
from services.reporting.render.json import render_json
from services.reporting.render.pdf import render_pdf
from services.reporting.render.pdf.rows import RowPainter
from tests.unit.reporting.render import samples

Data = dict[str, Any]


def checked(forge: Callable[[Data], None] = lambda _: None) -> str:
    document = samples.voucher_list(90)
    frame = samples.frame(document, released=True)
    pdf, data = io.BytesIO(), io.BytesIO()
    render_pdf(document, frame, pdf)
    render_json(document, frame, data)
    read = json.loads(data.getvalue())
    forge(read)
    file = PdfFile(pdf.getvalue())
    text, order = PageText(file), ReadingOrder(file)
    Belongings(file, text, Fonts(file), order).check()  # fills in where words stand
    return Furniture(file, text, order).check(read["document"], read["frame"])


def test_what_was_compared_is_said() -> None:
    said = checked()
    assert said.startswith("5 Seiten: Kopf und Fuß sind die der Daten, 6 Überträge nachgerechnet;")
    assert said.endswith("nicht verglichen")


def other_city(data: Data) -> None:
    data["document"]["city"] = "Stadt Beispielhausen"


def draft(data: Data) -> None:
    data["frame"]["status"] = "draft"


def other_version(data: Data) -> None:
    data["frame"]["version"] = 3


def other_amount(data: Data) -> None:
    table = next(blocks(data["document"], "table"))
    place = next(n for n, one in enumerate(table["columns"]) if one["summed"])
    next(one for one in table["rows"] if one["kind"] == "data")["cells"][place] += 1


def other_label(data: Data) -> None:
    next(blocks(data["document"], "table"))["columns"][1]["label"] = "Zettel"


def no_carry(data: Data) -> None:
    next(blocks(data["document"], "table"))["carry"] = False


@pytest.mark.parametrize(
    ("forge", "place"),
    [
        (other_city, "Seite 1, Kopf"),
        (draft, "Seite 1, Kopf"),
        (other_version, "Seite 1, Fuß"),
        (other_amount, "Seite 1, Spaltenköpfe oder Übertrag"),
        (other_label, "Seite 2, Spaltenköpfe oder Übertrag"),
        (no_carry, "Seite 1, Spaltenköpfe oder Übertrag"),
    ],
)
def test_what_differs_is_named(forge: Callable[[Data], None], place: str) -> None:
    with pytest.raises(Fault, match=place):
        checked(forge)


def test_a_carry_that_was_drawn_wrong_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    truly = RowPainter.paint_carry

    def wrong(self: RowPainter, label: str, sums: list[int], summed: list[int]) -> None:
        truly(self, label, [one + 1 for one in sums], summed)

    monkeypatch.setattr(RowPainter, "paint_carry", wrong)
    with pytest.raises(Fault, match=r"Übertrag: gedruckt „Übertrag"):
        checked()
