"""What two versions of a report know differently, voucher by voucher, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
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
    def claimable_cents(self) -> int:
        """What it adds to the sum `claimable` (semantics 5)."""
        return self.eligible_cents if self.status in ("claimable", "called") else 0

    @property
    def is_anything(self) -> bool:
        """Whether it bears an amount by the day."""
        return bool(self.paid_cents or self.eligible_cents or self.committed_cents)


NOTHING = RowState("", 0, 0, 0)


@dataclass(frozen=True)
class ShownState:
    """What of a row's state a report prints beside paid and eligible cost: what is ordered, what
    may be called, how far the row has come."""

    committed: bool = True
    claimable: bool = True
    status: bool = True

    def state_of(self, row: RowFact, day: date) -> RowState:
        """One row as of a day; what the report does not print of it is nothing."""
        sums = dict.fromkeys(("paid", "eligible", "committed"), 0)
        for effect in row.effects:
            if effect.on <= day and effect.kind in sums:
                sums[effect.kind] += effect.cents
        ordered = sums["committed"] if self.committed else 0
        return RowState(row.status, sums["paid"], sums["eligible"], ordered)

    def tells_status(self, before: RowState, after: RowState) -> bool:
        """Whether the report says something else because the status is another one: where it only
        adds up, one without eligible cost on the day adds nothing either way."""
        return (self.status and before.status != after.status) or (
            self.claimable and before.claimable_cents != after.claimable_cents
        )

    def is_same(self, before: RowState, after: RowState) -> bool:
        """Whether the report says the same of both."""
        sums = [
            (one.paid_cents, one.eligible_cents, one.committed_cents) for one in (before, after)
        ]
        return sums[0] == sums[1] and not self.tells_status(before, after)


EVERYTHING = ShownState()


@dataclass(frozen=True)
class Change:
    """One row that differs; `before` is NOTHING for a row the older version did not know.
    `fields` are what else is printed of it and is different; `voucher_number` is the newest one;
    `tells_status`: the report says something else because the status is another one."""

    expenditure_id: str
    number: int
    budget_line: str
    before: RowState
    after: RowState
    causes: tuple[Cause, ...]
    fields: tuple[FieldChange, ...] = ()
    voucher_number: str = ""
    tells_status: bool = True

    @property
    def changed_fields(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields)

    @property
    def told_fields(self) -> tuple[FieldChange, ...]:
        """State and sums that differ, then the other fields."""
        states = (
            FieldChange(name, value or None, getattr(self.after, name) or None)
            for name, value in asdict(self.before).items()
            if name != "status" or self.tells_status
        )
        return (*(one for one in states if one.before != one.after), *self.fields)


def changed_rows(
    before: Iterable[RowFact],
    after: Iterable[RowFact],
    causes: Mapping[str, tuple[Cause, ...]],
    day: date,
    printed: Mapping[str, tuple[FieldChange, ...]] = MappingProxyType({}),
    *,
    shown: ShownState = EVERYTHING,
) -> Iterator[Change]:
    """Rows of which the report says something else as of the day, by running number: sums and
    state as far as they are `shown`; those too that bear an amount by then and of which something
    else `printed` differs (fields by id)."""
    known = {row.expenditure_id: shown.state_of(row, day) for row in before}
    for row in after:
        old, new = known.get(row.expenditure_id, NOTHING), shown.state_of(row, day)
        is_printed = old.is_anything or new.is_anything
        fields = printed.get(row.expenditure_id, ()) if is_printed else ()
        is_same = shown.is_same(old, new)
        if (is_same and not fields) or (old is NOTHING and not new.is_anything):
            continue
        yield Change(
            row.expenditure_id,
            row.number,
            row.budget_line,
            old,
            new,
            causes.get(row.expenditure_id, ()),
            fields,
            tells_status=shown.tells_status(old, new),
        )


def count_causes(changes: Iterable[Change]) -> int:
    """How many events made these rows different; at least one each."""
    return sum(max(1, len(one.causes)) for one in changes)
