"""Is every byte of the file one that every reader takes for the same?

Readers differ in where they begin: with the last cross-reference, with the first of a linearized
file, with the tables beside the streams. Ours is none of it: a header, objects without a gap, one
cross-reference stream for each revision; so there is only one way to read it.
"""

from __future__ import annotations

import re
from typing import Any

from .content import Foreign
from .pdf_file import PdfFile
from .pdf_objects import Reader, Ref, Stream

_HEADER = re.compile(rb"%PDF-1\.7\n%[\x80-\xff]{4}\n")
_BEHIND_STREAM = re.compile(rb"\r?\n?endstream\s{1,2}")
_BEHIND = re.compile(rb"\s{0,2}endobj\n")
_END = b"startxref\n%d\n%%%%EOF\n"
_DIFFERENT = {"F", "FFilter", "FDecodeParms", "DecodeParms", "DP", "DL", "Extends", "Linearized"}
"""Entries by which readers get other bytes than stand there, or begin elsewhere."""
_PACKED = {"Type", "N", "First", "Filter", "Length"}


def check_layout(pdf: PdfFile) -> str:
    """Raises Foreign naming the first place where the file is put together in another way."""
    head = _HEADER.match(pdf.data)
    if head is None:
        raise Foreign("ein anderer Dateikopf")
    at, count = head.end(), 0
    for revision in reversed(pdf.revisions):
        places = sorted((place, number) for number, place in revision.standing())
        if not places or places[-1][0] != revision.position:
            raise Foreign("ein Objektverzeichnis, das nicht am Ende steht")
        for place, number in places:
            if place != at:
                raise Foreign(f"Bytes zwischen den Objekten (ab Byte {at})")
            at = _behind(pdf, place, number, is_xref=place == revision.position)
            count += 1
        at += pdf.data.startswith(b"\n", at)
        end = _END % revision.position
        if not pdf.data.startswith(end, at):
            raise Foreign(f"ein anderes Ende (Byte {at})")
        at += len(end)
    if at != len(pdf.data):
        raise Foreign(f"Bytes hinter dem Ende (ab Byte {at})")
    return f"{count} Objekte stehen lückenlos, {len(pdf.revisions)} Verzeichnisse nennen sie alle"


def _behind(pdf: PdfFile, place: int, number: int, *, is_xref: bool) -> int:
    """The place behind the object that stands at `place`."""
    reader = Reader(pdf.data, place)
    value = pdf.read_object(reader, number)
    if isinstance(value, Stream):
        _demand_plain(value.entries, is_xref=is_xref)
        found = _BEHIND_STREAM.match(pdf.data, reader.at)
        if found is None:
            raise Foreign(f"ein Datenstrom, der nicht endet, wo er soll (Objekt {number})")
        reader.at = found.end()
    elif is_xref:
        raise Foreign("ein Objektverzeichnis, das keines ist")
    if isinstance(value, dict) and "Linearized" in value:
        raise Foreign("eine Datei in zwei Teilen (Linearized)")
    found = _BEHIND.match(pdf.data, reader.at)
    if found is None:
        raise Foreign(f"ein Objekt, das nicht endet (Objekt {number})")
    return found.end()


def _demand_plain(entries: dict[str, Any], *, is_xref: bool) -> None:
    allowed = {"DecodeParms"} if is_xref else set[str]()
    for key in _DIFFERENT & entries.keys() - allowed:
        raise Foreign(f"ein Datenstrom mit /{key}")
    kind = entries.get("Type")
    if not isinstance(entries.get("Length"), int) or (kind == "XRef") is not is_xref:
        raise Foreign("ein Datenstrom, der nicht an seiner Stelle ist")
    if kind == "ObjStm" and (strange := entries.keys() - _PACKED):
        raise Foreign(f"ein Datenstrom mit /{min(strange)}")


def check_used(pdf: PdfFile) -> str:
    """Every object is named by another one: what nothing names shows in no program, and could be
    shown by the next one that repairs the file. Raises Foreign naming the first."""
    used = _reached(pdf)
    for revision in pdf.revisions:
        for number, _ in revision.standing():
            value = pdf.get(number)
            kind = value.entries.get("Type") if isinstance(value, Stream) else ""
            if kind == "ObjStm":
                strange = {one for one in pdf.packed_in(number)} - used
                number = min(strange, default=0)
            elif number in used or kind == "XRef":
                number = 0
            if number:
                raise Foreign(f"Objekt {number}, das nichts nennt")
    return f"; {len(used)} Objekte gehören zusammen"


def _reached(pdf: PdfFile) -> set[int]:
    """Numbers of all objects that the file's root leads to."""
    found: set[int] = set()
    waiting: list[Any] = [pdf.trailer.get("Root")]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Ref):
            if one.number not in found:
                found.add(one.number)
                waiting.append(pdf.get(one.number))
        elif isinstance(one, Stream):
            waiting.extend(one.entries.values())
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(each for each in one if isinstance(each, (Ref, dict, list)))
    return found
