"""Does the running text say what the data say? Heading by heading, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

from .outcome import Fault
from .pdf_file import PdfFile
from .pdf_text import PageText
from .printed import LIGHTS, Cut, blocks, figure_text, says

_ABOUT = "Zu diesem Dokument"
_STATES = {"released": "freigegeben"}
_CODED = 600
"""Bytes of the longest checkpoint that is printed beside the title, with its code."""
_HINTS = {"info": "Hinweis", "warning": "Achtung"}
_ELSEWHERE = ("Table", "Figure", "TOC")
"""What has a check of its own."""
_TEXT = ("H1", "H2", "H3", "H4", "H5", "H6", "P", "Lbl", "LBody")
_LABEL, _FIGURE, _TITLE = Cut(11, 60), Cut(7, 40), Cut(3, 24)
"""Label of a detail, label and note of a key figure, title of a chart; all else is never cut."""


class Due(NamedTuple):
    """A text that must be printed, and what may be left of it."""

    text: str
    cut: Cut | None = None


@dataclass(frozen=True)
class Prose:
    """The printed running text of a file."""

    pdf: PdfFile
    text: PageText

    def check(self, document: dict[str, Any], frame: dict[str, Any]) -> str:
        """The running text is that of the data, no more and no less. Raises Fault naming the first
        difference."""
        titles = [one["title"] for one in blocks(document, "chart")]
        printed = list(self._once(list(self._elements(None)), titles))
        around = [Due(one) for one in _head(document, frame)], [Due(one) for one in _about(frame)]
        wanted = [*around[0], *_texts(document), *around[1]]
        for element, due in zip_longest(printed, wanted):
            if element is None or due is None or not says(self.text, element, *due):
                text = self.text.of(element) if element else ""
                told = due.text if due else ""
                raise Fault(f"Gedruckt ist „{_short(text)}“, in den Daten „{_short(told)}“")
        return f"{len(wanted)} Überschriften, Absätze und Angaben sind die der Daten"

    def _elements(self, above: Any) -> Iterator[dict[str, Any]]:
        """Elements of running text in reading order."""
        node = self.pdf.resolve(self.pdf.root["StructTreeRoot"] if above is None else above)
        kids = self.pdf.resolve(node.get("K"))
        for one in kids if isinstance(kids, list) else [kids]:
            kid = self.pdf.resolve(one)
            if not isinstance(kid, dict) or kid.get("S") in (None, *_ELSEWHERE):
                continue
            if kid["S"] in _TEXT or self._has_ink(kid):
                yield kid
            else:
                yield from self._elements(kid)

    def _once(self, printed: list[dict[str, Any]], titles: list[str]) -> Iterator[dict[str, Any]]:
        """A chart higher than a page is drawn in pieces, and each bears the title again."""
        before = ""
        for one in printed:
            text = self.text.of(one)
            is_again = text == before and any(
                says(self.text, one, title, _TITLE) for title in titles
            )
            if not is_again:
                yield one
            before = text

    def _has_ink(self, element: dict[str, Any]) -> bool:
        """Whether text stands right in it: no frame of ours has any."""
        kids = self.pdf.resolve(element.get("K"))
        found = [self.pdf.resolve(one) for one in (kids if isinstance(kids, list) else [kids])]
        return any(
            isinstance(one, int) or (isinstance(one, dict) and "MCID" in one) for one in found
        )


def has_code(frame: dict[str, Any]) -> bool:
    """Whether the checkpoint stands beside the title, as text and as a code."""
    return 0 < len(frame["checkpoint"].encode()) <= _CODED


def _head(document: dict[str, Any], frame: dict[str, Any]) -> Iterator[str]:
    yield document["title"]
    if document["subtitle"]:
        yield document["subtitle"]
    if has_code(frame):
        lines = " · ".join(one for one in frame["checkpoint"].splitlines() if one)
        yield f"Prüfmarke: {lines}"


def _about(frame: dict[str, Any]) -> Iterator[str]:
    """The last section: on what the report rests and who stands behind it."""
    yield _ABOUT
    if frame["note"]:
        yield frame["note"]
    items = [
        ("Stand", f"{_STATES.get(frame['status'], 'Entwurf')}, Fassung {frame['version']}"),
        *(("Freigegeben", f"{_releaser(one)}, {one['at']}") for one in frame["releases"]),
        ("Datenstand", f"Prüfeintrag {frame['cut_off_position']} ({frame['cut_off_at']})"),
        ("Regelwerk", frame["rule_pack"]),
        ("Programmversion", frame["generator"]),
        ("Inhaltsprüfsumme", f"SHA-256 {frame['content_hash']}"),
        ("Prüfmarke", " | ".join(one for one in frame["checkpoint"].splitlines() if one)),
        ("Berichtslauf", frame.get("run_id", "")),  # reports of earlier programs name none
        ("Schlüssel des Prüfprotokolls", frame["log_key"] and f"SHA-256 {frame['log_key']}"),
        ("Begleitdatei (ZIP)", frame["side_file"] and f"SHA-256 {frame['side_file']}"),
    ]
    for label, text in items:
        if text:
            yield from (label, text)


def _releaser(one: dict[str, Any]) -> str:
    return f"{one['office']}, Kennung {one['mark']}" if one["mark"] else str(one["office"])


def _texts(document: dict[str, Any]) -> Iterator[Due]:
    for part in document["parts"]:
        heading = ": ".join(one for one in (part["annex"], part["title"]) if one)
        if heading:
            yield Due(heading)
        yield from _of_blocks(part["blocks"])
        for section in part["sections"]:
            yield from _of_section(section)


def _of_section(section: dict[str, Any]) -> Iterator[Due]:
    yield Due(section["heading"])
    yield from _of_blocks(section["blocks"])
    for below in section["sections"]:
        yield from _of_section(below)


def _of_blocks(found: list[dict[str, Any]]) -> Iterator[Due]:
    for block in found:
        if block["block"] not in _PRINTED:
            raise Fault(
                f"Die Daten haben einen Block der Art „{block['block']}“, den nichts druckt"
            )
        yield from _PRINTED[block["block"]](block)


def _nothing(_block: dict[str, Any]) -> Iterator[Due]:
    """Tables are compared cell by cell elsewhere."""
    yield from ()


def _list(block: dict[str, Any]) -> Iterator[Due]:
    for number, one in enumerate(block["items"], start=1):
        yield from (Due(f"{number}." if block["ordered"] else "•"), Due(_words(one)))


def _hint(block: dict[str, Any]) -> Iterator[Due]:
    yield Due(f"{_HINTS[block['kind']]}: {_words(block['paragraph'])}")


def _details(block: dict[str, Any]) -> Iterator[Due]:
    if block["caption"]:
        yield Due(block["caption"])
    for one in block["items"]:
        yield from (Due(one["label"], _LABEL), Due(one["text"]))


def _key_figures(block: dict[str, Any]) -> Iterator[Due]:
    if block["caption"]:
        yield Due(block["caption"])
    for one in block["figures"]:
        figure = f"{figure_text(one)} {one['note']}"
        yield from (Due(one["label"], _FIGURE), Due(figure, _FIGURE if one["note"] else None))


def _status(block: dict[str, Any]) -> Iterator[Due]:
    yield Due(f"{LIGHTS[block['light']]}: {block['text']}")


def _chart(block: dict[str, Any]) -> Iterator[Due]:
    yield Due(block["title"], _TITLE)


def _approval(block: dict[str, Any]) -> Iterator[Due]:
    yield Due(_words(block["statement"]))
    yield from (Due(f"{one['role']} (Ort, Datum, Unterschrift)") for one in block["signatures"])


def _paragraph(block: dict[str, Any]) -> Iterator[Due]:
    yield Due(_words(block))


_PRINTED: dict[str, Callable[[dict[str, Any]], Iterator[Due]]] = {
    "table": _nothing,
    "paragraph": _paragraph,
    "list": _list,
    "hint": _hint,
    "details": _details,
    "key_figures": _key_figures,
    "status": _status,
    "chart": _chart,
    "approval": _approval,
}


def _words(paragraph: dict[str, Any]) -> str:
    return "".join(one["text"] for one in paragraph["runs"])


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"
