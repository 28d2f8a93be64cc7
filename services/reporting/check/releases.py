"""Does the file bear one seal for each release it names, in their order, for these offices?

A seal cut off at the end leaves a file whose first seal is whole: only the releases tell of it.
"""

from __future__ import annotations

from typing import Any

from .outcome import Fault
from .pdf_file import PdfFile
from .spoken import words

_RELEASED = "released"


def check_releases(pdf: PdfFile, frame: dict[str, Any]) -> str:
    """Raises Fault where the seals are not those of the releases, or a state has none or some."""
    releases = frame["releases"]
    if frame["status"] != _RELEASED:
        if releases:
            raise Fault("Ein Entwurf nennt keine Freigabe, dieser schon")
        return "keine: ein Entwurf"
    if not releases:
        raise Fault("Der Bericht heißt freigegeben, nennt aber keine Freigabe")
    wanted = [
        (f"Freigabe{number}", f"Freigabe: {one['office']}")
        for number, one in enumerate(releases, start=1)
    ]
    found = _seals(pdf)
    offices = ", ".join(one["office"] for one in releases)
    if not found and not frame["seal_fields"]:
        return f"{len(wanted)} ({offices}); ohne Siegel sagt das nur die Datei selbst"
    if len(found) != len(wanted):
        raise Fault(f"Die Datei trägt {len(found)} Siegel, nennt aber {len(wanted)} Freigaben")
    for seal, due in zip(found, wanted, strict=True):
        if seal != due:
            raise Fault(
                f"Statt „{due[1]}“ ({due[0]}) steht dort das Siegel „{seal[1]}“ ({seal[0]})"
            )
    return f"{len(wanted)} ({offices}), jede mit ihrem Siegel"


def _seals(pdf: PdfFile) -> list[tuple[str, str]]:
    """Field and reason of each seal, in the order in which they were made."""
    form = pdf.resolve(pdf.root.get("AcroForm")) or {}
    found = []
    for one in pdf.resolve(form.get("Fields")) or []:
        field = pdf.resolve(one)
        value = pdf.resolve(field.get("V"))
        if value is not None:
            length = pdf.resolve(value["ByteRange"])[1]
            found.append((length, words(field["T"]), words(value.get("Reason", b""))))
    return [(name, reason) for _, name, reason in sorted(found)]
