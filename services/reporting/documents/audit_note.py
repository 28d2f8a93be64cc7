"""Audit note (R18, Prüfungsvermerk): scope, sample, findings, result, signature per audit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from contracts.events.budget.audit_cases import SampleTerms
from services.reporting.documents.approval import Approval, Signature
from services.reporting.documents.audit_note_tables import (
    answers_table,
    findings_table,
    sample_table,
)
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.source import Heading
from services.reporting.documents.text import Detail, Details, Emphasis, Paragraph, Run
from services.reporting.documents.values import ValueType
from services.reporting.domain.audit_note import AuditLine
from shared.money import format_euro
from shared.periods import german_date

TYPE: Final = "audit-note"
_KINDS: Final = {"cursory": "Kursorische Prüfung", "in_depth": "Vertiefte Prüfung"}
_RESULTS: Final = {
    "without_objection": "Ohne Beanstandung",
    "with_objection": "Mit Beanstandungen",
    "rejected": "Nicht anerkannt",
}


def audit_note_document(heading: Heading, lines: tuple[AuditLine, ...]) -> Document:
    """A section per audit; without any the note says so."""
    day = german_date(heading.period.last_day)
    if lines:
        sections = tuple(_section(one) for one in lines)
    else:
        text = f"Bis zum {day} hat noch keine Prüfung begonnen (MUN-10)."
        sections = (Section("Prüfungen", (Paragraph.of(text),)),)
    parts = (Part("audits", sections),)
    return heading.document(TYPE, "Prüfungsvermerk", f"Stand {day}", parts)


def _section(one: AuditLine) -> Section:
    opened = one.fact.opened
    kind = _KINDS.get(opened.kind, opened.kind)
    return Section(
        f"{opened.number}. {kind}",
        (Details(tuple(_details(one))), _counts(one)),
        (
            Section("Stichprobe", tuple(_sample(one))),
            Section("Feststellungen", tuple(_findings(one))),
            Section("Ergebnis", tuple(_result(one))),
        ),
    )


def _details(one: AuditLine) -> Iterator[Detail]:
    fact = one.fact
    yield Detail("Umfang", fact.opened.scope)
    yield Detail("Grundlage", "Aufgaben der Rechnungsprüfung (MUN-10)")
    yield Detail("Begonnen am", german_date(fact.opened_on))
    if fact.opened.due_on is not None:
        yield Detail("Abzuschließen bis", german_date(fact.opened.due_on))
    closed = german_date(fact.closed_on) if fact.closed_on else "noch nicht"
    yield Detail("Abgeschlossen am", closed)


def _counts(one: AuditLine) -> KeyFigures:
    count, findings = ValueType.INTEGER, one.findings
    ids = Facts.of([each.recorded.finding_id for each in findings])
    waiting = [each.recorded.finding_id for each in findings if each.answered_on is None]
    return KeyFigures(
        (
            KeyFigure("Belege der Stichprobe", len(one.fact.opened.sample), count),
            KeyFigure("Feststellungen", len(findings), count, facts=ids),
            KeyFigure("davon ohne Antwort", len(waiting), count, facts=Facts.of(waiting)),
            KeyFigure("Beanstandet", one.objected_cents, facts=ids),
        ),
        caption=f"Prüfung {one.fact.opened.number} in Zahlen",
    )


def _sample(one: AuditLine) -> Iterator[Block]:
    terms = one.fact.opened.terms
    if terms is None:
        yield Paragraph.of("Geprüft wurde auf Schlüssigkeit, ohne Stichprobe von Belegen.")
        return
    yield Paragraph.of(
        f"Von {terms.population} Belegen {_by_limit(one, terms)}{terms.drawn} ausgeloste. "
        "Die Auslosung lässt sich "
        f"wiederholen: Startwert „{terms.seed}“; die Prüfsumme der Grundgesamtheit ist "
        f"{terms.population_sha256}."
    )
    yield sample_table(one)


def _by_limit(one: AuditLine, terms: SampleTerms) -> str:
    if terms.limit_cents == 0:
        return ""
    return f"alle ab {format_euro(terms.limit_cents)} ({one.fact.opened.by_limit}) und "


def _findings(one: AuditLine) -> Iterator[Block]:
    if not one.findings:
        yield Paragraph.of("Es ist nichts festgestellt.")
    yield findings_table(one)


def _result(one: AuditLine) -> Iterator[Block]:
    note = one.note
    if note is None:
        yield Paragraph.of("Der Vermerk ist noch nicht abgeschlossen.")
        return
    yield answers_table(one.fact.opened.number, note)
    yield Paragraph.of(Run(_RESULTS.get(note.result, note.result), Emphasis.STRONG))
    yield Paragraph.of(note.text)
    statement = Paragraph.of("Die Prüfung ist nach bestem Wissen durchgeführt.")
    yield Approval(statement, (Signature("Rechnungsprüfung"),))
