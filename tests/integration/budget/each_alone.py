"""What the rules say of each family of a grant alone: the yardstick for all of them at once."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import select

from services.budget.domain.assessment import Assessment, assess_family
from services.budget.domain.expenditure import NewExpenditure, Row
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import load_families
from services.budget.store.grant import load_grant
from services.budget.store.grant_rows import families_of
from services.budget.usecases.assessment import assess_families
from services.budget.usecases.assessment_context import Surroundings
from services.budget.usecases.assessment_world import world_of
from shared.clock import local_day
from tests.integration.budget.scene import TODAY, Scene

DAY = local_day(TODAY)
Judgement = dict[str, tuple[Row, Assessment]]
"""Each row as the rules see it, and what they make of it, by id."""
_FIELDS = [one.name for one in fields(NewExpenditure)]


def judged_alone(scene: Scene, grant_id: str, on: date = DAY) -> Judgement:
    """Each family loaded by the mapper and judged alone, by rules that were resolved for it."""
    found: Judgement = {}
    for family_id in scene.look(_family_ids, grant_id):
        with scene.sessions.read() as session:
            grant = load_grant(session, grant_id)
            world = world_of(session, grant, scene.means, on)
            (one,) = load_families(session, [family_id]).values()
            context = Surroundings(session, world, [one], {}).context(one)
            said = assess_family(one.family, context)
            found |= {key: (row.domain, said[key]) for key, row in one.members.items()}
    return found


def judged_together(scene: Scene, grant_id: str, on: date = DAY) -> Judgement:
    """All rows of the grant in one pass, as after a change of the law or the terms."""
    found: Judgement = {}
    with scene.sessions.read() as session:
        world = world_of(session, load_grant(session, grant_id), scene.means, on)
        for families in families_of(session, grant_id):
            said = assess_families(session, world, families)
            for family in families:
                found |= {key: (row.domain, said[key]) for key, row in family.members.items()}
    return found


def assert_judged_alike(scene: Scene, grant_id: str, on: date = DAY) -> Judgement:
    """One pass says of every row what is said of it alone, values included."""
    alone, together = judged_alone(scene, grant_id, on), judged_together(scene, grant_id, on)
    assert list(together) == list(alone)
    for key, (row, assessment) in together.items():
        facts = {name: getattr(row.facts, name) for name in _FIELDS}
        assert row.facts == NewExpenditure(**facts)
        assert row == alone[key][0]
        assert assessment == alone[key][1]
    return together


def _family_ids(session: Any, grant_id: str) -> list[str]:
    return list(
        session.scalars(
            select(ExpenditureRow.family_id)
            .where(
                ExpenditureRow.grant_id == grant_id,
                ExpenditureRow.family_id == ExpenditureRow.expenditure_id,
            )
            .order_by(ExpenditureRow.number)
        )
    )
