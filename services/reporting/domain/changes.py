"""What two versions of a report know differently, voucher by voucher, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from types import MappingProxyType

from services.reporting.domain.facts import RowFact
from services.reporting.domain.field_change import FieldChange


@dataclass(frozen=True)
class Cause:
    """One event that changed a row: its type, instant (RFC 3339) and the reason given."""

    type: str
    at: str
    reason: str | None


@dataclass(frozen=True)
class RowState:
    """How a version saw a row, as of the last day of the period."""

    status: str
    paid_cents: int
    eligible_cents: int
    committed_cents: int

    @property
    def is_claimable(self) -> bool:
        return self.status in ("claimable", "called")

    def is_worth(self, other: RowState) -> bool:
        """Whether both add the same to every sum (semantics 5)."""
        return replace(self, status=other.status) == other and (
            self.is_claimable == other.is_claimable
        )


NOTHING = RowState("", 0, 0, 0)


@dataclass(frozen=True)
class Change:
    """One row that differs; `before` is NOTHING for a row the older version did not know.
    `fields` are what else is printed of it and is different; `voucher_number` is the newest one."""

    expenditure_id: str
    number: int
    budget_line: str
    before: RowState
    after: RowState
    causes: tuple[Cause, ...]
    fields: tuple[FieldChange, ...] = ()
    voucher_number: str = ""

    @property
    def changed_fields(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields)

    @property
    def told_fields(self) -> tuple[FieldChange, ...]:
        """State and sums that differ, then the other fields."""
        states = (
            FieldChange(name, value or None, getattr(self.after, name) or None)
            for name, value in asdict(self.before).items()
        )
        return (*(one for one in states if one.before != one.after), *self.fields)


def changed_rows(
    before: Iterable[RowFact],
    after: Iterable[RowFact],
    causes: Mapping[str, tuple[Cause, ...]],
    day: date,
    printed: Mapping[str, tuple[FieldChange, ...]] = MappingProxyType({}),
    *,
    shows_status: bool = True,
) -> Iterator[Change]:
    """Rows of which the report says something else as of the day, by running number: their sums,
    whether they may be called (`shows_status`: how far they have come at all); those too that bear
    an amount by then and of which something else `printed` differs (fields by id)."""
    known = {row.expenditure_id: state_of(row, day) for row in before}
    for row in after:
        old, new = known.get(row.expenditure_id, NOTHING), state_of(row, day)
        fields = printed.get(row.expenditure_id, ()) if _counts(old) or _counts(new) else ()
        is_same = old == new if shows_status else old.is_worth(new)
        if (is_same and not fields) or (old is NOTHING and not _counts(new)):
            continue
        yield Change(
            row.expenditure_id,
            row.number,
            row.budget_line,
            old,
            new,
            causes.get(row.expenditure_id, ()),
            fields,
        )


def count_causes(changes: Iterable[Change]) -> int:
    """How many events made these rows different; at least one each."""
    return sum(max(1, len(one.causes)) for one in changes)


def state_of(row: RowFact, day: date) -> RowState:
    """Sums of one row as of a day."""
    sums = dict.fromkeys(("paid", "eligible", "committed"), 0)
    for effect in row.effects:
        if effect.on <= day and effect.kind in sums:
            sums[effect.kind] += effect.cents
    return RowState(row.status, sums["paid"], sums["eligible"], sums["committed"])


def _counts(state: RowState) -> bool:
    return bool(state.paid_cents or state.eligible_cents or state.committed_cents)
