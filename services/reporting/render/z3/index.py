"""`index.xml`: what is in which file of the package (Beschreibungsstandard, GOB-03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, SubElement, fromstring, indent, tostring

from services.reporting.documents import Column, Document, Table, ValueType
from services.reporting.render.z3.data import file_name, ordered_columns
from shared.periods import Period, german_date

DTD: Final = "gdpdu-01-09-2004.dtd"
_HEAD: Final = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE DataSet SYSTEM "{DTD}">\n'
_CRLF: Final = "CRLF"
"""Stands for the two characters until all else is written: a parser would read them as one."""
_DAY: Final = "DD.MM.YYYY"
KEYS: Final = {"file": "receipt_files", "number": "vouchers"}
"""The tables a list of files added later refers to, by the keys of its columns."""
_FIRST_RECORD: Final = "2"
"""The first line of each file names its columns."""


def index_xml(document: Document, tables: Sequence[Table]) -> bytes:
    """The index of these tables; a column with the key of another table refers to it."""
    root = Element("DataSet")
    SubElement(root, "Version").text = "1.0"
    supplier = SubElement(root, "DataSupplier")
    SubElement(supplier, "Name").text = document.city
    SubElement(supplier, "Location").text = document.city
    SubElement(supplier, "Comment").text = f"{document.title}: {document.grant}"
    media = SubElement(root, "Media")
    SubElement(media, "Name").text = "Datenträger 1"
    keys = {one.columns[one.header_index].key: one.key for one in reversed(tables)}
    last_day = Period.parse(document.period_key).last_day
    span = (german_date(_begin(document)), german_date(last_day))
    for table in tables:
        _table(media, table, span, keys)
    return _written(root)


def with_table(index: bytes, table: Table) -> bytes:
    """The index with one more table, valid for the same days; a column with the key of a table of
    the index refers to it."""
    root = fromstring(index)
    for delimiter in root.iter("RecordDelimiter"):
        delimiter.text = _CRLF
    media = root.find("Media")
    span = root.find("Media/Table/Validity/Range")
    assert media is not None and span is not None, "an index of ours has a table"
    days = (span.findtext("From", ""), span.findtext("To", ""))
    _table(media, table, days, KEYS)
    return _written(root)


def _written(root: Element) -> bytes:
    indent(root)
    text = tostring(root, encoding="unicode").replace(f">{_CRLF}<", ">&#13;&#10;<")
    return f"{_HEAD}{text}\n".encode()


def _begin(document: Document) -> date:
    """The first day of the funding period, which the table of the grant tells."""
    for table in document.tables():
        at = next((n for n, one in enumerate(table.columns) if one.key == "period_start"), None)
        if at is not None:
            days = [row.cells[at] for row in table.rows]
            return min(day for day in days if isinstance(day, date))
    return Period.parse(document.period_key).first_day


def _table(media: Element, table: Table, span: tuple[str, str], keys: Mapping[str, str]) -> None:
    found = SubElement(media, "Table")
    SubElement(found, "URL").text = file_name(table)
    SubElement(found, "Name").text = table.key
    SubElement(found, "Description").text = table.caption
    validity = SubElement(found, "Validity")
    days = SubElement(validity, "Range")
    SubElement(days, "From").text = span[0]
    SubElement(days, "To").text = span[1]
    SubElement(validity, "Format").text = _DAY
    SubElement(found, "UTF8")
    SubElement(found, "DecimalSymbol").text = ","
    SubElement(found, "DigitGroupingSymbol").text = "."
    SubElement(SubElement(found, "Range"), "From").text = _FIRST_RECORD
    layout = SubElement(found, "VariableLength")
    SubElement(layout, "ColumnDelimiter").text = ";"
    SubElement(layout, "RecordDelimiter").text = _CRLF
    SubElement(layout, "TextEncapsulator").text = '"'
    key, *others = ordered_columns(table)
    _column(layout, "VariablePrimaryKey", key)
    for column in others:
        _column(layout, "VariableColumn", column)
    for column in ordered_columns(table):
        target = keys.get(column.key)
        if target is not None and target != table.key:
            foreign = SubElement(layout, "ForeignKey")
            SubElement(foreign, "Name").text = column.label
            SubElement(foreign, "References").text = target


def _column(layout: Element, element: str, column: Column) -> None:
    found = SubElement(layout, element)
    SubElement(found, "Name").text = column.label
    if column.type is ValueType.DATE:
        SubElement(SubElement(found, "Date"), "Format").text = _DAY
    elif column.type.is_number:
        numeric = SubElement(found, "Numeric")
        SubElement(numeric, "Accuracy").text = "0" if column.type is ValueType.INTEGER else "2"
    else:
        SubElement(found, "AlphaNumeric")
