"""The first sheet: the report as text and key figures, with references to the table sheets."""

from collections.abc import Callable, Mapping
from typing import Any

from services.reporting.documents import (
    Approval,
    Block,
    BulletList,
    Chart,
    Details,
    Document,
    Frame,
    Hint,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    StatusLine,
    Table,
    ValueType,
)
from services.reporting.render.provenance import provenance
from services.reporting.render.xlsx.cells import CellWriter, Style
from services.reporting.render.xlsx.links import Linked
from services.reporting.render.xlsx.sheet_names import range_name

_WIDTHS = (62, 22, 10, 40)
_A4 = 9
_HEADING_SIZES = {1: 18, 2: 14, 3: 12}


def write_summary(
    workbook: Any,
    sheet: Any,
    cells: CellWriter,
    document: Document,
    frame: Frame,
    sheets: Mapping[int, str],
    linked: Linked,
) -> None:
    """Write the sheet; ``sheets`` names the sheet of each table and chart by the block's id,
    ``linked`` knows the cells key figures refer to."""
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&LInhalt {frame.short_hash}&RSeite &P von &N")
    writer = _Summary(workbook, sheet, cells, sheets, linked)
    writer.heading(document.title, 1)
    for line in (document.subtitle, document.city, document.grant, document.period):
        writer.line(line)
    for part in document.parts:
        if part.heading:
            writer.heading(part.heading, 2)
        writer.blocks(part.blocks)
        for section in part.sections:
            writer.section(section, 3 if part.heading else 2)
    writer.section(provenance(frame), 2)


class _Summary:
    def __init__(
        self,
        workbook: Any,
        sheet: Any,
        cells: CellWriter,
        sheets: Mapping[int, str],
        linked: Linked,
    ) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._cells = cells
        self._sheets = sheets
        self._linked = linked
        self._row = 0
        self._write: dict[type, Callable[[Any], None]] = {
            Paragraph: lambda block: self.line(block.text),
            BulletList: self._list,
            Details: self._details,
            Hint: lambda block: self.line(f"{block.kind.label}: {block.paragraph.text}"),
            KeyFigures: self._key_figures,
            Table: self._reference,
            Chart: self._chart,
            StatusLine: lambda block: self.line(f"{block.light.label}: {block.text}"),
            Approval: self._approval,
        }

    def heading(self, text: str, level: int) -> None:
        """Write a heading with an empty row before it."""
        self._row += 1 if self._row else 0
        size = _HEADING_SIZES.get(level, 11)
        self._cells.text(self._sheet, (self._row, 0), text, Style(bold=True, size=size))
        self._row += 1

    def line(self, text: str, style: Style | None = None) -> None:
        """Write one text in the first column; nothing for an empty one."""
        if text:
            self._cells.text(self._sheet, (self._row, 0), text, style or Style(wrap=True))
            self._row += 1

    def section(self, section: Section, level: int) -> None:
        """Write a section with all below it."""
        self.heading(section.heading, level)
        self.blocks(section.blocks)
        for below in section.sections:
            self.section(below, level + 1)

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        """Write blocks one below the other."""
        for block in blocks:
            self._write[type(block)](block)

    def _list(self, block: BulletList) -> None:
        for number, item in enumerate(block.items, start=1):
            self.line(f"{number}. {item.text}" if block.ordered else f"• {item.text}")

    def _details(self, block: Details) -> None:
        self.line(block.caption, Style(bold=True))
        for item in block.items:
            self._cells.text(self._sheet, (self._row, 0), item.label, Style())
            self._cells.text(self._sheet, (self._row, 1), item.text, Style())
            self._row += 1

    def _key_figures(self, block: KeyFigures) -> None:
        self.line(block.caption, Style(bold=True))
        for one in block.figures:
            self._figure(one)

    def _figure(self, one: KeyFigure) -> None:
        self._cells.text(self._sheet, (self._row, 0), one.label, Style())
        self._value(one, Style(bold=True))
        unit = "EUR" if one.type is ValueType.MONEY else one.unit
        self._cells.text(self._sheet, (self._row, 2), unit, Style())
        self._cells.text(self._sheet, (self._row, 3), one.note, Style())
        if one.key:
            place = f"='Bericht'!$B${self._row + 1}"
            self._workbook.define_name(range_name("K", one.key), place)
        self._row += 1

    def _value(self, one: KeyFigure, style: Style) -> None:
        """The number, or the reference to the cell that says the same."""
        place, value = (self._row, 1), one.value
        if isinstance(value, int):
            reference = self._linked.reference(one)
            if reference is not None:
                self._cells.sum(self._sheet, place, one.type, value, value, reference, style)
                return
        self._cells.write(self._sheet, place, one.type, value, style)

    def _reference(self, block: Table) -> None:
        self.line(f"{block.caption}: siehe Blatt „{self._sheets[id(block)]}“")

    def _chart(self, block: Chart) -> None:
        self.line(f"{block.title}: {block.message} Zahlen: Blatt „{self._sheets[id(block)]}“")

    def _approval(self, block: Approval) -> None:
        self.line(block.statement.text)
        for one in block.signatures:
            self.line(f"{one.role}: (Ort, Datum, Unterschrift)")
