"""If-Match at a measure's status and at base rates: nobody decides on what has changed since."""

from __future__ import annotations

from tests.integration.budget.scene import HEAD, PROGRAMME
from tests.integration.budget.test_expenditures_api import codes
from tests.integration.budget.web_scene import WebScene

STATUS = {
    "period": "2026-Q2", "light": "green", "reason": "im Plan", "milestones": "", "risk": "",
    "decision_needed": "",
}  # fmt: skip
MEASURE, RATE = "/measures/M1", "/base-rates/2026-07-01"


def propose(web: WebScene, rate_bp: int) -> str:
    body = {"valid_from": "2026-07-01", "rate_bp": rate_bp, "source": "Bundesbank"}
    answer = web.post("/base-rates", body, actor=HEAD)
    assert answer.status_code == 201, answer.get_json()
    return answer.headers["ETag"]


def test_a_statement_on_a_measure_needs_the_one_before_where_it_is_named(web: WebScene) -> None:
    seen = web.get(MEASURE)
    assert (seen.status_code, seen.get_json()["statuses"]) == (200, [])
    first = {"If-Match": seen.headers["ETag"]}
    stated = web.post(f"{MEASURE}/status", STATUS, headers=first)
    assert stated.status_code == 201, stated.get_json()
    red = {**STATUS, "light": "red", "reason": "Lieferant fällt aus"}
    stale = web.post(f"{MEASURE}/status", red, headers=first)
    assert (stale.status_code, codes(stale)) == (412, ["if_match_stale"])
    shown = web.get(MEASURE)
    assert shown.headers["ETag"] == stated.headers["ETag"]
    assert [one["light"] for one in shown.get_json()["statuses"]] == ["green"]
    now = {"If-Match": stated.headers["ETag"]}
    assert web.post(f"{MEASURE}/status", red, headers=now).status_code == 201
    assert web.post(f"{MEASURE}/status", STATUS).status_code == 201  # honoured, not required
    assert web.get("/measures/M9").status_code == 404


def test_a_rate_is_confirmed_only_as_it_was_seen(web: WebScene) -> None:
    seen = {"If-Match": propose(web, 127)}
    assert web.get(RATE).headers["ETag"] == seen["If-Match"]
    assert web.post(f"{RATE}/withdrawal", {"reason": "vertippt"}, actor=HEAD).status_code == 200
    assert web.get(RATE).status_code == 404
    newer = propose(web, 217)  # of the same version number as the one taken back
    stale = web.post(f"{RATE}/confirmation", {}, actor=PROGRAMME, headers=seen)
    assert (stale.status_code, codes(stale)) == (412, ["if_match_stale"])
    back = web.post(f"{RATE}/withdrawal", {"reason": "x"}, actor=HEAD, headers=seen)
    assert back.status_code == 412
    done = web.post(f"{RATE}/confirmation", {}, actor=PROGRAMME, headers={"If-Match": newer})
    assert done.status_code == 200, done.get_json()
    assert done.headers["ETag"] == web.get(RATE).headers["ETag"] != newer
    assert done.get_json()["rate_bp"] == 217
