"""Do title, language and authors in the file's metadata (XMP) say what the report says?

A reader's program shows the title in its window and speaks in the language; neither is printed.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final
from xml.sax.saxutils import escape

from .limits import PAGE
from .outcome import Fault
from .pdf_file import PdfFile

SHAPE: Final = "f6a7256e8b1b695beaf69d93280229b73b7f3b4b657d2c828b1100b30f1e84b6"
"""SHA-256 of the packet without title, author, language and program; a test holds it to ours."""


def check_packet(pdf: PdfFile, document: dict[str, Any], frame: dict[str, Any]) -> str:
    """Raises Fault naming the first entry that says something else."""
    language = document["language"]
    if _text(pdf.resolve(pdf.root.get("Lang"))) != language:
        raise Fault(f"Als Sprache ist eine andere genannt als „{language}“")
    named = [one for one in (document["title"], document["period"]) if one]
    values = (
        ('<rdf:li xml:lang="x-default">', " – ".join(named)),
        ("<dc:creator><rdf:Seq><rdf:li>", document["city"] or document["title"]),
        ("<dc:language><rdf:Bag><rdf:li>", language),
        ("<xmp:CreatorTool>", frame["generator"]),
        ("<pdf:Producer>", frame["generator"]),
    )
    packet = pdf.content(pdf.root.get("Metadata"), PAGE)
    for before, value in values:
        told = f"{before}{escape(value)}<".encode()
        if packet.count(told) != 1:
            raise Fault(f"Statt „{value}“ ist etwas anderes genannt")
        packet = packet.replace(told, f"{before}<".encode())
    if hashlib.sha256(packet).hexdigest() != SHAPE:
        raise Fault("Die Angaben haben eine andere Form, als dieses Programm sie schreibt")
    return f"Titel, Sprache ({language}), Herausgeber und Programm stimmen"


def _text(value: Any) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
