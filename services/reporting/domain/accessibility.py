"""The accessibility of this application as data: claims, how they are checked, what is not met.

The statement (R22) prints this and adds nothing; a new check or a new gap is a line here. BITVNRW,
EN 301 549 V3.2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

State = Literal["met", "partly", "unmet"]


@dataclass(frozen=True)
class Criterion:
    """One kind of content: the standard that holds, whether it is met, how that is checked."""

    content: str
    rule: str
    standard: str
    state: State
    check: str


@dataclass(frozen=True)
class Gap:
    """Content that is not accessible: why, and what can be used instead."""

    content: str
    reason: str
    instead: str


CRITERIA: Final = (
    Criterion(
        "Seiten der Anwendung",
        "ACC-02",
        "EN 301 549, Kapitel 9 (WCAG 2.1 A und AA)",
        "partly",
        "axe-core auf jeder Seite, Tastatur, 320 Pixel, ohne JavaScript; bei jeder Änderung",
    ),
    Criterion(
        "Berichte als PDF",
        "ACC-03",
        "PDF/UA-1",
        "met",
        "veraPDF für jede Berichtsart, dazu eigener Abgleich von Struktur und Inhalt",
    ),
    Criterion(
        "Berichte als Archivdatei",
        "ACC-04",
        "PDF/A-3, Stufe a",
        "met",
        "veraPDF für jede Berichtsart",
    ),
    Criterion(
        "Berichte als Webseite",
        "ACC-02",
        "EN 301 549, Kapitel 9 (WCAG 2.1 A und AA)",
        "met",
        "axe-core; dieselben Zahlen wie im PDF, Grafiken mit Textfassung und Tabelle",
    ),
    Criterion(
        "Berichte als Arbeitsmappe und Textdokument",
        "ACC-02",
        "EN 301 549, Kapitel 10",
        "partly",
        "Tabellen mit Kopfzeilen und benannten Bereichen; keine selbsttätige Prüfung",
    ),
)
GAPS: Final = (
    Gap(
        "Belege und andere hochgeladene Dateien",
        "Sie werden gezeigt, wie der Absender sie geschickt hat, und sind oft nicht barrierefrei.",
        "Für elektronische Rechnungen gibt es eine eigene Ansicht ihrer Angaben.",
    ),
    Gap(
        "Sehr breite Tabellen auf schmalen Bildschirmen",
        "Sie rollen seitlich in einem eigenen Bereich, der mit der Tastatur erreichbar ist.",
        "Dieselben Zahlen stehen in der CSV-Datei und in der Arbeitsmappe.",
    ),
    Gap(
        "Prüfung durch Menschen mit Hilfsmitteln",
        "Sie steht noch aus; selbsttätige Prüfungen finden nicht jede Hürde.",
        "Hürden bitte melden: Sie werden beantwortet und behoben.",
    ),
)


def conformity(criteria: tuple[Criterion, ...] = CRITERIA) -> State:
    """The claim as a whole: met where everything is, unmet where nothing is, else partly."""
    states = {one.state for one in criteria}
    return states.pop() if len(states) == 1 else "partly"
