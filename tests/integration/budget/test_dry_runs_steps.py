"""`dry_run=true` at steps beside the books: nothing remains, and what is foretold comes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from services.budget.store.base_rate import all_base_rates
from services.budget.store.measure import load_measure
from services.budget.store.notice import notices_of
from services.budget.store.pack_change import load_change, releases_so_far
from services.budget.store.tables import IDEMPOTENCY, OUTBOX
from services.budget.usecases.inventory import record_item
from tests.integration.budget.scene import (
    GRANT,
    HEAD,
    OFFICER,
    PROGRAMME,
    TRAVEL,
    Scene,
    add_grant,
)
from tests.integration.budget.test_dry_runs_api import AT, Asked
from tests.integration.budget.test_dry_runs_decisions import DECIDED
from tests.integration.budget.test_inventory import ITEM
from tests.integration.budget.test_waivers_and_packs import asked as waiver_of
from tests.integration.budget.test_waivers_and_packs import entered, proposed
from tests.integration.budget.web_scene import WebScene

RED = {
    "period": "2026-Q2", "light": "red", "reason": "Partner fehlt", "milestones": "",
    "risk": "Verzug", "decision_needed": "neuer Partner",
}  # fmt: skip
CHANGE = {"kind": "scope", "description": "Der Partner hat abgesagt."}
RATE = {"valid_from": "2026-07-01", "rate_bp": 127, "source": "Bundesbank"}
DISPOSAL = {"kind": "lost", "disposed_on": "2026-07-01", "reason": "Diebstahl"}
AUTHORISATION = {
    "budget_year": 2026, "nature": "consumptive", "kind": "appropriation", "amount_cents": 100_000,
    "reference": "Haushalt", "reason": "Beschluss",
}  # fmt: skip


@pytest.fixture
def asked(web: WebScene, both: Scene) -> Asked:
    return Asked(web, both)


def tried(web: WebScene, scene: Scene, path: str, body: Any, actor: str) -> dict[str, Any]:
    """What a dry run tells, sent with a key: no event and no stored answer may remain."""

    def written() -> list[int]:
        with scene.sessions.read() as session:
            tables = (OUTBOX.table, IDEMPOTENCY)
            return [session.scalar(select(func.count()).select_from(one)) or 0 for one in tables]

    before = written()
    headers = {"Idempotency-Key": "einmal"}
    answer = web.post(path, body, actor=actor, headers=headers)
    assert answer.status_code == 200, answer.get_json()
    assert written() == before
    found: dict[str, Any] = answer.get_json()
    return found


def test_a_red_light_tells_the_notice_it_would_open(asked: Asked, both: Scene) -> None:
    asked.do("/measures/M1/status", RED)
    assert [one.occasion.rule for one in both.look(notices_of, GRANT)] == ["NOTE-03"]


def test_goal_and_partners_said_anew(web: WebScene, both: Scene) -> None:
    body = {"goal": "Wartezeit halbieren", "change_reason": "Beschluss"}
    seen = {"If-Match": '"1"'}
    told = web.call("PATCH", "/measures/M1?dry_run=true", body, headers=seen)
    assert (told.status_code, told.json["answer"]["goal"]) == (200, "Wartezeit halbieren")
    assert both.look(load_measure, GRANT, "M1").measure.goal == ""
    done = web.call("PATCH", "/measures/M1", body, headers=seen)
    assert (done.status_code, done.headers["ETag"]) == (200, '"2"')
    assert both.look(load_measure, GRANT, "M1").measure.goal == "Wartezeit halbieren"
    for headers, status in (({}, 428), (seen, 412)):
        assert web.call("PATCH", "/measures/M1", body, headers=headers).status_code == status
    for change in ("UPDATE measure_description SET goal = 'x'", "DELETE FROM measure_description"):
        with pytest.raises(DBAPIError), both.sessions.write() as session:
            session.execute(text(change))


def test_a_change_of_one_of_two_measures_of_that_name(web: WebScene, both: Scene) -> None:
    """`grant_id` and `dry_run` stand in one address; the notice has no id nobody could find."""
    add_grant(both, "G2")
    path = "/measures/M1/changes?grant_id=G2"
    assert web.post("/measures/M1/changes?dry_run=true", CHANGE).status_code == 422
    told = tried(web, both, f"{path}&dry_run=true", CHANGE, OFFICER)
    assert len(told["effect"]["notices"]) == 1
    assert told["effect"]["notices"][0].startswith("NOTE-02")
    assert told["answer"]["change_id"] is None
    assert told["answer"]["notice"]["notice_id"] is None
    assert told["answer"]["notice"]["grant_id"] == "G2"
    assert both.look(notices_of, "G2") == both.look(notices_of, GRANT) == []
    assert web.post(path, CHANGE).status_code == 201
    assert len(both.look(notices_of, "G2")) == 1
    assert both.look(notices_of, GRANT) == []


def test_a_notice_sent_ends_its_deadline(asked: Asked, both: Scene) -> None:
    asked.do("/measures/M2/status", RED)
    [notice] = both.look(notices_of, GRANT)
    body = {"sent_on": "2026-07-15", "reference": "KfW 4"}
    asked.do(f"/notices/{notice.notice_id}/sending", body)


def test_an_authorisation_of_a_budget_year(asked: Asked) -> None:
    first = asked.do(f"{AT}/authorisations", AUTHORISATION)["authorisation_id"]
    assert asked.do(f"/authorisations/{first}/release", None, HEAD)["status"] == "released"
    second = asked.do(f"{AT}/authorisations", AUTHORISATION)["authorisation_id"]
    asked.do(f"/authorisations/{second}/withdrawal", {"reason": "doppelt"})


def test_a_lost_item(asked: Asked, both: Scene) -> None:
    item_id = both.run(record_item, GRANT, ITEM).record.item_id
    new = asked.do(f"/inventory-items/{item_id}/disposals", DISPOSAL)
    asked.do(f"/inventory-disposals/{new['disposal_id']}/withdrawal", {"reason": "gefunden"})


def test_a_waiver_is_revoked(asked: Asked, both: Scene) -> None:
    waiver_id = waiver_of(both, entered(both))
    path = f"/waivers/{waiver_id}"
    asked.do(f"{path}/approval", None, HEAD)
    done = asked.do(f"{path}/revocation", {"reason": "nachgereicht"}, PROGRAMME)
    assert done["status"] == "revoked"


def test_a_determination_is_taken_back(asked: Asked, both: Scene) -> None:
    file = both.means.files.put(b"%PDF-1.7 Auflage")
    overrun = {"kind": "authority_overrun", "budget_line": TRAVEL, "file": file, **DECIDED}
    new = asked.do(f"{AT}/determinations", overrun)
    path = f"/determinations/{new['determination_id']}/withdrawal"
    asked.do(path, {"reason": "falsche Kostenposition"})


def test_a_base_rate_names_the_grants_whose_deadlines_it_ends(
    asked: Asked, web: WebScene, both: Scene
) -> None:
    told = tried(web, both, "/base-rates?dry_run=true", RATE, HEAD)
    assert told["answer"]["status"] == "proposed"
    assert told["grants"] == []
    assert both.look(all_base_rates) == []
    assert web.post("/base-rates", RATE, actor=HEAD).status_code == 201
    path = "/base-rates/2026-07-01/confirmation"
    before = asked.stands()["due"]
    told = tried(web, both, f"{path}?dry_run=true", {}, PROGRAMME)
    assert told["answer"]["status"] == "confirmed"
    assert asked.stands()["due"] == before
    assert web.post(path, {}, actor=PROGRAMME).status_code == 200
    ended = set(before) - set(asked.stands()["due"])
    assert ended == {"base_rate-2026-07-01"}
    shifts = [
        (one["grant_id"], shift["duty"])
        for one in told["grants"]
        for shift in one["effect"]["deadlines"]
    ]
    assert shifts == [(GRANT, duty) for duty in sorted(ended)]
    again = tried(web, both, f"{path}?dry_run=true", {}, PROGRAMME)
    assert [one["code"] for one in again["violations"]] == ["base_rate_already_confirmed"]
    assert again["grants"] is again["answer"] is None


def test_a_release_of_a_pack_change_tells_its_preview(web: WebScene, both: Scene) -> None:
    entered(both)
    change_id = proposed(both)
    path = f"/rule-pack-changes/{change_id}"
    seen = web.get(f"{path}/preview", actor=HEAD).get_json()
    told = tried(web, both, f"{path}/release?dry_run=true", None, HEAD)
    assert told["answer"]["status"] == "released"
    assert told["answer"]["preview"] == seen
    assert seen["count"] > 0
    assert both.look(load_change, change_id).status == "proposed"
    assert both.look(releases_so_far) == 0
    done = web.post(f"{path}/release", actor=HEAD).get_json()
    assert "preview" not in done
    assert done["status"] == "released"


def test_who_may_not_act_may_not_ask(web: WebScene, both: Scene) -> None:
    change_id = proposed(both)
    for path, body in (
        (f"/rule-pack-changes/{change_id}/release", None),
        ("/base-rates", RATE),
        (f"{AT}/certification-authorities", {}),
    ):
        assert web.post(f"{path}?dry_run=true", body, actor=OFFICER).status_code == 403
