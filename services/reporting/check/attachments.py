"""The files a report carries: each found the same on every way a reader may take to it."""

from __future__ import annotations

from typing import Any

from .outcome import Fault
from .pdf_file import PdfFile
from .pdf_objects import Ref

_SPEC = {"Type", "F", "UF", "Desc", "AFRelationship", "EF"}


def attachments(pdf: PdfFile) -> dict[str, bytes]:
    """Content by name. Raises Fault where list and name tree or the two names of a file differ."""
    specs = pdf.resolve(pdf.root.get("AF")) or []
    names = pdf.resolve(pdf.root.get("Names")) or {}
    tree = pdf.resolve(names.get("EmbeddedFiles")) or {}
    listed = pdf.resolve(tree.get("Names")) or []
    if set(names) - {"EmbeddedFiles"} or set(tree) - {"Names"} or listed[1::2] != specs:
        raise Fault("Das Verzeichnis der Anlagen nennt andere Dateien als der Bericht")
    found: dict[str, bytes] = {}
    for name, one in zip(listed[::2], specs, strict=True):
        spec = pdf.resolve(one)
        text = name.decode("latin-1")
        if set(spec) != _SPEC or not spec["F"] == spec["UF"] == name:
            raise Fault(f"Die Anlage {text} ist anders eingetragen, als sie sein darf")
        if text in found:
            raise Fault(f"Die Anlage {text} gibt es zweimal")
        found[text] = pdf.content(_one(pdf, text, pdf.resolve(spec["EF"])))
    return found


def _one(pdf: PdfFile, name: str, files: dict[str, Any]) -> Ref:
    """The stream both entries name."""
    if set(files) != {"F", "UF"} or files["F"] != files["UF"] or not isinstance(files["F"], Ref):
        raise Fault(f"Die Anlage {name} hat zwei verschiedene Inhalte")
    return files["F"]
