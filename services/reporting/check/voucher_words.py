"""Recipient, purpose and reasons of a voucher, which its event seals: beside the sealed word it
names a digest, and the report a salt with which the printed word must give that digest again.

Without the salt nobody can guess a word from its digest; once the word is erased the salt is gone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .outcome import Fault, Unseen
from .printed import blocks
from .told import State, Told

_ERASED = "[gelöscht]"
_REASONS = "reasons"
_COLUMNS = {
    "creditor": ("creditor",),
    "purpose": ("purpose",),
    _REASONS: ("ineligible_reason", "allocation_reason"),
}
"""Fields of the event whose words a column prints, in their order."""
_SHARE, _BETWEEN = "Anteil: ", "; "
_NONE = "der Bericht nennt keine Empfänger und Gründe einzelner Belege"


@dataclass
class _Found:
    """How many words agree, and the vouchers of which words could not be compared."""

    agree: int = 0
    older: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    withheld: set[int] = field(default_factory=set)


def check_words(document: dict[str, Any], told: Told | None) -> str:
    """Raises Fault naming the first word that is not the one its event vouches for, Unseen where
    some have no digest, no salt or were erased."""
    found, printed = _Found(), 0
    gives_salts = any(row.get("salts") for one in blocks(document, "table") for row in one["rows"])
    for table in blocks(document, "table"):
        for row in table["rows"]:
            words = list(_words(table, row, told))
            used = {name for _, names, _, _ in words for name in names}
            if set(row.get("salts", ())) - used:
                raise Fault(f"Tabelle „{table['caption']}“: ein Zufallswert ohne Wort dazu")
            printed += len(words)
            for column, _, text, state in words:
                if state is not None:
                    _compare(column, text, row.get("salts", {}), state, found, gives_salts)
    if told is None and printed:
        raise Unseen("ohne Ereignisse lässt sich kein Wort vergleichen")
    return _said(found) if printed else _NONE


def _words(
    table: dict[str, Any], row: dict[str, Any], told: Told | None
) -> Iterator[tuple[dict[str, Any], tuple[str, ...], str, State | None]]:
    """Columns of a voucher's row with words of its event, the text and what the event says."""
    facts = row["facts"]
    is_one = row["kind"] == "data" and isinstance(facts, list) and len(facts) == 1
    state = told.states.get(facts[0]) if told is not None and is_one else None
    for column, value in zip(table["columns"], row["cells"], strict=True):
        if column["key"] in _COLUMNS and is_one and (told is None or state is not None):
            yield column, _COLUMNS[column["key"]], value or "", state


def _compare(
    column: dict[str, Any],
    text: str,
    salts: dict[str, str],
    state: State,
    found: _Found,
    gives_salts: bool,
) -> None:
    number, where = state["number"], f"Beleg {state['number']}, {column['label']}"
    fields = [one for one in _COLUMNS[column["key"]] if not _is_nothing(one, state, salts)]
    if text and _ERASED not in text and not any(state[f"sealed_{one}"] for one in fields):
        raise Fault(f"{where}: im Bericht „{text}“, im Ereignis des Protokolls nichts")
    if not fields:
        return
    told = [one for one in fields if state.get(f"{one}_digest")]
    if any(one in salts and one not in told for one in fields):
        raise Fault(f"{where}: ein Zufallswert, aber keine Wortprüfsumme im Ereignis")
    if any(one not in salts for one in told or fields):
        open_ = _open(found, text, bool(told), gives_salts)
        if open_ is None:
            raise Fault(f"{where}: der Zufallswert zur Wortprüfsumme fehlt dem Bericht")
        open_.add(number)
    elif not any(_agree(fields, one, salts, state) for one in _parts(column["key"], fields, text)):
        raise Fault(f"{where}: „{text}“ passt nicht zur Wortprüfsumme im Ereignis des Protokolls")
    else:
        found.agree += len(fields)


def _open(found: _Found, text: str, is_told: bool, gives_salts: bool) -> set[int] | None:
    """Where a voucher belongs whose word has no salt; None where it would have to have one."""
    if _ERASED in text or not text:
        return found.erased
    if not is_told:
        return found.older
    return None if gives_salts else found.withheld


def _is_nothing(name: str, state: State, salts: dict[str, str]) -> bool:
    """Whether the event tells no such word, or an empty one: neither is printed."""
    if state.get(f"sealed_{name}") is None:
        return True
    due = state.get(f"{name}_digest")
    return name in salts and due is not None and word_digest(salts[name], name, "") == due


def _parts(key: str, fields: list[str], text: str) -> Iterator[list[str]]:
    """Ways to read a text as the words of these fields: reasons stand in one cell."""
    if key != _REASONS or fields == ["ineligible_reason"]:
        yield [text]
    elif fields == ["allocation_reason"]:
        yield [text.removeprefix(_SHARE)] if text.startswith(_SHARE) else []
    else:
        pieces = text.split(_BETWEEN + _SHARE)
        for at in range(1, len(pieces)):
            between = _BETWEEN + _SHARE
            yield [between.join(pieces[:at]), between.join(pieces[at:])]


def _agree(fields: list[str], parts: list[str], salts: dict[str, str], state: State) -> bool:
    return len(parts) == len(fields) and all(
        word_digest(salts[name], name, part) == state[f"{name}_digest"]
        for name, part in zip(fields, parts, strict=True)
    )


def word_digest(salt: str, name: str, text: str) -> str:
    """SHA-256 (hex) over salt, name of the field, a zero byte and the text."""
    whole = base64.b64decode(salt, validate=True) + name.encode() + b"\0" + text.encode()
    return hashlib.sha256(whole).hexdigest()


def _said(found: _Found) -> str:
    agree = f"{found.agree} Worte passen zu den Wortprüfsummen ihrer Ereignisse"
    open_ = [
        f"{_vouchers(numbers)} {why}"
        for numbers, why in (
            (found.older, "ohne Wortprüfsumme im Ereignis (aus einer früheren Fassung)"),
            (found.withheld, "ohne Zufallswert im Bericht"),
            (found.erased, "mit gelöschten Worten"),
        )
        if numbers
    ]
    if open_:
        raise Unseen("; ".join((*open_, agree)))
    return agree


def _vouchers(numbers: set[int]) -> str:
    return "1 Beleg" if len(numbers) == 1 else f"{len(numbers)} Belege"
