"""What of the registers is not for the public: what an entry lacks, and with whom others met."""

from __future__ import annotations

from typing import Final

from contracts.events.budget import SoftwareRecorded
from contracts.rulebook.finding_remedies import remedy_for
from services.reporting.documents.figures import Facts
from services.reporting.documents.rule_sources import RULE_COLUMN
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.registers import Entry, Registers

_MISSING: Final = {
    "licence_missing": "Lizenz",
    "repository_missing": "Quelltext",
    "documentation_missing": "Dokumentation",
    "software_unpublished": "Veröffentlichung",
    "opencode_missing": "Eintrag bei OpenCoDE",
    "funding_notice_missing": "Förderhinweis",
    "logos_missing": "Logos",
}
_RULES: Final = {
    "licence_missing": "OSS-01",
    "repository_missing": "OSS-01",
    "documentation_missing": "OSS-01",
    "software_unpublished": "OSS-01",
    "opencode_missing": "OSS-03",
    "funding_notice_missing": "PUB-01",
    "logos_missing": "PUB-01",
}
_NUMBER: Final = Column("number", "Nr.", ValueType.INTEGER)


def gaps_table(figures: Registers) -> Table:
    """Every entry in which something is missing (OSS-01, PUB-01)."""
    columns = (
        Column("name", "Eintrag", row_header=True, expected_chars=30),
        Column("register", "Verzeichnis", expected_chars=16),
        _NUMBER,
        Column("missing", "Es fehlt", expected_chars=30),
        Column(RULE_COLUMN, "Regel", expected_chars=8),
        Column("remedy", "Was zu tun ist", expected_chars=44),
    )
    rows = tuple(_gap(one) for one in figures.lacking)
    return Table("gaps", "Einträge mit Lücken", columns, rows)


def partners_table(figures: Registers) -> Table:
    """With whom each exchange was (KNOW-01)."""
    columns = (
        Column("partner", "Mit wem", row_header=True, expected_chars=40),
        _NUMBER,
        Column("held_on", "Am", ValueType.DATE),
    )
    rows = tuple(
        Row((one.partner, one.place.number, one.held_on), facts=Facts.of([one.place.entry_id]))
        for one in figures.exchanges
    )
    return Table("partners", "Mit wem der Austausch war", columns, rows)


def _gap(one: Entry) -> Row:
    name, register = (
        (one.name, "Software")
        if isinstance(one, SoftwareRecorded)
        else (one.title, "Veröffentlichung")
    )
    cells = (
        name,
        register,
        one.place.number,
        ", ".join(_MISSING.get(code, code) for code in one.missing),
        ", ".join(dict.fromkeys(_RULES[code] for code in one.missing if code in _RULES)),
        "; ".join(remedy_for(code) for code in one.missing),
    )
    return Row(cells, facts=Facts.of([one.place.entry_id]))
