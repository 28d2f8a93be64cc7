"""Ways to forge the data of a report, each by its name, and where in them to find what."""

from __future__ import annotations

import json
import re
from typing import Any

from services.reporting.check.printed import blocks

CSV_FORGERIES = {
    "an amount": ("bericht.csv", rb";(\d+),00", rb";9\1,00"),
    "a row added": ("bericht.csv", rb"(\r\n[^\r]*,00[^\r]*)", rb"\1\1"),
    "a head": ("bericht.csv", rb"Beleg", rb"Zettel"),
    "a value": ("zahlen.csv", rb";(\d+,00);", rb";1\1;"),
    "an id": ("zahlen.csv", rb"([0-9a-f]{8})-([0-9a-f]{4})-", rb"\2\1-0000-"),
    "the rule pack": ("zahlen.csv", rb"kfw436-2020", rb"kfw436-2021"),
    "the last row": ("zahlen.csv", rb"[^\n]*\r\n\Z", rb""),
    "everything": ("zahlen.csv", rb"(?s)\A.*\Z", rb""),
}


def report_of(attached: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(attached["bericht.json"])["document"]
    return found


def table_of(document: dict[str, Any]) -> dict[str, Any]:
    """The main table of the voucher list."""
    (found,) = [
        block
        for part in document["parts"]
        for block in (*part["blocks"], *(b for s in part["sections"] for b in s["blocks"]))
        if block["block"] == "table" and any(one["key"] == "share" for one in block["columns"])
        and any(row["kind"] == "group" for row in block["rows"])
    ]  # fmt: skip
    return found  # type: ignore[no-any-return]


def other_amount(document: dict[str, Any]) -> None:
    row = next(one for one in table_of(document)["rows"] if one["kind"] == "data")
    row["cells"][9] += 1


def other_text(document: dict[str, Any]) -> None:
    row = next(one for one in table_of(document)["rows"] if one["kind"] == "data")
    row["cells"][2] += "x"


def missing_row(document: dict[str, Any]) -> None:
    del table_of(document)["rows"][1]


def other_head(document: dict[str, Any]) -> None:
    table_of(document)["columns"][0]["label"] = "Nr."


def other_sentence(document: dict[str, Any]) -> None:
    paragraph = next(blocks(document, "paragraph"))
    paragraph["runs"][0]["text"] += " nicht"


def sentence_left_out(document: dict[str, Any]) -> None:
    section = document["parts"][0]["sections"][0]
    section["blocks"] = [one for one in section["blocks"] if one["block"] != "paragraph"]


def labels_swapped(document: dict[str, Any]) -> None:
    first, second = next(blocks(document, "key_figures"))["figures"][:2]
    first["label"], second["label"] = second["label"], first["label"]


def first_voucher(document: dict[str, Any], key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first table with this column, and its first voucher that no call has taken."""
    for table in blocks(document, "table"):
        if {"number", key} <= {one["key"] for one in table["columns"]}:
            keys = [one["key"] for one in table["columns"]]
            rows = [one for one in table["rows"] if one["kind"] == "data"]
            if "call" in keys:
                rows = [one for one in rows if one["cells"][keys.index("call")] is None]
            if rows:
                return table, rows[0]
    raise AssertionError(key)


def regions(data: bytes) -> dict[str, range]:
    """Where in the file is what."""
    xref = int(re.findall(rb"startxref\n(\d+)\n", data)[0])
    streams = [one.start() for one in re.finditer(rb"stream\n", data)]
    attachment = data.index(b"/EmbeddedFile")
    content = data.index(b"/FlateDecode", streams[0])
    end = data.index(b"startxref\n")
    return {
        "header": range(0, 9),
        "content": range(content + 40, content + 1000, 41),
        "attachment": range(attachment, attachment + 3000, 97),
        "everywhere": range(10, xref, max(1, xref // 40)),
        "xref dictionary": range(xref, xref + 160, 3),
        "xref data": range(xref + 200, end, max(1, (end - xref) // 20)),
        "end": range(end, end + len(b"startxref\n12345\n%%EOF\n"), 1),
    }


REGIONS = (
    "header", "content", "attachment", "everywhere", "xref dictionary", "xref data", "end"
)  # fmt: skip
