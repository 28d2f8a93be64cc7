"""A change of a rule pack: proposed by one person, released by another, never changed after that.

The delivered editions are files; a released change lies over its pack from its first day on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.budget.domain.parameters import Setting
from services.budget.domain.rulepack import (
    Parameter,
    RulePack,
    RulePacks,
    lineage,
    named_conditions,
)
from services.budget.domain.transition import Transition


@dataclass(frozen=True)
class PackChange:
    """New values of one pack.

    `parameters` carry validity, citation and confidence of their own. `number` and `released_on`
    are set with the release; `number` counts all releases of the installation.
    """

    pack_id: str
    valid_from: date
    parameters: tuple[Parameter, ...]
    transitions: tuple[Transition, ...] = ()
    number: int = 0
    released_on: date | None = None

    @property
    def counts_from(self) -> date:
        """Never before it was known: what was computed for earlier days stays what it was."""
        return max(self.valid_from, self.released_on or self.valid_from)


def with_changes(packs: RulePacks, changes: Iterable[PackChange]) -> RulePacks:
    """The packs with these changes laid over them, in the order given."""
    found: RulePacks = packs
    for change in changes:
        found = {**found, change.pack_id: _changed(found[change.pack_id], change)}
    return found


def concerns(
    change: PackChange, packs: RulePacks, pack_id: str, settings: Mapping[str, Setting], on: date
) -> bool:
    """Whether the rules of a grant with this pack and these settings rest on the changed pack."""
    named = named_conditions(packs, pack_id, settings, on)
    return any(pack.id == change.pack_id for pack in lineage(packs, pack_id, named))


def completed(change: PackChange, packs: RulePacks) -> PackChange:
    """The change with what its entries leave open: rules, whether a grant may deviate and whether
    it is a convention of the house, as in the value they replace, else rules and deviation as
    another pack has them; validity from the day of the change."""
    own = packs[change.pack_id].parameters if change.pack_id in packs else ()
    known = {one.key: one for pack in packs.values() for one in pack.parameters}
    replaced = {one.key: one for one in own}
    known |= replaced
    return replace(
        change,
        parameters=tuple(
            replace(
                one,
                rules=one.rules or (known[one.key].rules if one.key in known else ()),
                overridable=known[one.key].overridable if one.key in known else one.overridable,
                valid_from=one.valid_from or change.valid_from,
                own=bool(one.own if one.own is not None else _is_own(replaced.get(one.key))),
            )
            for one in change.parameters
        ),
    )


def _is_own(replaced: Parameter | None) -> bool:
    return replaced is not None and bool(replaced.own)


def _changed(pack: RulePack, change: PackChange) -> RulePack:
    since = change.counts_from
    new = tuple(_starting(change.parameters, since))
    starts = _earliest(new)
    kept = [one for old in pack.parameters for one in _cut(old, starts.get(old.key))]
    rules = {one.rule for one in change.transitions}
    before = since - timedelta(days=1)
    return replace(
        pack,
        parameters=(*kept, *new),
        transitions=(
            *(
                replace(one, warn_until=min(one.warn_until, before)) if one.rule in rules else one
                for one in pack.transitions
            ),
            *(replace(one, valid_from=since) for one in change.transitions),
        ),
        releases=(*pack.releases, (change.number, since)),
    )


def _starting(parameters: Sequence[Parameter], since: date) -> Iterator[Parameter]:
    """The new entries, none before the change counts."""
    for one in parameters:
        if (one.valid_to or since) >= since:
            yield replace(one, valid_from=max(one.valid_from or since, since))


def _earliest(parameters: Sequence[Parameter]) -> Mapping[str, date]:
    starts: dict[str, date] = {}
    for one in parameters:
        if one.valid_from is not None:
            starts[one.key] = min(starts.get(one.key, one.valid_from), one.valid_from)
    return starts


def _cut(old: Parameter, start: date | None) -> Iterator[Parameter]:
    """What stays of an old entry once a new one of its key starts."""
    if start is None or (old.valid_to is not None and old.valid_to < start):
        yield old
    elif old.valid_from is None or old.valid_from < start:
        yield replace(old, valid_to=start - timedelta(days=1))
