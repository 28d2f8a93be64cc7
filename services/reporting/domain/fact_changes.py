"""What two versions of a report know differently beside the vouchers, fact by fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from services.reporting.domain.fact_kind import FactKind, SaidFact
from services.reporting.domain.field_change import FieldChange, leaves
from shared.periods import Period

What = Literal["new", "changed", "gone"]


@dataclass(frozen=True)
class FactEvent:
    """An event that said something of a fact: its id, instant (RFC 3339) and the reason given."""

    event_id: str
    at: str
    reason: str | None = None


@dataclass(frozen=True)
class FactChange:
    """One fact that differs: its kind (code and German name), id, what it is called, whether it is
    new, changed or gone, which fields of it, the events that said so, and of a changed one the
    innermost values that differ."""

    kind: str
    title: str
    subject: str
    label: str
    what: What
    changed_fields: tuple[str, ...]
    events: tuple[FactEvent, ...]
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class SaidFacts:
    """The facts that were touched: as they stood before, as they stand after, all that was said
    between, in the order of the stream. `backwards`: `after` lies earlier in the stream."""

    before: tuple[SaidFact, ...]
    after: tuple[SaidFact, ...]
    between: tuple[SaidFact, ...]
    backwards: bool = False


Step = tuple[SaidFact, tuple[FieldChange, ...]]
"""An event and the fields it set."""


def changed_facts(
    kinds: Iterable[FactKind], said: SaidFacts, period: Period, *, touching: bool = False
) -> Iterator[FactChange]:
    """Facts that a report of the period prints differently, kind by kind in the given order;
    `touching`: only by events that outdate a report of the period which was made before."""
    for kind in kinds:
        subjects = dict.fromkeys(one.subject for one in said.between if one.kind in kind.stored)
        for subject in subjects:
            change = _change(kind, subject, said, period, touching)
            if change is not None and (change.events or not touching):
                yield change


def count_events(changes: Iterable[FactChange]) -> int:
    """How many events said so; one that told of two facts counts once."""
    return len({event.event_id for one in changes for event in one.events})


def _change(
    kind: FactKind, subject: str, said: SaidFacts, period: Period, touching: bool
) -> FactChange | None:
    before, after, between = (
        [one for one in facts if one.subject == subject and one.kind in kind.stored]
        for facts in (said.before, said.after, said.between)
    )
    old, new = _seen(kind, before, period), _seen(kind, after, period)
    if old == new:
        return None
    start = after if said.backwards else before
    steps = tuple(_telling(kind, start, between, period))
    what: What = "changed" if old and new else "new" if new else "gone"
    return FactChange(
        kind.code,
        kind.title,
        subject,
        kind.label(_merged(kind, after or before)),
        what,
        tuple(name for name in new if old.get(name) != new[name]) if old else (),
        tuple(
            FactEvent(one.event_id, one.at, one.reason)
            for one, _ in steps
            if not touching or kind.touches(one, period)
        ),
        tuple(_with_reason(one, steps) for one in _fields(old, new)) if what == "changed" else (),
    )


def _with_reason(field: FieldChange, steps: tuple[Step, ...]) -> FieldChange:
    """With the reason of the last event that set this field, not of one that set others."""
    setting = (said for said, fields in steps if any(field.is_within(one) for one in fields))
    last = next(iter(reversed(tuple(setting))), None)
    return replace(field, reason=last.reason if last else None)


def _fields(old: dict[str, Any], new: dict[str, Any]) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*old, *new)):
        yield from leaves(name, old.get(name), new.get(name))


def _telling(
    kind: FactKind, start: list[SaidFact], between: list[SaidFact], period: Period
) -> Iterator[Step]:
    """The events after which a report of the period prints something else than just before."""
    held = {one.kind: one for one in start}
    shown = _seen(kind, start, period)
    for one in between:
        held[one.kind] = one
        now = _seen(kind, held.values(), period)
        if now != shown:
            yield one, tuple(_fields(shown, now))
        shown = now


def _seen(kind: FactKind, facts: Iterable[SaidFact], period: Period) -> dict[str, Any]:
    """What a report of the period prints of a fact; nothing where it does not concern it."""
    shown = [one for one in facts if kind.concerns(one, period)]
    if not any(one.kind == kind.stored[0] for one in shown):
        return {}
    body = kind.printed(_merged(kind, shown), period)
    plain = {name: body[name] for name in body if name != "related" and name[:7] != "sealed_"}
    return plain | {one.kind: one.on.isoformat() for one in shown if one.kind != kind.stored[0]}


def _merged(kind: FactKind, facts: Iterable[SaidFact]) -> dict[str, Any]:
    """The body of a fact, the parts that add to it last."""
    ordered = sorted(facts, key=lambda one: kind.stored.index(one.kind))
    return {name: value for one in ordered for name, value in one.body.items()}
