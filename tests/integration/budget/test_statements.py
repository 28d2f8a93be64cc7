"""What follows from the books is told to the stream when it stands differently, and only then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.budget.domain.base_rate import BaseRate
from services.budget.store.drawdown import DrawdownReceiptRow, DrawdownRow
from services.budget.usecases.base_rate import confirm_base_rate, propose_base_rate
from services.budget.usecases.daily_reassessment import catch_up
from services.budget.usecases.deadline import Met, complete_deadline, reopen_deadline
from tests.integration.budget.scene import GRANT, HEAD, PROGRAMME, TODAY, Scene

MET = Met(date(2026, 7, 15), "Testat 3/26")


def listed(scene: Scene) -> list[dict[str, Any]]:
    return [one["data"] for one in scene.events() if one["type"].endswith("deadlines.listed.v1")]


def stated(scene: Scene) -> list[dict[str, Any]]:
    return [one["data"] for one in scene.events() if one["type"].endswith("interest.stated.v1")]


def segments(scene: Scene) -> list[dict[str, Any]]:
    wanted = "interest_segments.listed.v1"
    found = [one["data"] for one in scene.events() if one["type"].endswith(wanted)]
    return found[-1]["segments"]  # type: ignore[no-any-return]


def rate(scene: Scene, day: date, bp: int) -> None:
    with scene.sessions.write() as session:
        propose_base_rate(session, BaseRate(day, bp, "Bundesbank"), by=scene.by(HEAD))
    with scene.sessions.write() as session:
        confirm_base_rate(session, day, by=scene.by(PROGRAMME))


def duty(told: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in told["deadlines"] if one["duty"] == name)  # type: ignore[no-any-return]


def test_deadlines_are_told_once_and_again_when_one_is_met_or_reopened(both: Scene) -> None:
    both.run(catch_up, GRANT)
    both.run(catch_up, GRANT)
    (first,) = listed(both)
    assert duty(first, "rpa_certificate")["status"] == "open"
    assert first["lead_days"] == [90, 30, 7]
    both.run(complete_deadline, GRANT, "rpa_certificate", MET)
    assert duty(listed(both)[-1], "rpa_certificate")["done_on"] == "2026-07-15"
    both.run(reopen_deadline, GRANT, "rpa_certificate", "Irrtum")
    assert [one["deadlines"] == first["deadlines"] for one in listed(both)] == [True, False, True]


def test_a_lead_time_that_is_reached_is_news(both: Scene) -> None:
    both.run(catch_up, GRANT)
    target = date.fromisoformat(duty(listed(both)[0], "rpa_certificate")["target_on"])
    for days, roles in ((91, 0), (90, 1)):
        on = target - timedelta(days=days)
        both.run(catch_up, GRANT, at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC))
        assert len(duty(listed(both)[-1], "rpa_certificate")["told"]) == roles


def test_interest_is_stated_as_of_the_end_of_each_month(both: Scene) -> None:
    _receipt(both, date(2026, 5, 31), 10_000_000)
    both.run(catch_up, GRANT)
    assert stated(both)[-1]["missing"] == ["2026-01-01"]
    assert stated(both)[-1]["items"][0]["interest_cents"] is None
    rate(both, date(2026, 1, 1), 127)
    both.run(catch_up, GRANT)
    both.run(catch_up, GRANT)
    told = stated(both)
    assert len(told) == 2
    assert (told[1]["as_of"], told[1]["margin_bp"], told[1]["day_count"]) == (
        "2026-06-30",
        500,
        "act/365",
    )
    item = told[1]["items"][0]
    assert (item["kind"], item["unused_cents"]) == ("late_use", 10_000_000)
    # 100,000.00 EUR at 6.27 % over the 30 days of June.
    assert item["interest_cents"] == 51_534
    assert sum(one["cents"] for one in segments(both)) == 51_534
    both.run(catch_up, GRANT, at=TODAY + timedelta(days=20))
    assert stated(both)[-1]["as_of"] == "2026-07-31"
    assert stated(both)[-1]["missing"] == ["2026-07-01"]


def _receipt(scene: Scene, on: date, cents: int) -> None:
    """A call of which money arrived, put straight into the books."""
    by = scene.by()
    call = DrawdownRow(
        drawdown_id="d1", grant_id=GRANT, number=1, period="2026-H1", kind="interim",
        status="received", last_day=date(2026, 6, 30), cumulative_eligible_cents=cents,
        entitlement_cents=cents, previously_called_cents=0, amount_cents=cents,
        approved_cents=cents, expenditure_count=0, basis={}, rule_pack="kfw436-2020",
        rule_pack_version="1", created_by=by.actor, created_by_service=False, created_at=by.now,
        released_on=on, submitted_on=on, opening=False,
        version=1,
    )  # fmt: skip
    receipt = DrawdownReceiptRow(
        receipt_id="r1", drawdown_id="d1", grant_id=GRANT, received_on=on, amount_cents=cents,
        recorded_by=by.actor, recorded_at=by.now,
    )  # fmt: skip
    with scene.sessions.write() as session:
        session.add(call)
        session.flush()
        session.add(receipt)
