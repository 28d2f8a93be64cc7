"""Write records back into the columns their profile reads: what goes out comes in (FMT-03)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

from services.budget.domain.assignment import assignments_text
from services.budget.domain.opening_row import OpeningVoucher
from services.budget.intake.csv_record import Field
from services.budget.intake.csv_record_types import RECORD_TYPES
from services.budget.intake.profile import Profile
from shared.csv_text import Cell, Cents, csv_chunks

_SEPARATOR: Final = " | "


def written(profile: Profile, records: Iterable[object]) -> Iterator[bytes]:
    """Yield the list in pieces: every column of the profile in its order, German notation."""
    return csv_chunks(list(profile.columns.values()), cells_of(profile, records))


def cells_of(profile: Profile, records: Iterable[object]) -> Iterator[list[Cell]]:
    """Yield the cells of each record, in the order of the profile's columns."""
    fields = {one.name: one for one in RECORD_TYPES[profile.record].fields}
    columns = [(name, _writer(fields[name])) for name in profile.columns]
    for record in records:
        yield [write(_value(record, name)) for name, write in columns]


def _value(record: object, name: str) -> Any:
    if isinstance(record, OpeningVoucher) and not hasattr(record, name):
        return getattr(record.voucher, name)
    return getattr(record, name)


def _writer(field: Field) -> Callable[[Any], Cell]:
    if field.choices:
        words = {code: word.capitalize() for word, code in field.choices.items()}
        return lambda code: words[code]
    return {"amount": _amount, "percent": _percent, "assignments": _assignments}.get(
        field.kind, _plain
    )


def _amount(cents: int | None) -> Cell:
    return None if cents is None else Cents(cents)


def _percent(basis_points: int) -> Cell:
    return f"{basis_points // 100},{basis_points % 100:02d}"


def _assignments(parts: Any) -> Cell:
    return assignments_text(parts, _SEPARATOR)


def _plain(value: str | int | date | None) -> Cell:
    return value
