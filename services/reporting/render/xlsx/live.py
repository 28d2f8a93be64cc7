"""Formulas of cells that other cells of their sheet lead to: steps, differences, ratios.

A formula is written only where what it computes is what the report says; else the number stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from services.reporting.documents import Row, RowKind, Table
from services.reporting.domain.sums import ratio_bp
from shared.money import share_of

STEPS: Final = ("step", "rule", "amount")
"""Columns of every table that leads from one amount to another."""
_RESULTS: Final = (
    "Bemessungsgrundlage",
    "Zustehende Zuwendung",
    "Zustehende Zuwendung (einmal gerundet)",
    "Zuwendung auf alle bezahlten Ausgaben",
)
"""Steps that state what has come out so far; all others are added."""
_SHARE: Final = re.compile(r"davon (\d{1,3})(?:,(\d{2}))?\s%")
_DIFFERENCES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "plan_actual": {"deviation": ("actual", "planned")},
    "measures_actual": {"deviation": ("eligible", "planned")},
    "sources": {"deviation": ("actual", "planned")},
    "years": {"residue": ("planned", "eligible", "forecast")},
    "half_years": {"residue": ("planned", "eligible", "forecast")},
}
"""By table and column: from which column which others are taken."""
_RATIOS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "plan_actual": {"deviation_share": ("deviation", "planned")},
    "measures_actual": {"deviation_share": ("deviation", "planned")},
    "lines": {"overrun_share": ("overrun", "planned")},
}
"""By table and column: part and whole."""


@dataclass(frozen=True, slots=True)
class Formula:
    """What a cell is computed by, and the cents or basis points that gives."""

    text: str
    value: int


class LiveCells:
    """Finds the formula of a cell while the rows of one table pass by, from top to bottom."""

    def __init__(self, table: Table) -> None:
        columns = tuple(one.key for one in table.columns)
        self._places = {key: place for place, key in enumerate(columns)}
        self._steps = columns == STEPS
        self._since: int | None = None
        self._so_far = 0
        ratios, differences = _RATIOS.get(table.key, {}), _DIFFERENCES.get(table.key, {})
        self._by_column: dict[int, Callable[[Row, int], Formula | None]] = {
            **{
                self._places[key]: self._ratio(*two)
                for key, two in ratios.items()
                if self._has(key, *two)
            },
            **{
                self._places[key]: self._difference(some)
                for key, some in differences.items()
                if self._has(key, *some)
            },
        }

    def _has(self, *keys: str) -> bool:
        """Another report may have a table of that key with fewer columns."""
        return set(keys) <= set(self._places)

    def formula(self, row: Row, place: int, number: int) -> Formula | None:
        """The formula of a cell with an integer in sheet row `number` (from 1); None where it is
        what other cells are computed from."""
        if self._steps:
            return self._step(row, number)
        return self._by_column[place](row, number) if place in self._by_column else None

    def _step(self, row: Row, number: int) -> Formula | None:
        value = row.cells[-1]
        assert isinstance(value, int)
        found = self._result(row, number)
        if found is None:
            self._so_far += value
            self._since = number if self._since is None else self._since
        else:
            self._so_far, self._since = value, number
        return found

    def _result(self, row: Row, number: int) -> Formula | None:
        name = row.label or str(row.cells[0])
        share = _SHARE.fullmatch(name)
        if self._since is None:
            return None
        if share is not None:
            rate = int(share[1]) * 100 + int(share[2] or 0)
            text = f"=ROUND(C{number - 1}*{rate}/10000,2)"
            return Formula(text, share_of(self._so_far, rate))
        if row.kind is RowKind.TOTAL or name in _RESULTS:
            return Formula(f"=SUM(C{self._since}:C{number - 1})", self._so_far)
        return None

    def _difference(self, keys: tuple[str, ...]) -> Callable[[Row, int], Formula | None]:
        places = [self._places[key] for key in keys]

        def found(row: Row, number: int) -> Formula | None:
            first, *others = (row.cells[place] for place in places)
            if not isinstance(first, int):
                return None
            names = [f"{xl_col_to_name(place)}{number}" for place in places]
            taken = sum(one for one in others if isinstance(one, int))
            return Formula(f"={'-'.join(names)}", first - taken)

        return found

    def _ratio(self, part: str, whole: str) -> Callable[[Row, int], Formula | None]:
        places = self._places[part], self._places[whole]

        def found(row: Row, number: int) -> Formula | None:
            above, below = (row.cells[place] for place in places)
            if not isinstance(above, int) or not isinstance(below, int):
                return None
            value = ratio_bp(above, below)
            one, other = (f"{xl_col_to_name(place)}{number}" for place in places)
            return None if value is None else Formula(f"=ROUND({one}/{other},4)", value)

        return found
