"""What a proposed change of a rule pack would change, before it counts. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.assessment import Assessment, Missing
from services.budget.domain.balance import Balance, Entry, balance, budget_year_of
from services.budget.domain.line_limits import plan_findings
from services.budget.domain.pack_change import PackChange
from services.budget.domain.parameters import LABELS
from services.budget.store.balance import called_amounts, receipts_of
from services.budget.store.expenditure_effect import used_of
from services.budget.store.expenditure_family import Judged, StoredFamily
from services.budget.store.grant import GrantRecord
from services.budget.store.grant_rows import families_of
from services.budget.store.pack_change import PackChangeRecord, packs_in_force
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.assessment import assess_families
from services.budget.usecases.assessment_world import World, world_of
from services.budget.usecases.blocked_words import are_words_new, tried_findings
from services.budget.usecases.means import Means
from services.budget.usecases.pack_change import affected_grants, as_text
from shared.clock import local_day
from shared.errors import Violation
from shared.money import format_euro
from shared.occasion import Occasion

STATUS_FIGURE: Final = "Stand"
CODE_FIGURES: Final = ("fehlt noch", "Hinderungsgründe", "Hinweise", "Hinweise zum Plan")
"""Their values are codes of findings, with commas between."""
PARAMETER_FIGURES: Final = {f"Regelwert „{label}“": key for key, label in LABELS.items()}
"""The parameter each of them names; the values are as stored."""


@dataclass(frozen=True)
class Difference:
    """One figure or state that would change: of a row (`number`) or of the grant (None).

    `masked`: this reader learns where and what, and not the values, which are empty then.
    """

    grant_id: str
    number: int | None
    figure: str
    old: str
    new: str
    masked: bool = False


@dataclass(frozen=True)
class Preview:
    """Everything a change would do on its first day, in the order of grants and rows."""

    on: date
    grants: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _Side:
    """A grant under one law: its world, whether purposes are to be tried with another list of
    blocked words than they were (ELG-11), and its rows as they come by."""

    world: World
    tries_words: bool
    entries: list[Entry] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)

    def assess(
        self, session: Session, families: Sequence[StoredFamily[Judged]], means: Means
    ) -> Mapping[str, Assessment]:
        """Its rows of these families under this law."""
        kept = tried_findings(session, self.world, families, means) if self.tries_words else {}
        return assess_families(session, self.world, families, kept)

    def add(self, stored: Judged, found: Assessment) -> None:
        row = stored.row
        self.entries.append(
            Entry(
                row.budget_line,
                row.measure_id,
                budget_year_of(stored.domain),
                found.status,
                found.effects,
            )
        )
        self.used[row.budget_line] = self.used.get(row.budget_line, 0) + used_of(found.effects)


def preview_change(
    session: Session, record: PackChangeRecord, *, by: Occasion, means: Means
) -> Preview:
    """Compares every grant the change concerns on the first day it would count, if it were
    released today."""
    change = replace(record.change, released_on=local_day(by.now))
    on = change.counts_from
    packs = packs_in_force(session, means.packs)
    grants = affected_grants(session, packs, change)
    found = [one for grant in grants for one in _of_grant(session, grant, change, means)]
    return Preview(on, len(grants), tuple(found))


def _of_grant(
    session: Session, grant: GrantRecord, change: PackChange, means: Means
) -> Iterator[Difference]:
    on = change.counts_from
    after = replace(grant, pack_changes=(*grant.pack_changes, change))
    now, then = (
        _Side(world, are_words_new(session, world))
        for world in (world_of(session, one, means, on) for one in (grant, after))
    )
    rows = [
        one
        for families in families_of(session, grant.grant_id)
        for one in _rows(session, now, then, families, means)
    ]
    pairs = [
        *_rule_pairs(now, then),
        *_sum_pairs(_balance(session, now, on), _balance(session, then, on)),
        (CODE_FIGURES[3], _plan_codes(session, now), _plan_codes(session, then)),
    ]
    yield from (
        Difference(grant.grant_id, None, figure, old, new)
        for figure, old, new in pairs
        if old != new
    )
    yield from rows


def _rows(
    session: Session,
    now: _Side,
    then: _Side,
    families: Sequence[StoredFamily[Judged]],
    means: Means,
) -> list[Difference]:
    before, after = (one.assess(session, families, means) for one in (now, then))
    stored = {key: one for family in families for key, one in family.members.items()}
    found: list[Difference] = []
    for key, one in sorted(stored.items(), key=lambda item: item[1].row.number):
        now.add(one, before[key])
        then.add(one, after[key])
        found += [
            Difference(one.row.grant_id, one.row.number, figure, old, new)
            for figure, old, new in _row_pairs(before[key], after[key])
            if old != new
        ]
    session.expunge_all()  # a grant may have 100,000 rows; they need not stay in memory
    return found


def _row_pairs(old: Assessment, new: Assessment) -> Iterator[tuple[str, str, str]]:
    yield STATUS_FIGURE, old.status.value, new.status.value
    yield "zuwendungsfähig", format_euro(old.eligible_cents), format_euro(new.eligible_cents)
    missing, errors, warnings, _ = CODE_FIGURES
    yield missing, _codes(old.missing), _codes(new.missing)
    yield errors, _findings(old, "error"), _findings(new, "error")
    yield warnings, _findings(old, "warning"), _findings(new, "warning")


def _codes(found: Sequence[Missing | Violation]) -> str:
    return ", ".join(sorted(one.code for one in found))


def _findings(found: Assessment, severity: str) -> str:
    return _codes([one for one in found.findings if one.severity == severity])


def _rule_pairs(now: _Side, then: _Side) -> Iterator[tuple[str, str, str]]:
    old, new = _values(now.world), _values(then.world)
    for figure, key in PARAMETER_FIGURES.items():
        yield figure, old[key], new[key]


def _values(world: World) -> Mapping[str, str]:
    return {key: as_text(value) for key, value in world.rules.values().items()}


def _sum_pairs(old: Balance, new: Balance) -> Iterator[tuple[str, str, str]]:
    labels = {
        "eligible_cents": "Summe zuwendungsfähig",
        "claimable_cents": "Summe abrufbar",
        "own_share_cents": "Eigenanteil",
        "remaining_cents": "Restmittel",
        "overdrawn_cents": "zu viel abgerufen",
    }
    for name, label in labels.items():
        yield label, format_euro(getattr(old, name)), format_euro(getattr(new, name))
    yield (
        "zustehende Zuwendung",
        format_euro(old.entitlement.amount_cents),
        format_euro(new.entitlement.amount_cents),
    )


def _balance(session: Session, side: _Side, on: date) -> Balance:
    world = side.world
    return balance(
        on,
        side.entries,
        plan_in_force(session, world.grant_id, on),
        called_amounts(session, world.grant_id),
        receipts_of(session, world.grant_id),
        world.grant.incomes,
        world.terms,
        world.rules,
    )


def _plan_codes(session: Session, side: _Side) -> str:
    return _codes(plan_findings(side.world.lines, side.used, side.world.rules))
