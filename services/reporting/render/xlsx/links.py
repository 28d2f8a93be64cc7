"""Which cell of a table a key figure of the first sheet refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.reporting.documents import KeyFigure
from services.reporting.render.xlsx.table_sheet import Figure

_LINKS: Final[Mapping[str, tuple[tuple[str, str, int], ...]]] = {
    "amount_cents": (("way", "Dieser Abruf", 1),),
    "entitlement_cents": (("way", "Zustehende Zuwendung (einmal gerundet)", 1),),
    "previously_called_cents": (("way", "abzüglich früherer Abrufe", -1),),
    "grant_cents": (("balance", "Zuwendung auf alle bezahlten Ausgaben", 1),),
    "eligible_cents": (("balance", "Zuwendungsfähige Ausgaben", 1),),
    "own_share_cents": (("own_share", "Eigenanteil", 1), ("sources", "Eigenanteil", 1)),
    "balance_cents": (
        ("balance", "Saldo: noch zu zahlen", 1),
        ("balance", "Saldo: zu erstatten", 1),
    ),
    "received_cents": (("balance", "abzüglich eingegangen", -1), ("calls", "Summe", 1)),
}
"""Where a key figure of the first sheet stands: table, name of the row, sign."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The cells there are: totals by their figure, named rows by table and name, with value."""

    totals: Mapping[Figure, str]
    named: Mapping[tuple[str, str], tuple[str, int]]

    def reference(self, one: KeyFigure) -> str | None:
        """The formula that refers to the cell that says the same; None where there is none."""
        if not isinstance(one.value, int):
            return None
        for table, row, sign in _LINKS.get(one.key, ()):
            cell, value = self.named.get((table, row), ("", 0))
            if cell and value * sign == one.value:
                return f"={'-' if sign < 0 else ''}{cell}"
        return self.totals.get(Figure(one.type, one.value, one.facts))
