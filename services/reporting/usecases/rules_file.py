"""Every rule with all that decides and proves it, as data within the PDF of a proof of use.

The annex on paper counts scenarios; their names belong to the release, so the file is the same for
every report that this program draws. A stored report of other rules or another record gets none: it
would name scenarios and results that its own annex did not print.
"""

from __future__ import annotations

from typing import Any, Final

import rfc8785

from contracts.rulebook.matrix import MatrixRow, load_matrix
from contracts.rulebook.record import Record, load_record
from services.reporting.documents import Document
from services.reporting.documents.compliance_matrix import brief_table, results_note

_FORMAT: Final = "foerdernachweis-regeln-1"


def rules_file(document: Document) -> bytes | None:
    """The file for a document with the annex of all rules; None for every other."""
    rules, record = list(load_matrix().values()), load_record()
    due = brief_table(rules, record)
    printed = any(one.key == due.key and tuple(one.rows) == due.rows for one in document.tables())
    if not printed or results_note(record, rules) not in document.blocks():
        return None
    return rfc8785.dumps(
        {
            "format": _FORMAT,
            "recorded_edition": record.edition if record else None,
            "rules": [_rule(one, record) for one in rules],
        }
    )


def _rule(one: MatrixRow, record: Record | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "citation": one.citation,
        "confidence": one.confidence,
        "active": one.active,
        "inactive": one.inactive,
        "packs": list(one.packs),
        "decided_in": list(one.decided_in),
        "scenarios": [_scenario(each, record) for each in one.scenarios],
        "tests": list(one.proof),
    }


def _scenario(key: str, record: Record | None) -> dict[str, Any]:
    file, _, name = key.partition(": ")
    return {"file": file, "name": name, "result": record.outcome(key) if record else None}
