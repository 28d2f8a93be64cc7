"""Registers beside the money: what every entry has in common (OSS-01, KNOW-01, KNOW-02, PUB-01)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from shared.errors import Violation

_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+\S*")


def measure_violations(
    measure_id: str, measures: Collection[str], rule: str, *, required: bool = True
) -> Iterator[Violation]:
    """The measure exists in the grant; some entries may concern no single one."""
    if (measure_id or required) and measure_id not in measures:
        message = f"Die Maßnahme „{measure_id[:80]}“ gibt es in dieser Zuwendung nicht."
        yield Violation("measure_unknown", rule, message, field="measure_id")


def text_violations(texts: dict[str, tuple[str, str]], rule: str) -> Iterator[Violation]:
    """Texts by field, each with what it is: none of them may be blank."""
    for field, (what, text) in texts.items():
        if not text.strip():
            yield Violation("text_missing", rule, f"Es fehlt {what}.", field=field)


def address_violations(addresses: dict[str, str], rule: str) -> Iterator[Violation]:
    """Addresses by field: one that is given is a web address."""
    for field, address in addresses.items():
        if address and not _ADDRESS.fullmatch(address):
            message = "Erwartet wird eine Adresse, die mit https:// beginnt."
            yield Violation("address_invalid", rule, message, field=field)
