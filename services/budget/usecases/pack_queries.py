"""What pages and API ask about rule packs; nothing is changed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from contracts.roles import READERS, Role
from services.budget.domain.pack_change import with_changes
from services.budget.domain.parameters import SPECS
from services.budget.domain.precedence import Level
from services.budget.domain.rulepack import Parameter, RulePack, Rules
from services.budget.store.pack_change import PackChangeRecord, changes_of, packs_in_force
from services.budget.usecases.means import Means
from services.budget.usecases.pack_change import as_text, old_value
from services.budget.usecases.pack_preview import PARAMETER_FIGURES, Difference
from shared.access import Principal
from shared.errors import NotFound, Violation


@dataclass(frozen=True)
class ShownPack:
    """One pack as it counts, with all its changes, newest first."""

    pack: RulePack
    changes: tuple[PackChangeRecord, ...]

    @property
    def open_change(self) -> PackChangeRecord | None:
        """The one proposal that waits for a second person."""
        return next((one for one in self.changes if one.status == "proposed"), None)

    def values_on(self, day: date) -> tuple[Parameter, ...]:
        """The values that hold on a day or will later, by key and beginning."""
        ahead = [one for one in self.pack.parameters if (one.valid_to or day) >= day]
        return tuple(sorted(ahead, key=lambda one: (one.key, one.valid_from or date.min)))


@dataclass(frozen=True)
class ShownValue:
    """A value that applies to a grant, the source it came from and where it is written."""

    key: str
    value: str
    level: Level
    citation: str


@dataclass(frozen=True)
class ShownDifference:
    """One value a change replaces or adds."""

    parameter: Parameter
    old: str
    new: str


def shown_packs(session: Session, means: Means) -> list[ShownPack]:
    """All packs in the order of precedence, then by id."""
    packs = packs_in_force(session, means.packs)
    changes = changes_of(session)
    ordered = sorted(packs.values(), key=lambda pack: (pack.level.rank, pack.id))
    return [ShownPack(pack, _of(changes, pack.id)) for pack in ordered]


def shown_pack(session: Session, pack_id: str, means: Means) -> ShownPack:
    """One pack. Raises NotFound."""
    packs = packs_in_force(session, means.packs)
    if pack_id not in packs:
        message = f"Das Regelpaket „{pack_id[:80]}“ gibt es nicht."
        raise NotFound([Violation("rule_pack_unknown", "API", message)])
    return ShownPack(packs[pack_id], _of(changes_of(session, pack_id), pack_id))


def differences_of(record: PackChangeRecord, pack: RulePack) -> list[ShownDifference]:
    """What the change says against what the delivered pack or earlier changes said."""
    change = record.change
    return [
        ShownDifference(
            one, old_value(pack, one.key, one.valid_from or change.valid_from), as_text(one.value)
        )
        for one in change.parameters
    ]


def pack_before(session: Session, record: PackChangeRecord, means: Means) -> RulePack:
    """The pack as it counted before this change: earlier releases only."""
    number = record.change.number
    earlier = [
        one.change
        for one in changes_of(session, record.change.pack_id)
        if one.status == "released" and (not number or one.change.number < number)
    ]
    ordered = sorted(earlier, key=lambda change: change.number)
    return with_changes(means.packs, ordered)[record.change.pack_id]


def rule_values(rules: Rules) -> list[ShownValue]:
    """Every value that applies to a grant, with the level it came from (GOV-01)."""
    values = rules.values()
    return [
        ShownValue(key, as_text(values[key]), rules.levels[key], rules.citations[key])
        for key in sorted(SPECS)
    ]


def visible(differences: Iterable[Difference], who: Principal) -> list[Difference]:
    """Those of grants the reader may see.

    The administration, which proposes changes and reads no content of a grant, sees of all the
    others where something would change and what; values only of the law itself.
    """
    grants = who.grants(READERS)
    proposed = who.grants([Role.FUNCTIONAL_ADMIN])
    found = []
    for one in differences:
        if _is_among(one.grant_id, grants):
            found.append(one)
        elif _is_among(one.grant_id, proposed):
            is_law = one.figure in PARAMETER_FIGURES
            found.append(one if is_law else replace(one, old="", new="", masked=True))
    return found


def _is_among(grant_id: str, grants: frozenset[str] | None) -> bool:
    return grants is None or grant_id in grants


def _of(changes: Iterable[PackChangeRecord], pack_id: str) -> tuple[PackChangeRecord, ...]:
    return tuple(one for one in changes if one.change.pack_id == pack_id)
