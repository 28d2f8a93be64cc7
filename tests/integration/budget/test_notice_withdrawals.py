"""Taking back that a notice was sent or answered, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.budget.domain.notice import NoticeStatus, NoticeStep, check_withdrawal
from services.budget.store.grant import load_grant
from services.budget.store.kept_file import kept_files
from services.budget.store.notice import load_notice
from services.budget.store.notice_withdrawal import withdrawals_of
from services.budget.usecases.deadline_reading import deadline_of
from services.budget.usecases.notice import open_notice
from services.budget.usecases.notice_steps import Letter, answer_notice, send_notice
from services.budget.usecases.notice_withdrawal import withdraw_answer, withdraw_sending
from shared.errors import Conflict, Refused
from tests.integration.budget.scene import GRANT, OFFICER, Scene

DAY = date(2026, 7, 15)
REASON = "Der Brief lag noch in der Mappe."


def _sent(scene: Scene, file: str | None = None) -> str:
    notice = scene.run(open_notice, GRANT, rule="NOTE-01", occasion_key="x", reason="Zuschuss")
    scene.run(send_notice, notice.notice_id, Letter(DAY, "Az. 4", file))
    return str(notice.notice_id)


def _take_back_answer(scene: Scene, notice_id: str, reason: str = REASON) -> Any:
    with scene.sessions.write() as session:
        return withdraw_answer(session, notice_id, reason, by=scene.by())


def _due_on(scene: Scene, notice_id: str) -> date | None:
    with scene.sessions.read() as session:
        grant = load_grant(session, GRANT)
        found = deadline_of(session, grant, f"notice-{notice_id}", DAY, means=scene.means)
    return found.due_on if found else None


def test_it_is_open_again_on_its_former_day_and_the_sending_stays_visible(both: Scene) -> None:
    letter = both.means.files.put(b"letter")
    notice_id = _sent(both, letter)
    assert _due_on(both, notice_id) is None
    found = both.run(withdraw_sending, notice_id, REASON)
    assert (found.status, found.progress.sent_on, found.sent_file) == ("open", None, None)
    assert _due_on(both, notice_id) == found.due_on == date(2026, 7, 29)
    [past] = both.look(withdrawals_of, GRANT)[notice_id]
    assert (past.step, past.reason, past.withdrawn_by) == ("sending", REASON, OFFICER)
    assert (past.noted.on, past.noted.words, past.noted.noted_by) == (DAY, "Az. 4", OFFICER)
    assert letter in [one.sha256 for one in both.look(kept_files, GRANT)]  # still kept for its time
    [event] = [one for one in both.events() if "sending_withdrawn" in one["type"]]
    assert event["data"] == {
        "notice_id": notice_id,
        "grant_id": GRANT,
        "rule": "NOTE-01",
        "sent_on": "2026-07-15",
        "reference": "Az. 4",
        "reason": REASON,
        "due_on": "2026-07-29",
        "related": [f"notice/{notice_id}"],
    }


def test_it_may_be_sent_again_and_taken_back_again(both: Scene) -> None:
    notice_id = _sent(both)
    both.run(withdraw_sending, notice_id, REASON)
    both.run(send_notice, notice_id, Letter(DAY, "Az. 5"))
    assert both.look(load_notice, notice_id).progress.sent_reference == "Az. 5"
    both.run(withdraw_sending, notice_id, "Wieder nicht.")
    words = [one.noted.words for one in both.look(withdrawals_of, GRANT)[notice_id]]
    assert sorted(words) == ["Az. 4", "Az. 5"]


def test_an_answer_shows_that_it_arrived_until_it_is_taken_back_too(both: Scene) -> None:
    notice_id = _sent(both)
    both.run(answer_notice, notice_id, Letter(DAY, "Zur Kenntnis."))
    with pytest.raises(Conflict) as caught:
        both.run(withdraw_sending, notice_id, " ")
    codes = [one.code for one in caught.value.violations]
    assert codes == ["answer_stands", "reason_missing"]  # every reason at once
    assert _take_back_answer(both, notice_id).status == "sent"
    assert both.run(withdraw_sending, notice_id, REASON).status == "open"
    steps = [one.step for one in both.look(withdrawals_of, GRANT)[notice_id]]
    assert sorted(steps) == ["answer", "sending"]


def test_the_deadline_is_told_at_once(both: Scene) -> None:
    notice_id = _sent(both)
    both.run(withdraw_sending, notice_id, REASON)
    lists = [one for one in both.events() if one["type"].endswith("deadlines.listed.v1")]
    told = [f"notice-{notice_id}" in str(one["data"]["deadlines"]) for one in lists[-2:]]
    assert told == [False, True]


def test_a_reason_is_needed(both: Scene) -> None:
    notice_id = _sent(both)
    with pytest.raises(Refused) as caught:
        both.run(withdraw_sending, notice_id, "  ")
    assert [one.code for one in caught.value.violations] == ["reason_missing"]
    both.run(answer_notice, notice_id, Letter(DAY, "Gut."))
    with pytest.raises(Refused):
        _take_back_answer(both, notice_id, "")


@pytest.mark.parametrize(
    ("step", "status", "codes"),
    [
        ("sending", "open", ["notice_state"]),
        ("sending", "sent", []),
        ("sending", "answered", ["answer_stands"]),
        ("sending", "dispensed", ["notice_state"]),
        ("answer", "open", ["notice_state"]),
        ("answer", "sent", ["notice_state"]),
        ("answer", "answered", []),
        ("answer", "dispensed", ["notice_state"]),
    ],
)
def test_what_may_be_taken_back_when(step: str, status: str, codes: list[str]) -> None:
    found = check_withdrawal(NoticeStatus(status), NoticeStep(step), "Irrtum")
    assert [one.code for one in found] == codes
