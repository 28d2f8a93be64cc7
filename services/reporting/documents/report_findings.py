"""A table of what a report finds in its own figures: by which rule, and what would help.

Where each rule is written stands in the annex of rules, which cites whatever the column `rule`
names. One row a kind of finding with everything it concerns, so that a long plan stays short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from contracts.rulebook.report_findings import REPORT_FINDINGS
from services.reporting.documents.rule_sources import RULE_COLUMN
from services.reporting.documents.tables import Column, Row, Table

Found = tuple[str, str]
"""Code of the finding, and what it concerns as the report calls it."""
MOST_NAMED: Final = 6
_CAPTIONS: Final = {
    "statement_findings": "Was vom Plan abweicht oder offen ist, mit Regel und Rat",
    "flow_findings": "Was am Mittelabfluss auffällt, mit Regel und Rat",
    "portfolio_findings": "Was an Maßnahmen auffällt, mit Regel und Rat",
    "measure_findings": "Was an gemeldeten Maßnahmen auffällt, mit Regel und Rat",
    "factual_findings": "Was im Sachbericht fehlt oder abweicht, mit Regel und Rat",
    "inventory_findings": "Was im Inventar offen ist, mit Regel und Rat",
    "interest_findings": "Was Zinsen kostet oder kosten wird, mit Regel und Rat",
}
_COLUMNS: Final = (
    Column("point", "Was auffällt", row_header=True, expected_chars=26),
    Column("where", "Wo", expected_chars=30),
    Column(RULE_COLUMN, "Regel", expected_chars=8),
    Column("remedy", "Was zu tun ist", expected_chars=36),
)


def findings_blocks(key: str, found: Iterable[Found]) -> Iterator[Table]:
    """The table under its key and caption; nothing where nothing was found."""
    places: dict[str, dict[str, None]] = {}
    for code, where in found:
        places.setdefault(code, {})[where] = None
    rows = tuple(
        Row((one.word, named(tuple(places[code])), one.rule, one.remedy))
        for code, one in REPORT_FINDINGS.items()
        if code in places
    )
    if rows:
        yield Table(key, _CAPTIONS[key], _COLUMNS, rows)


def named(places: Sequence[str]) -> str:
    """The first of them, and how many more."""
    shown = ", ".join(places[:MOST_NAMED])
    rest = len(places) - MOST_NAMED
    return f"{shown} und {rest} weitere" if rest > 0 else shown
