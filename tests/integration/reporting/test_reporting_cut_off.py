"""On what a report rests: the newest signed state of the log that reporting has read up to."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import date

import pytest

from contracts.events import budget
from contracts.topics import KEYS
from services.reporting.store import reports
from shared.errors import Unavailable
from shared.transport import Message
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import tell_everything, tell_income
from tests.integration.reporting.stream import GRANT, OFFICER


def page_of(house: Reporting, report_id: str, format_: str = "html") -> str:
    with house.ports.sessions.read() as session:
        return (reports.content(session, report_id, "draft", "full", format_) or b"").decode()


def code_of(error: Unavailable) -> str:
    return error.violations[0].code


def test_without_any_checkpoint_there_is_no_report(reporting: Reporting) -> None:
    tell_everything(reporting.stream, vouchers=8)
    reporting.settle()
    with pytest.raises(Unavailable) as away:
        reporting.draft()
    assert code_of(away.value) == "checkpoint_missing"


def test_an_older_checkpoint_is_used_and_said_so(told: Reporting) -> None:
    before = told.draft()
    tell_income(told.stream)
    told.settle()
    late = told.draft()
    assert late.late_cut_off and not before.late_cut_off
    assert late.cut_off_position == before.cut_off_position
    assert "reicht nicht bis zu den neuesten Buchungen" in page_of(told, late.report_id)
    assert "reicht nicht bis zu" not in page_of(told, before.report_id)


def test_a_checkpoint_that_comes_in_time_is_waited_for(told: Reporting) -> None:
    told.ports = replace(
        told.ports, extras={**told.ports.extras, "means": replace(told.means, wait_s=5.0)}
    )
    told.stream.tell(budget.CreditorErased("k9", "Antrag"), "creditor/k9")

    def later() -> None:
        time.sleep(0.3)
        told.stream.checkpoint()
        told.settle()

    thread = threading.Thread(target=later)
    thread.start()
    report = told.draft()
    thread.join()
    assert not report.late_cut_off


def test_a_checkpoint_ahead_of_what_was_read_is_not_used(told: Reporting) -> None:
    tell_income(told.stream)
    told.stream.checkpoint()
    workers = {one.name: one for one in _workers(told)}
    workers["reporting-checkpoints"].run_once()  # the facts have not come yet
    report = told.draft()
    assert report.late_cut_off


def _workers(house: Reporting):  # type: ignore[no-untyped-def]
    from services.reporting.app import SERVICE

    return SERVICE.workers(house.ports)


def test_a_key_that_has_not_come_stops_a_list_that_needs_it(reporting: Reporting) -> None:
    stream = reporting.stream
    stream.key("k1", publish=False)
    tell_everything(stream, vouchers=8)
    stream.checkpoint()
    reporting.settle()
    assert reporting.draft("quarterly").version == 1  # opens no text
    with pytest.raises(Unavailable) as away:
        reporting.draft("voucher-list", "2026-Q1")
    assert code_of(away.value) == "keys_missing"


@pytest.mark.parametrize("tombstone_came", [True, False])
def test_an_erased_creditor_is_printed_as_erased(told: Reporting, tombstone_came: bool) -> None:
    assert "Druckerei Kurz" in page_of(told, told.draft("voucher-list").report_id)
    event = budget.CreditorErased("k1", "Antrag nach Art. 17 DSGVO")
    told.stream.tell(event, "creditor/k1", grant_id=None)
    if tombstone_came:
        told.transport.publish(KEYS, [Message("k1", None)])
    told.stream.checkpoint()
    told.settle()
    text = page_of(told, told.draft("voucher-list").report_id)
    assert "[gelöscht]" in text and "Druckerei Kurz" not in text


def test_a_report_vouches_for_the_words_it_prints_until_they_are_erased(told: Reporting) -> None:
    told.stream.row(budget.ExpenditureRecorded, 99, creditor="Gärtnerei Weiß", vouched=True,
                    paid_on=date(2026, 2, 16))  # fmt: skip
    told.stream.checkpoint()
    told.settle()
    before = page_of(told, told.draft("voucher-list").report_id, "json")
    assert (
        before.count('"salts"') == 1 and "Gärtnerei Weiß" in before
    )  # of 99 alone: it has digests
    told.stream.tell(budget.CreditorErased("k1", "Antrag"), "creditor/k1", grant_id=None)
    told.stream.checkpoint()
    told.settle()
    after = page_of(told, told.draft("voucher-list").report_id, "json")
    assert "salts" not in after and "Gärtnerei Weiß" not in after


def test_released_bytes_keep_the_name_that_was_there(told: Reporting) -> None:
    report = told.draft("voucher-list")
    told.stream.tell(budget.CreditorErased("k1", "Antrag"), "creditor/k1", grant_id=None)
    told.settle()
    assert "Druckerei Kurz" in page_of(told, report.report_id)
    assert report.created_by == OFFICER and report.grant_id == GRANT
