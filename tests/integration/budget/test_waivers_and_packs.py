"""Two people at once, and what the database itself refuses: rule packs and waivers (both)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.budget.domain.pack_change import PackChange
from services.budget.domain.rulepack import Parameter
from services.budget.domain.waiver import NewWaiver, Target
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.pack_change import load_change
from services.budget.usecases.assessment_world import load_world
from services.budget.usecases.daily_reassessment import catch_up, due_grants
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.pack_change import propose_change, release_change, withdraw_change
from services.budget.usecases.pack_preview import preview_change
from services.budget.usecases.waiver import approve_waiver, propose_waiver, revoke_waiver
from shared.clock import local_day
from shared.errors import Conflict, DomainError, NotFound, Refused
from tests.integration.budget.scene import (
    GRANT,
    HEAD,
    OFFICER,
    PROGRAMME,
    TODAY,
    Scene,
    expenditure,
)

DAY = local_day(TODAY)
ADMIN = "00000000-0000-4000-8000-00000000000f"


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def change(value: str = "file", since: date = DAY) -> PackChange:
    parameter = Parameter("payment_proof", value, (), "Erlass", "H")
    return PackChange("komhvo-nrw", since, (parameter,))


def proposed(scene: Scene, what: PackChange | None = None) -> str:
    record = scene.run(propose_change, what or change(), "Erlass", actor=ADMIN)
    return str(record.change_id)


def entered(scene: Scene, **fields: Any) -> str:
    return str(scene.run(record_expenditure, GRANT, expenditure(**fields)).expenditure_id)


def asked(scene: Scene, expenditure_id: str, **changes: Any) -> str:
    target = Target(f"expenditure/{expenditure_id}", "ELG-12", "voucher_file")
    sha256 = scene.means.files.put(b"letter")
    new = replace(NewWaiver(target, "Grund", DAY + timedelta(days=30), sha256), **changes)
    return str(scene.run(propose_waiver, GRANT, new).waiver_id)


def findings(scene: Scene, expenditure_id: str) -> list[Any]:
    with scene.sessions.read() as session:
        stored: list[Any] = session.get_one(ExpenditureRow, expenditure_id).assessment["findings"]
        return stored


def test_of_two_releases_at_once_one_wins(both: Scene) -> None:
    change_id = proposed(both)
    results = at_once(
        lambda: both.run(release_change, change_id, actor=HEAD),
        lambda: both.run(release_change, change_id, actor=PROGRAMME),
    )
    lost = [one for one in results if isinstance(one, DomainError)]
    assert [type(one) for one in lost] == [Conflict]
    assert lost[0].violations[0].code == "pack_change_closed"
    assert both.event_types().count("rulepack.released") == 1


def test_of_two_proposals_at_once_one_wins(both: Scene) -> None:
    results = at_once(lambda: proposed(both), lambda: proposed(both, change("reference")))
    lost = [one for one in results if isinstance(one, DomainError)]
    assert [one.violations[0].code for one in lost] == ["pack_change_open"]


def test_a_release_and_a_withdrawal_at_once(both: Scene) -> None:
    change_id = proposed(both)
    results = at_once(
        lambda: both.run(release_change, change_id, actor=HEAD),
        lambda: both.run(withdraw_change, change_id, "doch nicht", actor=ADMIN),
    )
    assert sum(isinstance(one, Conflict) for one in results) == 1


def test_the_proposer_never_releases(both: Scene) -> None:
    change_id = proposed(both)
    with pytest.raises(Refused) as refused:
        both.run(release_change, change_id, actor=ADMIN)
    assert [one.code for one in refused.value.violations] == ["four_eyes_creator"]
    with pytest.raises(DBAPIError), both.sessions.write() as session:
        session.execute(
            text("UPDATE pack_change SET status = 'released', number = 1, released_by = created_by")
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pack_change SET valid_from = '2030-01-01'",
        "UPDATE pack_change SET status = 'proposed', released_by = NULL",
        "DELETE FROM pack_change",
    ],
)
def test_a_released_change_is_final(both: Scene, statement: str) -> None:
    both.run(release_change, proposed(both), actor=HEAD)
    with pytest.raises(DBAPIError), both.sessions.write() as session:
        session.execute(text(statement))


def test_another_process_sees_a_release_in_its_next_transaction(both: Scene) -> None:
    """The world is remembered by stamp; the counter of releases is part of it."""

    def proof() -> str:
        with both.sessions.write() as session:
            world = load_world(session, GRANT, both.means, both.by(), lock=False)
            return str(world.rules.expenditure.payment_proof)

    assert proof() == "reference"
    change_id = proposed(both)
    with both.sessions.write() as session:
        # as the other process does it: nothing here is told
        release_change(session, change_id, by=both.by(HEAD), means=both.means)
    assert proof() == "file"


def test_what_was_stopped_goes_on(both: Scene) -> None:
    expenditure_id = entered(both)
    both.run(catch_up, GRANT)
    assert both.look(due_grants, DAY, packs=both.means.packs) == []
    both.run(release_change, proposed(both), actor=HEAD)
    assert both.look(due_grants, DAY, packs=both.means.packs) == [GRANT]
    with pytest.raises(ZeroDivisionError), both.sessions.write() as session:
        catch_up(session, GRANT, by=both.by(), means=both.means)
        raise ZeroDivisionError  # the process is killed before the commit
    assert both.look(due_grants, DAY, packs=both.means.packs) == [GRANT]
    assert both.run(catch_up, GRANT) == 1
    assert both.look(due_grants, DAY, packs=both.means.packs) == []
    assert "grant.reassessed" in both.event_types()
    with both.sessions.read() as session:
        stored = session.get_one(ExpenditureRow, expenditure_id).assessment["pack"]
    assert stored == ["kfw436-2020", "2020.1+1"]


def test_a_new_day_without_a_reason_changes_nothing(both: Scene) -> None:
    both.run(catch_up, GRANT)
    before = both.event_types()
    later = TODAY + timedelta(days=1)
    assert both.look(due_grants, DAY + timedelta(days=1), packs=both.means.packs) == [GRANT]
    assert both.run(catch_up, GRANT, at=later) == 0
    assert both.event_types() == before


def test_the_preview_writes_nothing_and_is_right(both: Scene) -> None:
    expenditure_id = entered(both)
    change_id = proposed(both)
    before = both.event_types()
    with both.sessions.read() as session:
        record = load_change(session, change_id)
        preview = preview_change(session, record, by=both.by(), means=both.means)
    assert both.event_types() == before
    foretold = {one.new for one in preview.differences if one.figure == "fehlt noch"}
    both.run(release_change, change_id, actor=HEAD)
    both.run(catch_up, GRANT)
    with both.sessions.read() as session:
        stored = session.get_one(ExpenditureRow, expenditure_id).assessment["missing"]
    assert foretold == {", ".join(sorted(one[0] for one in stored))}


def test_of_two_approvals_at_once_one_wins(both: Scene) -> None:
    waiver_id = asked(both, entered(both))
    results = at_once(
        lambda: both.run(approve_waiver, waiver_id, actor=HEAD),
        lambda: both.run(approve_waiver, waiver_id, actor=PROGRAMME),
    )
    lost = [one for one in results if isinstance(one, DomainError)]
    assert [type(one) for one in lost] == [Conflict]
    assert lost[0].violations[0].code == "waiver_state"
    assert both.event_types().count("waiver.approved") == 1


def test_of_two_requests_at_once_one_wins(both: Scene) -> None:
    expenditure_id = entered(both)
    results = at_once(lambda: asked(both, expenditure_id), lambda: asked(both, expenditure_id))
    lost = [one for one in results if isinstance(one, DomainError)]
    assert [one.violations[0].code for one in lost] == ["waiver_exists"]


def test_who_asked_never_approves(both: Scene) -> None:
    waiver_id = asked(both, entered(both))
    with pytest.raises(Refused) as refused:
        both.run(approve_waiver, waiver_id, actor=OFFICER)
    assert [one.code for one in refused.value.violations] == ["four_eyes_creator"]
    with pytest.raises(DBAPIError), both.sessions.write() as session:
        session.execute(text("UPDATE waiver SET approved_by = created_by"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE waiver SET expires_on = '2035-01-01'",
        "UPDATE waiver SET approved_by = 'someone'",
        "UPDATE waiver SET rule = 'MUN-03'",
        "DELETE FROM waiver",
    ],
)
def test_an_approved_waiver_is_final(both: Scene, statement: str) -> None:
    both.run(approve_waiver, asked(both, entered(both)), actor=HEAD)
    with pytest.raises(DBAPIError), both.sessions.write() as session:
        session.execute(text(statement))


def test_a_revoked_waiver_lifts_nothing_and_needs_a_reason(both: Scene) -> None:
    expenditure_id = entered(both)
    waiver_id = asked(both, expenditure_id)
    both.run(approve_waiver, waiver_id, actor=HEAD)
    assert [one[-1] for one in findings(both, expenditure_id)] == [waiver_id]
    with pytest.raises(Refused) as refused:
        both.run(revoke_waiver, waiver_id, " ", actor=HEAD)
    assert [one.code for one in refused.value.violations] == ["reason_missing"]
    both.run(revoke_waiver, waiver_id, "Beleg ist da", actor=HEAD)
    assert findings(both, expenditure_id) == []


def test_a_waiver_of_something_else_is_not_found(both: Scene) -> None:
    with pytest.raises(NotFound) as unknown:
        asked(both, entered(both), target=Target("planet/Mars", "ELG-12", "voucher_file"))
    assert unknown.value.violations[0].code == "waiver_object_unknown"


def test_unknown_ids_are_not_found(both: Scene) -> None:
    with pytest.raises(NotFound) as waiver:
        both.run(approve_waiver, "nothing", actor=HEAD)
    with pytest.raises(NotFound) as changed:
        both.run(release_change, "nothing", actor=HEAD)
    codes = [one.value.violations[0].code for one in (waiver, changed)]
    assert codes == ["waiver_unknown", "pack_change_unknown"]
