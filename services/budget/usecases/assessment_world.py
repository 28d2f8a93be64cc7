"""What the rules need to know of a grant, read once per state of the grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from services.budget.domain.grant import Terms
from services.budget.domain.plan import Category, PlanLine
from services.budget.domain.relief import Relief
from services.budget.domain.rulepack import Rules
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.grant_lookup import Stamp, grant_stamp
from services.budget.store.measure import measure_ids
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.means import Means
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion

_REMEMBERED = 256


@dataclass(frozen=True)
class World:
    """A grant as the rules see it on a day."""

    grant: GrantRecord
    today: date
    terms: Terms
    rules: Rules
    lines: Mapping[str, PlanLine]
    measures: frozenset[str]
    relief: Relief

    @property
    def grant_id(self) -> str:
        return self.grant.grant_id

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Kostenart by line of the binding plan."""
        return {name: line.category for name, line in self.lines.items()}


class _Remembered:
    """Worlds by the stamp of the grant and of the rule packs, renewed with every change of either.

    The stamp is read in every transaction, so a release in another process is seen at once.
    """

    def __init__(self) -> None:
        self._worlds: dict[tuple[Stamp, date], World] = {}

    def get(self, key: tuple[Stamp, date]) -> World | None:
        return self._worlds.get(key)

    def keep(self, key: tuple[Stamp, date], world: World) -> None:
        if len(self._worlds) >= _REMEMBERED:
            self._worlds.clear()
        self._worlds[key] = world


_remembered = _Remembered()


def load_world(session: Session, grant_id: str, means: Means, by: Occasion, *, lock: bool) -> World:
    """The grant today; `lock` makes commands on one grant run one after the other.

    Raises NotFound for an unknown grant.
    """
    today = local_day(by.now)
    stamp = grant_stamp(session, grant_id, lock=lock)
    known = _remembered.get((stamp, today))
    if known is not None:
        return known
    world = _read(session, grant_id, means, today)
    _remembered.keep((stamp, today), world)
    return world


def load_active_world(session: Session, grant_id: str, means: Means, by: Occasion) -> World:
    """The locked grant, for commands: only a confirmed one takes them. Raises Conflict."""
    world = load_world(session, grant_id, means, by, lock=True)
    if not world.grant.is_active:
        message = "Die Zuwendung ist noch nicht von der Kämmerei bestätigt."
        raise Conflict([Violation("grant_not_active", "GOV-01", message)])
    return world


def _read(session: Session, grant_id: str, means: Means, today: date) -> World:
    return world_of(session, load_grant(session, grant_id), means, today)


def world_of(session: Session, grant: GrantRecord, means: Means, today: date) -> World:
    """This grant on a day, as its record says it: also under changes that are only proposed."""
    grant_id = grant.grant_id
    plan = plan_in_force(session, grant_id)
    return World(
        grant=grant,
        today=today,
        terms=grant.terms(today),
        rules=grant.rules(means.packs, today),
        lines=plan.lines if plan else {},
        measures=frozenset(measure_ids(session, grant_id)),
        relief=grant.relief(means.packs, today),
    )
