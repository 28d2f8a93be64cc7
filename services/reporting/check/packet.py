"""Do title, language and authors in the file's metadata (XMP) say what the report says?

A reader's program shows the title in its window and speaks in the language; neither is printed.
A seal writes the packet anew, in another notation and with its day: what it says is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree

from .limits import PAGE
from .outcome import Fault
from .pdf_file import PdfFile

_RDF, _DC = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://purl.org/dc/elements/1.1/}"
_XMP, _PDF = "{http://ns.adobe.com/xap/1.0/}", "{http://ns.adobe.com/pdf/1.3/}"
_PDFA, _PDFUA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
_SEALER: Final = r"pyHanko [0-9.]+"
_SAID: Final = {
    f"{_PDFA}part": "3",
    f"{_PDFA}conformance": "A",
    f"{_PDFUA}part": "1",
    f"{_RDF}about": "",
    f"{_RDF}parseType": "Resource",
    f"{_RDF}resource": r"http://www\.aiim\.org/pdfua/ns/id/",
    "{http://www.w3.org/XML/1998/namespace}lang": "x-default",
    "{adobe:ns:meta/}xmptk": _SEALER,
    f"{_XMP}ModifyDate": r"[0-9T:+.Z-]{10,40}",
    f"{_SCHEMA}schema": "PDF/UA identification schema",
    f"{_SCHEMA}namespaceURI": r"http://www\.aiim\.org/pdfua/ns/id/",
    f"{_SCHEMA}prefix": "pdfuaid",
    f"{_PROPERTY}name": "part",
    f"{_PROPERTY}valueType": "Integer",
    f"{_PROPERTY}category": "internal",
    f"{_PROPERTY}description": "Part of the PDF/UA standard",
}
"""What the packet says of every report: name and pattern of the value."""
_OF_A_SEAL: Final = ("{adobe:ns:meta/}xmptk", f"{_XMP}ModifyDate")
_NAMED: Final = (f"{_DC}title", f"{_DC}creator", f"{_DC}language")
_ONCE: Final = (*_NAMED, f"{_XMP}CreatorTool", f"{_PDF}Producer", f"{_PDFA}part", f"{_PDFUA}part")


def check_packet(pdf: PdfFile, document: dict[str, Any], frame: dict[str, Any]) -> str:
    """Raises Fault naming the first entry that says something else."""
    language, generator = document["language"], re.escape(frame["generator"])
    if _text(pdf.resolve(pdf.root.get("Lang"))) != language:
        raise Fault(f"Als Sprache ist eine andere genannt als „{language}“")
    title = " – ".join(one for one in (document["title"], document["period"]) if one)
    wanted = _SAID | {
        f"{_DC}title": re.escape(title),
        f"{_DC}creator": re.escape(document["city"] or document["title"]),
        f"{_DC}language": re.escape(language),
        f"{_XMP}CreatorTool": generator,
        f"{_PDF}Producer": f"{generator}|{_SEALER}",
    }
    if "AcroForm" not in pdf.root:  # only a seal writes its day and program
        for name in _OF_A_SEAL:
            wanted.pop(name)
        wanted[f"{_PDF}Producer"] = generator
    told = list(_told(_parsed(pdf.content(pdf.root.get("Metadata"), PAGE)), ""))
    for name, value in told:
        if name not in wanted or not re.fullmatch(wanted[name], value):
            raise Fault(f"Dort steht „{value[:80]}“ ({name.rpartition('}')[2]})")
    names = [name for name, _ in told]
    for name in _ONCE:
        if names.count(name) != 1:
            raise Fault(f"Die Angabe {name.rpartition('}')[2]} fehlt oder steht zweimal da")
    return f"Titel, Sprache ({language}), Herausgeber und Programm stimmen"


def _parsed(packet: bytes) -> ElementTree.Element:
    try:
        text = packet.decode("utf-8")
        if "<!" in text:  # no DOCTYPE, so no entity that unfolds
            raise Fault("Die Angaben haben eine andere Form")
        return ElementTree.fromstring(text)
    except (UnicodeDecodeError, ElementTree.ParseError):
        raise Fault("Die Angaben sind nicht lesbar") from None


def _told(element: ElementTree.Element, above: str) -> Iterator[tuple[str, str]]:
    """Every value with the name it stands under; words of a list under the name of the list."""
    name = element.tag if element.tag in _NAMED else above
    yield from element.attrib.items()
    for text in (element.text, element.tail):
        if text and text.strip():
            yield (name or element.tag), text.strip()
    for kid in element:
        yield from _told(kid, name)


def _text(value: Any) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
