"""Do the charts say what the data say? Their sentence, their words, and the amounts at bars.

Bars and columns are measured too (`lengths`), curves against their scale (`curves`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .chart_words import after, bar_words, column_words, curve_words, legend_words
from .curves import check_curves
from .lengths import check_lengths
from .outcome import Fault
from .pdf_file import PdfFile
from .pdf_text import PageText, elements, page_numbers
from .places import Shape
from .printed import blocks, same
from .prose import has_code
from .qr_code import read_code
from .reading_order import ReadingOrder

_CODE = "QR-Code mit der unterschriebenen Prüfmarke des Prüfprotokolls über {} Einträge"

_AROUND = 6.0
"""Points that a marker or a line may stand out."""
_WORDS = {"bar": bar_words, "column": column_words}
"""Kinds of charts that bear their amounts; lines over time have a scale instead."""
_NO_VALUES = "Noch keine Werte"


@dataclass(frozen=True)
class Pictures:
    """The figures of a file: logo and code beside the title, the charts below."""

    pdf: PdfFile
    text: PageText
    order: ReadingOrder

    def check(self, document: dict[str, Any], frame: dict[str, Any]) -> str:
        """Every chart in its order and no other figure. Raises Fault naming what differs."""
        charts = list(blocks(document, "chart"))
        drawn = list(elements(self.pdf, "Figure"))
        below = [one for sect in self._parts() for one in elements(self.pdf, "Figure", sect)]
        self._beside_title(drawn[: len(drawn) - len(below)], frame)
        self._boxes(drawn)
        rest = iter(drawn[len(drawn) - len(below) :])
        measured = [self._chart(chart, rest) for chart in charts]
        if next(rest, None) is not None:
            raise Fault("Gedruckt ist ein Diagramm, das die Daten nicht haben")
        said = f"{len(charts)} Diagramme: {_said(is_measured=all(measured))}"
        return (
            f"{said}; der QR-Code zeigt die gedruckte Prüfmarke" if self._is_read(frame) else said
        )

    def _is_read(self, frame: dict[str, Any]) -> bool:
        first = next(page_numbers(self.pdf))
        return has_code(frame) and first in self.order.measured

    def _parts(self) -> Iterator[dict[str, Any]]:
        """The parts of the document: sections right below it."""
        (whole,) = elements(self.pdf, "Document")
        kids = [self.pdf.resolve(one) for one in self.pdf.resolve(whole["K"])]
        yield from (one for one in kids if one["S"] == "Sect")

    def _boxes(self, drawn: list[dict[str, Any]]) -> None:
        """What a program outlines as the figure holds all that is drawn in it."""
        for one in drawn:
            left, low, right, top = self.pdf.resolve(one["A"])["BBox"]
            for each in self._shapes(one):
                beside = each.left < left - _AROUND or each.right > right + _AROUND
                if beside or each.low < low - _AROUND or each.top > top + _AROUND:
                    raise Fault("Ein Bild ist an einer anderen Stelle eingetragen als gezeichnet")

    def _beside_title(self, found: list[dict[str, Any]], frame: dict[str, Any]) -> None:
        """The code of the checkpoint and at most the logo, which the data leave out: no words."""
        code = _CODE.format(frame["cut_off_position"])
        messages = [_message(one) for one in found]
        if has_code(frame) and code not in messages:
            raise Fault("Dem Bericht fehlt der QR-Code der Prüfmarke")
        if len([one for one in messages if one != code]) > 1 or messages.count(code) > 1:
            raise Fault("Neben dem Titel steht ein Bild, das dort nicht hingehört")
        if any(self.text.of(one).strip() for one in found):
            raise Fault("In einem Bild neben dem Titel steht Text")
        for one in (one for one in found if _message(one) == code):
            self._code(one, frame["checkpoint"].encode())

    def _code(self, one: dict[str, Any], note: bytes) -> None:
        """What a telephone reads is the printed checkpoint; earlier programs wrote its bytes as
        letters of Latin-1."""
        if one["Pg"].number not in self.order.measured:
            return
        if read_code(self._shapes(one)) not in (note, note.decode("latin-1").encode()):
            raise Fault("Der QR-Code zeigt eine andere Prüfmarke als die gedruckte")

    def _shapes(self, one: dict[str, Any]) -> list[Shape]:
        kids, page = self.pdf.resolve(one["K"]), one["Pg"].number
        return [each for kid in kids for each in self.order.shapes.get((page, kid), ())]

    def _chart(self, chart: dict[str, Any], found: Iterator[dict[str, Any]]) -> bool:
        """One figure, or several that share the categories of a chart higher than a page. Whether
        all of its bars and curves could be measured."""
        first, is_measured = 0, True
        while first == 0 or first < len(chart["categories"]):
            one = next(found, None)
            if one is None or not same(chart["message"], _message(one)):
                raise Fault(f"Diagramm „{chart['title']}“: gedruckt ist eine andere Aussage")
            through = self._words(chart, first, self.text.of(one))
            if through is None:
                raise Fault(f"Diagramm „{chart['title']}“: gedruckt ist eine andere Beschriftung")
            if chart["kind"] == "bar" and self._is_free(one):
                raise Fault(
                    f"Diagramm „{chart['title']}“: die Beträge stehen nicht bei ihren Namen"
                )
            is_measured &= self._measure(chart, first, through, one)
            first = through
        return is_measured

    def _measure(self, chart: dict[str, Any], first: int, end: int, one: dict[str, Any]) -> bool:
        """Not where the step of the drawing stopped before this page and said why. A figure in
        which nothing is drawn is measured too: its bars are missing."""
        page, kids = one["Pg"].number, self.pdf.resolve(one["K"])
        if page not in self.order.measured:
            return False
        shapes = self._shapes(one)
        if chart["kind"] in _WORDS:
            check_lengths(chart, first, min(end, len(chart["categories"])), shapes)
        else:
            words = [each for kid in kids for each in self.order.figure_words.get((page, kid), ())]
            check_curves(chart, shapes, words)
        return True

    def _is_free(self, figure: dict[str, Any]) -> bool:
        kids = self.pdf.resolve(figure["K"])
        return any((figure["Pg"].number, one) in self.order.free for one in kids)

    def _words(self, chart: dict[str, Any], first: int, printed: str) -> int | None:
        """How many categories are done behind this figure (at least 1); None if it differs."""
        rest, at = after(printed, legend_words(chart)), first
        if chart["kind"] not in _WORDS:
            is_told = rest is not None and curve_words(chart, rest)
            return max(1, len(chart["categories"])) if is_told else None
        if not chart["categories"] and rest is not None:
            return 1 if after(rest, [_NO_VALUES]) == "" else None
        while rest and at < len(chart["categories"]):
            rest = after(rest, _WORDS[chart["kind"]](chart, at))
            at += 1
        return at if rest == "" and at > first else None


def _said(*, is_measured: bool) -> str:
    """What was compared and what was not."""
    if is_measured:
        return "Aussagen, Beschriftungen, Farben, Balken und Kurven sind die der Daten"
    compared = "Aussagen und Beschriftungen sind die der Daten"
    return f"{compared}; Längen der Balken und Kurven sind nicht verglichen"


def _message(figure: dict[str, Any]) -> str:
    """The alternative text."""
    raw: bytes = figure.get("Alt", b"")
    return raw.removeprefix(b"\xfe\xff").decode("utf-16-be")
