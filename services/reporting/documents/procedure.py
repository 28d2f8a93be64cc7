"""Procedure documentation (Verfahrensdokumentation, GOB-04): what, who, how, controls, versions.

Generated from the assembled system, the rule register, the promised events and the settings, so it
cannot say anything else than the program does. Source: GoBD; boundary GOV-04: § 94 (2) GO NRW.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.events.snapshots import GrantSnapshot
from contracts.roles import Role
from contracts.rulebook.matrix import MatrixRow
from contracts.rulebook.record import Record
from contracts.system import Route, System
from contracts.topics import CHECKPOINTS, EVENTS, KEYS
from services.reporting.documents.compliance_matrix import (
    matrix_table,
    results_note,
    scenario_table,
)
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import BulletList, Detail, Details, Paragraph

TYPE: Final = "procedure-documentation"
TITLE: Final = "Verfahrensdokumentation"
NO_GRANT: Final = "alle Zuwendungen"
SECOND_PERSON: Final = ("/confirmation", "/release")
"""How the ways end on which another person than the first one has to act."""

_PURPOSE: Final = (
    "Das Verfahren führt Buch über Zuwendungen, mit denen die Stadt gefördert wird: welche "
    "Ausgabe zuwendungsfähig ist, was davon abgerufen werden darf und wer das festgestellt und "
    "freigegeben hat. Es erzeugt Abrufe, Berichte und Nachweise als Dokumente."
)
_BOUNDARY: Final = (
    "Es ist ein Nebenbuch zum Nachweis (GOV-04). Es erteilt keine Zahlungsanordnung, erzeugt keine "
    "Zahlungsdatei und bucht nichts in die Finanzbuchhaltung zurück; Zahlungen und Kontierungen "
    "übernimmt es von dort. Die Bücher der Stadt bleiben in ihrem Finanzverfahren."
)
_FLOW: Final = (
    "budget nimmt Zuwendungen, Pläne, Ausgaben und Abrufe auf, prüft sie gegen die Regeln und "
    "schreibt jede Änderung im selben Vorgang als Ereignis.",
    f"Der Ereignisstrom ({EVENTS}) ist eine einzige Folge; {KEYS} trägt die Schlüssel, mit denen "
    f"Namen von Gläubigern löschbar bleiben, {CHECKPOINTS} die signierten Prüfmarken.",
    "audit legt jedes Ereignis Byte für Byte ab und bildet darüber einen Hashbaum; eine Änderung "
    "im Nachhinein fällt bei der Prüfung auf.",
    "reporting rechnet aus den Ereignissen Berichte zu einem Stichtag und bewahrt jede Fassung.",
)
_BACKUP: Final = (
    "Sicherung und Wiederherstellung beschreibt das Betriebshandbuch (deploy/BETRIEB.md, "
    "Abschnitte „Sicherung“ und „Wiederherstellung“). Zu sichern sind die drei Datenbanken, der "
    "Ereignisstrom, die Belege und die Schlüssel."
)


@dataclass(frozen=True)
class ProcedureFacts:
    """What the documentation is made of; `settings` are labels with texts, no secret among them."""

    city: str
    generator: str
    system: System
    rules: Sequence[MatrixRow]
    event_types: Sequence[str]
    grants: Sequence[GrantSnapshot]
    settings: Sequence[tuple[str, str]]
    record: Record | None = None


def procedure_document(facts: ProcedureFacts) -> Document:
    """The documentation as a value; the same facts give the same document."""
    sections = (
        Section("Zweck", (Paragraph.of(_PURPOSE),)),
        Section("Abgrenzung", (Paragraph.of(_BOUNDARY),)),
        Section("Dienste und Datenfluss", (_bullets(_FLOW),)),
        Section("Rollen", (_roles(facts.system),)),
        Section("Vier-Augen-Punkte", (_second_person(facts.system),)),
        Section("Regelpakete", (_packs(facts.system), _packs_in_force(facts.grants))),
        Section("Daten und ihr Ort", (_stock(facts.system),)),
        Section("Sicherung und Wiederherstellung", (Paragraph.of(_BACKUP),)),
        Section("Fassungen und Einstellungen", (_versions(facts),)),
    )
    annexes = (
        _annex(1, "rights", "Rechte je Weg", _rights(facts.system)),
        _annex(
            2,
            "matrix",
            "Regelverzeichnis",
            results_note(facts.record, facts.rules),
            matrix_table(facts.rules),
            scenario_table(facts.rules),
        ),
        _annex(3, "events", "Ereignisse", _events(facts.event_types)),
    )
    return Document(
        type=TYPE,
        title=TITLE,
        subtitle="Was das Verfahren tut, wer was darf und wie es kontrolliert wird (GoBD)",
        city=facts.city,
        grant=NO_GRANT,
        grant_id="",
        period=facts.generator,
        period_key="",
        parts=(Part("main", sections), *annexes),
    )


def _annex(number: int, key: str, title: str, *blocks: Block) -> Part:
    return Part(key, blocks=blocks, title=title, annex=f"Anlage {number}")


def _bullets(texts: Sequence[str]) -> BulletList:
    return BulletList(tuple(Paragraph.of(one) for one in texts), ordered=True)


def _roles(system: System) -> Table:
    rows = tuple(
        Row(
            (
                role.label,
                _count(system, role, reads=True),
                _count(system, role, reads=False),
            )
        )
        for role in Role
    )
    return _table(
        "roles",
        "Rollen und die Zahl der Wege, die ihnen offenstehen",
        [("role", "Rolle", 30), ("reads", "lesende Wege", 12), ("writes", "ändernde Wege", 12)],
        rows,
    )


def _count(system: System, role: Role, *, reads: bool) -> str:
    found = [one for one in system.routes if role in one.roles]
    return str(sum(one.way.startswith("GET ") == reads for one in found))


def _second_person(system: System) -> Table:
    rows = tuple(
        Row((one.way, _who(one)))
        for one in system.routes
        if one.is_program and one.way.endswith(SECOND_PERSON)
    )
    caption = "Wege, auf denen eine andere Person handelt als die erste"
    return _table("four_eyes", caption, [("way", "Weg", 50), ("who", "Rollen", 40)], rows)


def _packs(system: System) -> Table:
    rows = tuple(Row((one.id, one.version, one.title, one.source)) for one in system.packs)
    columns = [("id", "Paket", 14), ("version", "Fassung", 8), ("title", "Titel", 36)]
    return _table("packs", "Mitgelieferte Regelpakete", [*columns, ("source", "Quelle", 40)], rows)


def _packs_in_force(grants: Sequence[GrantSnapshot]) -> Table:
    rows = tuple(
        Row((one.grant_id, one.terms[-1].rule_pack, one.terms[-1].rule_pack_version))
        for one in grants
        if one.terms
    )
    columns = [("grant", "Zuwendung", 24), ("pack", "Regelpaket", 20), ("version", "Fassung", 12)]
    return _table("packs_in_force", "Regelpakete der Zuwendungen", columns, rows)


def _stock(system: System) -> Table:
    rows = tuple(
        Row((f"{service}.{table}", f"Datenbank {service}"))
        for service, tables in system.tables.items()
        for table in tables
    )
    stream = tuple(Row((one, "Ereignisstrom")) for one in (EVENTS, KEYS, CHECKPOINTS))
    files = (Row(("Belege und Bescheide", "Dateiablage, Name ist die SHA-256 des Inhalts")),)
    columns = [("what", "Bestand", 36), ("where", "Ort", 40)]
    return _table("stock", "Was wo aufbewahrt wird", columns, (*rows, *stream, *files))


def _versions(facts: ProcedureFacts) -> Details:
    return Details(
        (
            Detail("Programm", facts.generator),
            Detail("Bibliotheken", f"SHA-256 der Festschreibung {facts.system.lock}"),
            *(Detail(label, text) for label, text in facts.settings),
        )
    )


def _rights(system: System) -> Table:
    rows = tuple(Row((one.way, _who(one))) for one in system.routes)
    return _table("rights", "Wege und Rollen", [("way", "Weg", 50), ("who", "Rollen", 50)], rows)


def _events(types: Sequence[str]) -> Table:
    rows = tuple(Row((one,)) for one in sorted(types))
    return _table("events", "Arten der Ereignisse", [("type", "Art", 60)], rows)


def _who(route: Route) -> str:
    return ", ".join(_labels(route)) or "ohne Anmeldung"


def _labels(route: Route) -> Iterator[str]:
    return (role.label for role in Role if role in route.roles)


def _table(
    key: str, caption: str, columns: Sequence[tuple[str, str, int]], rows: tuple[Row, ...]
) -> Table:
    """A table of texts; the first column names the row."""
    shaped = tuple(
        Column(name, label, row_header=number == 0, expected_chars=chars)
        for number, (name, label, chars) in enumerate(columns)
    )
    return Table(key, caption, shaped, rows)
