"""The values of rule packs behind findings: what they said, and where that is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from contracts.events.findings import DecidingValue
from contracts.rulebook.finding_words import word_for
from services.reporting.documents.document import Block
from services.reporting.documents.tables import Column, Row, Table

_COLUMNS: Final = (
    Column("point", "Was", row_header=True, expected_chars=22),
    Column("label", "Maßgeblicher Wert", expected_chars=24),
    Column("value", "Er lautet", expected_chars=16),
    Column("pack", "Regelpaket, Fassung", expected_chars=20),
    Column("citation", "Wo er steht", expected_chars=34),
)
_DOUBT: Final = "unsicher belegt"


def values_blocks(
    values: Iterable[DecidingValue],
    word: Callable[[str], str] = word_for,
    *,
    key: str = "deciding_values",
) -> Iterator[Block]:
    """A table of the values with the findings they decided; nothing where no value decided.

    They are those of the day each finding was decided, so that of one parameter two may stand.
    `word` says in German what a code stands for; a report with several such tables names each by a
    `key` of its own.
    """
    told = dict.fromkeys(
        (word(code), replace(one, codes=())) for one in values for code in one.codes
    )
    rows = tuple(
        Row((what, one.label, one.value, _pack(one), _citation(one))) for what, one in told
    )
    if rows:
        yield Table(key, "Werte, nach denen das entschieden ist", _COLUMNS, rows)


def told_value(one: DecidingValue) -> str:
    """A value and where it is written, in a line."""
    place = "" if one.set_by_grant else f"Regelpaket {one.pack}, Fassung {one.pack_version}: "
    return f"{one.value} – {place}{_citation(one)}"


def _pack(one: DecidingValue) -> str:
    return "Bescheid" if one.set_by_grant else f"{one.pack}, {one.pack_version}"


def _citation(one: DecidingValue) -> str:
    is_doubtful = one.confidence == "L" and not one.set_by_grant
    return f"{one.citation} ({_DOUBT})" if is_doubtful else one.citation
