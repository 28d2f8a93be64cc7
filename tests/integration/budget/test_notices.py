"""Notices to the funder on both databases: one per occasion, due after the days of the pack."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.budget.store.notice import load_notice, notices_of
from services.budget.usecases.notice import open_notice
from shared.errors import NotFound
from tests.integration.budget.scene import GRANT, Scene

REASON = "Eine weitere Förderung ist eingegangen."


def _open(scene: Scene, **changes: Any) -> Any:
    values = {"rule": "NOTE-01", "occasion_key": "income/1", "reason": REASON} | changes
    return scene.run(open_notice, GRANT, **values)


def test_an_occasion_opens_a_notice_due_in_14_days(both: Scene) -> None:
    notice = _open(both, before="kein Land", after="Land 5.000,00 €", effect_cents=500_000)
    assert notice.status == "open"
    assert notice.due_on == date(2026, 7, 29)  # 15 July and 14 days
    assert notice.occasion.known_on == date(2026, 7, 15)
    [event] = [one for one in both.events() if one["type"].endswith("notice.opened.v1")]
    assert event["data"]["due_on"] == "2026-07-29"
    assert event["data"]["effect_cents"] == 500_000
    assert event["data"]["after"] == "Land 5.000,00 €"


def test_the_same_occasion_opens_no_second_notice(both: Scene) -> None:
    assert _open(both) == _open(both, reason="Anders gesagt.")
    assert both.event_types().count("notice.opened") == 1


def test_another_occasion_or_rule_opens_its_own(both: Scene) -> None:
    _open(both)
    _open(both, occasion_key="income/2")
    _open(both, rule="NOTE-03")
    assert len(both.look(notices_of, GRANT)) == 3


def test_only_rules_about_notices_open_one(both: Scene) -> None:
    with pytest.raises(ValueError, match="PLAN-02"):
        _open(both, rule="PLAN-02")


def test_an_unknown_notice_is_not_found(both: Scene) -> None:
    with pytest.raises(NotFound) as caught:
        both.look(load_notice, "nein")
    assert [one.code for one in caught.value.violations] == ["notice_unknown"]
