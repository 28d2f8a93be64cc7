"""A reader of paper cannot click: the last annex says where each named rule is written."""

from __future__ import annotations

from contracts.rulebook import RULEBOOK
from services.reporting.documents.document import Part, Section
from services.reporting.documents.rule_sources import with_rule_sources
from services.reporting.documents.tables import Column, LazyRows, Row, Table

COLUMNS = (Column("step", "Schritt", row_header=True), Column("rule", "Regel"))


def table(key: str, *rules: str | None) -> Table:
    return Table(key, "Titel", COLUMNS, tuple(Row(("x", one)) for one in rules))


def test_every_named_rule_is_cited_once() -> None:
    below = Section("Unten", (table("b", "PLAN-02", None),))
    parts = (
        Part("main", (Section("Oben", (table("a", "PRG-03, ELG-10", "–"),), (below,)),)),
        Part("more", blocks=(table("c", "PLAN-02", "XX-99"),), title="Mehr", annex="Anlage 1"),
    )
    annex = with_rule_sources(parts)[-1]
    (cited,) = annex.blocks
    assert annex.heading == "Anlage 2: Regeln und Fundstellen"
    assert isinstance(cited, Table)
    assert [row.cells for row in cited.rows] == [
        (one, RULEBOOK.rules[one].title, RULEBOOK.rules[one].citation)
        for one in ("ELG-10", "PLAN-02", "PRG-03")
    ]


def test_a_report_without_rules_keeps_its_parts() -> None:
    lazy = Table("l", "Titel", COLUMNS, LazyRows(lambda: iter([Row(("x", "ELG-10"))])))
    plain = Table("p", "Titel", (COLUMNS[0],), (Row(("ELG-10",)),))
    parts = (Part("main", blocks=(lazy, plain, table("e"))),)
    assert with_rule_sources(parts) == parts
