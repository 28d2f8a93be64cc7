"""A plan as rows of text, for typing and for pasting from a spreadsheet; both ways.

Kostenposition; Maßnahme; Kostenart; Betrag; 2026=Betrag; 2027=Betrag
Art der Mittel; Quelle; Betrag
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from services.budget.domain.plan import Category, FundingSource, PlanLine, SourceKind
from services.budget.web.labels import label
from shared.money import format_amount, parse_euro

_SEPARATORS: Final = "\t;"
_LONGEST_NAME: Final = 200

T = TypeVar("T")


class PlanTextError(ValueError):
    """Some rows could not be read; `messages` says in German which and why."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


def parse_lines(text: str) -> tuple[PlanLine, ...]:
    """Reads the rows of the plan. Raises PlanTextError naming every wrong row."""
    return _parse(text, _line)


def parse_funding(text: str) -> tuple[FundingSource, ...]:
    """Reads the rows of the funding. Raises PlanTextError naming every wrong row."""
    return _parse(text, _source)


def lines_as_text(lines: Iterable[PlanLine]) -> str:
    """The rows as `parse_lines` reads them."""
    return "\n".join("; ".join(_cells(line)) for line in lines)


def funding_as_text(funding: Iterable[FundingSource]) -> str:
    """The rows as `parse_funding` reads them."""
    return "\n".join(
        f"{label(one.source_kind)}; {one.source}; {format_amount(one.amount_cents)}"
        for one in funding
    )


def _cells(line: PlanLine) -> Iterator[str]:
    yield from (line.budget_line, line.measure_id, label(line.category))
    yield format_amount(line.planned_cents)
    for year, cents in sorted(line.years.items()):
        yield f"{year}={format_amount(cents)}"


def _parse(text: str, read: Callable[[list[str]], T]) -> tuple[T, ...]:
    found, faults = [], []
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip():
            continue
        separator = next((one for one in _SEPARATORS if one in row), ";")
        try:
            found.append(read([cell.strip() for cell in row.split(separator)]))
        except ValueError as error:
            faults.append(f"Zeile {number}: {error}")
    if faults:
        raise PlanTextError(faults)
    return tuple(found)


def _line(cells: list[str]) -> PlanLine:
    if len(cells) < 4:
        raise ValueError("Erwartet werden Kostenposition; Maßnahme; Kostenart; Betrag.")
    name, measure_id, category, amount, *years = cells
    planned = parse_euro(amount)
    by_year = dict(_year(cell) for cell in years if cell)
    return PlanLine(
        _bounded(name), _bounded(measure_id), _among(Category, category), planned, by_year
    )


def _year(cell: str) -> tuple[int, int]:
    year, _, amount = cell.partition("=")
    if not (year.strip().isdecimal() and len(year.strip()) == 4):
        raise ValueError(f"„{cell[:40]}“ ist kein Jahresanteil wie 2026=1.000,00.")
    return int(year), parse_euro(amount)


def _source(cells: list[str]) -> FundingSource:
    if len(cells) != 3:
        raise ValueError("Erwartet werden Art der Mittel; Quelle; Betrag.")
    kind, source, amount = cells
    return FundingSource(_among(SourceKind, kind), _bounded(source), parse_euro(amount))


def _bounded(text: str) -> str:
    if len(text) > _LONGEST_NAME or not text.isprintable():
        raise ValueError("Ein Name ist zu lang oder enthält Steuerzeichen.")
    return text


def _among(values: type[T], text: str) -> T:
    """A value by its German word or by its name in the API."""
    for one in values:  # type: ignore[attr-defined]
        if text.casefold() in (label(one).casefold(), one.value.casefold()):
            return one  # type: ignore[no-any-return]
    names = ", ".join(label(one) for one in values)  # type: ignore[attr-defined]
    raise ValueError(f"„{text[:40]}“ gibt es hier nicht; möglich sind {names}.")
