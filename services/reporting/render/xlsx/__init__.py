"""Document → workbook: one sheet that reads like the report, one sheet per table or chart.

Amounts, percents and days are native cells; totals are formulas that carry the document's value,
and a key figure that is the total of a table refers to it.
"""

import datetime
from typing import BinaryIO

import xlsxwriter

from services.reporting.documents import Chart, Document, Frame, Table
from services.reporting.documents.chart_table import chart_table
from services.reporting.documents.figure_notes import note_texts
from services.reporting.render.finding import Rendering
from services.reporting.render.xlsx.cells import CellWriter
from services.reporting.render.xlsx.links import Linked
from services.reporting.render.xlsx.sheet_names import SheetNames
from services.reporting.render.xlsx.summary import write_summary
from services.reporting.render.xlsx.table_sheet import TableSheet
from shared.workbook_text import ONLY_TEXT

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""A fixed day: the workbook must have the same bytes whenever it is made."""


def render_xlsx(document: Document, frame: Frame, target: BinaryIO) -> Rendering:
    """Write the workbook to ``target``; rows go straight to a temporary file, never to memory.

    Texts are string cells, so nothing in them is ever run as a formula.
    """
    workbook = xlsxwriter.Workbook(target, dict(ONLY_TEXT))
    workbook.set_properties(
        {
            "title": document.title,
            "subject": document.period,
            "author": document.city,
            "comments": f"{frame.status.label}, Inhalt {frame.content_hash}",
            "created": _CREATED,
        }
    )
    cells = CellWriter(workbook)
    names = SheetNames()
    summary = workbook.add_worksheet(names.unique("Bericht"))
    notes = note_texts(document)
    sheets, totals, named = {}, {}, {}
    for block in document.blocks():
        if isinstance(block, Table | Chart):
            table = block if isinstance(block, Table) else chart_table(block)
            sheet = TableSheet(workbook, cells, table, names.unique(table.caption), notes)
            sheet.write(document, frame)
            sheets[id(block)] = sheet.name
            totals.update(sheet.totals)
            named.update(sheet.named)
    linked = Linked(totals, named)
    write_summary(workbook, summary, cells, document, frame, sheets, linked)
    workbook.close()
    return Rendering(MEDIA_TYPE, cells.findings())
