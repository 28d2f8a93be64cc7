"""What the edition says that an award names counts in reporting from the same moment (GOV-02).

Through the embedded bus: the event that names it, or that follows a program which says something
else of it, carries the values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contracts.events.snapshots import TermsVersion
from services.budget.domain.pack_content import RulePacks, digest_of
from services.budget.handlers import Reassessment
from services.budget.store.pack_change import GrantReassessmentRow
from services.budget.usecases.means import Means
from services.reporting.store.grant_facts import grant_of
from tests.driver import FINANCE, OFFICER, TODAY, House

GRANT, PROGRAMME = "GK-1", "kfw436-2020"
NAMED = {"ancillary_conditions": "anbest-gk-2019"}
END_OF_LOG = 1 << 62


@pytest.fixture
def house(prepared_house: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[House]:
    template, tokens = prepared_house
    made = House(template, tmp_path / "data", tokens)
    yield made
    made.close()


def told(house: House) -> TermsVersion:
    """The newest terms as reporting has them once everything was heard."""
    house.settle()
    with house.ports("reporting").sessions.read() as session:
        return grant_of(session, GRANT, END_OF_LOG).terms[-1]


def award(house: House, **settings: Any) -> None:
    house.award(GRANT, "A", date(2026, 1, 1), date(2027, 12, 31), rule_settings=settings).expect(
        201
    )


def test_an_award_that_names_it(house: House) -> None:
    award(house, **NAMED)
    assert told(house).plan_total == "cap"


def test_an_award_that_does_not(house: House) -> None:
    award(house)
    assert told(house).plan_total == "warn"


def test_an_amendment_that_names_it(house: House) -> None:
    award(house)
    assert told(house).plan_total == "warn"
    body = {
        "reference": "ÄB 1",
        "decided_on": TODAY.isoformat(),
        "valid_from": TODAY.isoformat(),
        "changes": {"rule_settings": NAMED},
    }
    made = house.budget(OFFICER, "POST", f"/grants/{GRANT}/amendments", body).expect(201).body
    house.budget(FINANCE, "POST", f"/amendments/{made['amendment_id']}/confirmation").expect(200)
    assert told(house).plan_total == "cap"


def test_a_program_that_says_more_of_it_than_the_one_before(house: House) -> None:
    """The grant was awarded by packs that said less of the edition."""
    budget = house.ports("budget")
    means: Means = budget.extras["means"]
    budget.extras["means"] = replace(means, packs=_older(means))
    award(house, **NAMED)
    assert Reassessment(budget).run_once() == 1
    assert _judged_by(house) == digest_of(_older(means))
    budget.extras["means"] = means
    # the worker of the house has the packs of the new program
    assert told(house).plan_total == "cap"
    assert _judged_by(house) == digest_of(means.packs)
    assert Reassessment(budget).run_once() == 0


def test_a_database_of_a_program_that_kept_no_digest(house: House) -> None:
    budget = house.ports("budget")
    award(house, **NAMED)
    assert Reassessment(budget).run_once() == 1
    with budget.sessions.write() as session:
        session.get_one(GrantReassessmentRow, GRANT).delivered = None
    assert Reassessment(budget).run_once() == 1
    assert _judged_by(house) == digest_of(budget.extras["means"].packs)


def test_the_digest_is_that_of_what_the_packs_say(house: House) -> None:
    means: Means = house.ports("budget").extras["means"]
    turned = dict(reversed(list(means.packs.items())))
    assert digest_of(_older(means)) != digest_of(means.packs) == digest_of(turned)


def _older(means: Means) -> RulePacks:
    """The packs of a program whose own conventions went before the edition (decision 0041)."""
    pack = means.packs[PROGRAMME]
    said = tuple(replace(one, own=False) for one in pack.parameters)
    return {**means.packs, PROGRAMME: replace(pack, parameters=said)}


def _judged_by(house: House) -> str | None:
    with house.ports("budget").sessions.read() as session:
        return session.get_one(GrantReassessmentRow, GRANT).delivered
