"""Do the fields that show a seal say what the data say, and each signature beside them the same?

Text, description and alternative text of a field are drawn by the report; reason and place are
entries of the signature. The names in the certificate are the business of the step for the seal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .chart_words import after
from .outcome import Fault
from .pdf_file import PdfFile
from .pdf_objects import Ref, Stream
from .pdf_text import PageText, elements, page_numbers
from .printed import same

_NAME = re.compile(r"Freigabe([1-9]\d?)")
_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)\d\d(?:Z|([+-]\d\d)'(\d\d)'?)?")
_ENTRIES = {
    "Type", "Filter", "SubFilter", "ByteRange", "Contents", "M", "Location", "Reason",
}  # fmt: skip
_TEXT_MARK = b"\xfe\xff"


@dataclass(frozen=True)
class SealWords:
    """The fields for seals in a file, whether they show or not, signed or not."""

    pdf: PdfFile
    text: PageText

    def check(self, document: dict[str, Any], frame: dict[str, Any]) -> str:
        """Raises Fault naming the first field that says something else."""
        shown, releases = frame.get("seal_fields", []), frame["releases"]
        fields = list(self._fields())
        visible = [one for one in fields if "AP" in one]
        if [_text(one.get("T")) for one in visible] != shown:
            raise Fault("Gezeigt sind andere Siegelfelder, als die Daten nennen")
        alternatives = [_text(one.get("Alt")) for one in elements(self.pdf, "Form")]
        if len(alternatives) != len(shown):
            raise Fault("Der Strukturbaum nennt andere Siegelfelder als die Daten")
        for at, (field, alternative) in enumerate(zip(visible, alternatives, strict=True)):
            who = _releaser(releases[at]) if at < len(releases) else ""
            lines = [f"Elektronisches Siegel: {document['city']}", f"Freigabe: {who}"]
            self._visible(field, alternative, lines)
        signed = [one for one in fields if "V" in one]
        said = [self._signature(one, document["city"], releases) for one in signed]
        count = f"{len(shown)} sichtbare Felder" if shown else "kein sichtbares Feld"
        return "; ".join([count, *said])

    def _fields(self) -> Iterator[dict[str, Any]]:
        """Every field of a page, which the form of the file must list too, once and in order."""
        found = []
        for number in page_numbers(self.pdf):
            for one in self.pdf.resolve(self.pdf.get(number).get("Annots")) or []:
                if self.pdf.resolve(one).get("Subtype") == "Widget":
                    found.append(one)
        form = self.pdf.resolve(self.pdf.root.get("AcroForm")) or {}
        listed = self.pdf.resolve(form.get("Fields")) or []
        if {_number(one) for one in listed} != {_number(one) for one in found}:
            raise Fault("Das Formular der Datei nennt andere Felder als ihre Seiten")
        yield from (self.pdf.resolve(one) for one in found)

    def _visible(self, field: dict[str, Any], alternative: str, lines: list[str]) -> None:
        name, spoken = _text(field["T"]), ". ".join(lines)
        form = self.pdf.resolve(self.pdf.resolve(field["AP"]).get("N"))
        if not isinstance(form, Stream) or after(self.text.of_form(form), lines) != "":
            raise Fault(f"Das Siegelfeld {name} zeigt anderes als „{spoken}“")
        if not same(spoken, _text(field.get("TU"))) or not same(spoken, alternative):
            raise Fault(f"Das Siegelfeld {name} ist anders beschrieben als „{spoken}“")

    def _signature(self, field: dict[str, Any], city: str, releases: list[Any]) -> str:
        """What the signature says of itself: the office that released, the city, and when.

        A draft has been released by nobody: a seal on it speaks for itself.
        """
        value, name = self.pdf.resolve(field["V"]), _text(field.get("T"))
        reason, place = _text(value.get("Reason")), _text(value.get("Location"))
        match = _NAME.fullmatch(name)
        if match and (strange := value.keys() - _ENTRIES):
            raise Fault(
                f"Im Siegel {name} steht /{min(strange)}, das dieses Programm nicht schreibt"
            )
        if match and releases:
            number = int(match[1])
            due = f"Freigabe: {releases[number - 1]['office']}" if number <= len(releases) else ""
            if reason != due:
                raise Fault(
                    f"Im Siegel {name} steht „{reason}“, nach den Daten „{due or 'nichts'}“"
                )
            if place != city:
                raise Fault(f"Im Siegel {name} steht „{place}“, nach den Daten „{city}“")
        return f"{name}: „{reason}“, {place}, nach eigener Angabe {_when(_text(value.get('M')))}"


def _releaser(one: dict[str, Any]) -> str:
    return f"{one['office']}, Kennung {one['mark']}" if one["mark"] else str(one["office"])


def _when(text: str) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        return "ohne Zeitangabe"
    year, month, day, hour, minute, east, _ = match.groups()
    zone = f"UTC{east}" if east and int(east) else "UTC"
    return f"am {day}.{month}.{year} um {hour}:{minute} ({zone})"


def _number(one: Any) -> int:
    if not isinstance(one, Ref):
        raise Fault("Ein Formularfeld steht nicht als eigenes Objekt in der Datei")
    return one.number


def _text(value: Any) -> str:
    """A text string of the file (ISO 32000-1, 7.9.2.2)."""
    if not isinstance(value, bytes):
        return ""
    if value.startswith(_TEXT_MARK):
        return value[2:].decode("utf-16-be", "replace")
    return value.decode("latin-1")
