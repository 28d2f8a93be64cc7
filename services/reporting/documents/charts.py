"""Charts as data: what is compared, and the sentence that says what it shows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.reporting.documents.figures import Facts
from services.reporting.documents.values import ValueType


class ChartKind(StrEnum):
    """Bars compare categories, lines follow time, columns show what each span of time brought."""

    BAR = "bar"
    LINE = "line"
    COLUMN = "column"


class SeriesRole(StrEnum):
    """What a series stands for; each role has its own pattern beside its colour."""

    PLAN = "plan"
    ACTUAL = "actual"
    RECEIVED = "received"
    FORECAST = "forecast"
    POTENTIAL = "potential"


STACKS: Final = (
    (SeriesRole.ACTUAL, SeriesRole.FORECAST),
    (SeriesRole.RECEIVED, SeriesRole.POTENTIAL),
)
"""Columns that stand side by side in a category, each from its foot up: money out, money in."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one series, one per category, None where there is none yet.

    ``facts`` is empty or has one entry per category.
    """

    label: str
    role: SeriesRole
    values: tuple[int | None, ...]
    facts: tuple[Facts, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. ``message`` is the alternative text: a sentence with the chart's statement,
    made from the data by the document, never "Diagramm"."""

    key: str
    kind: ChartKind
    title: str
    message: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    type: ValueType = ValueType.MONEY
    category_label: str = ""

    def __post_init__(self) -> None:
        if not self.message.strip():
            raise ValueError(f"chart {self.key}: its message is missing")
        stacked = {role for stack in STACKS for role in stack}
        if self.kind is ChartKind.COLUMN and any(one.role not in stacked for one in self.series):
            raise ValueError(f"chart {self.key}: a series has no place in a column")
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(f"chart {self.key}: series {one.label} does not fit")
            if one.facts and len(one.facts) != len(self.categories):
                raise ValueError(f"chart {self.key}: facts of {one.label} do not fit")

    def stacks(self) -> tuple[tuple[Series, ...], ...]:
        """The series of each column of a category, from its foot up."""
        found = (tuple(one for role in roles for one in self._of(role)) for roles in STACKS)
        return tuple(one for one in found if one)

    def _of(self, role: SeriesRole) -> tuple[Series, ...]:
        return tuple(one for one in self.series if one.role is role)
