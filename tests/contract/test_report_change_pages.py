"""The second version of a report, with its page of changes, convinces a stranger too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.outcome import UNCHECKED, Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.report import Trust, check_report
from services.reporting.check.told import read_events
from services.reporting.check.vouchers import check_vouchers
from tests.contract.report_forgeries import report_of
from tests.contract.sealed_reports import sealed_as_released
from tests.driver import OFFICER, House
from tests.reported_house import GRANT, document, draft, release, reported_house
from tests.seal_material import Keys

KINDS = ("quarterly", "voucher-list", "call-package", "cash-flow")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("changes")) as house:
        yield house


@pytest.fixture(scope="module")
def second(house: House) -> dict[str, bytes]:
    """Each kind as released a second time, after a voucher changed and another came."""
    unfinished = house.enter(GRANT, gross_cents=23_456).expect(201).body
    house.clock.at += timedelta(seconds=2)  # the log signs at most once a second
    house.settle()
    for kind in KINDS:
        release(house, draft(house, kind))
    house.complete(unfinished["expenditure_id"])
    house.enter_claimable(GRANT, gross_cents=34_567)
    income = {
        "source_kind": "private", "source": "Verein", "received_on": "2026-05-06",
        "amount_cents": 5_555,
    }  # fmt: skip
    house.budget(OFFICER, "POST", f"/grants/{GRANT}/incomes", income).expect(201)
    house.clock.at += timedelta(seconds=2)
    house.settle()
    ids = {kind: draft(house, kind) for kind in KINDS}
    house.clock.at += timedelta(seconds=2)
    house.settle()  # the log knows the drafts
    for report_id in ids.values():
        release(house, report_id)
    return {kind: document(house, report_id) for kind, report_id in ids.items()}


@pytest.fixture(scope="module")
def quarterly(second: dict[str, bytes]) -> dict[str, bytes]:
    return attachments(PdfFile(second["quarterly"]))


def changes_of(report: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in blocks(report, "table") if one["key"] == "changed_fields")


@pytest.mark.parametrize("kind", KINDS)
def test_a_version_with_changes_is_in_order(second: dict[str, bytes], kind: str) -> None:
    outcome = check_report(second[kind], None, Trust())
    assert outcome.is_sound, outcome.lines()
    assert any("Fassung 2, freigegeben" in text for _, _, text in outcome.steps)


def test_what_is_not_compared_is_said(second: dict[str, bytes]) -> None:
    (text,) = [
        text
        for name, _, text in check_report(second["quarterly"], None, Trust()).steps
        if name == "Belege"
    ]
    assert "alte Werte auf der Seite der Änderungen sind nicht verglichen" in text


def test_a_version_with_changes_is_in_order_sealed(
    second: dict[str, bytes], tmp_path: Path
) -> None:
    keys = Keys.make()
    for kind in ("quarterly", "voucher-list"):
        data = sealed_as_released(second[kind], tmp_path, keys)
        log_key = attachments(PdfFile(data))["protokollschluessel.txt"].decode()
        trust = Trust(log_key=log_key, seal=keys.own)
        outcome = check_report(data, None, trust)
        assert outcome.is_sound, outcome.lines()
        open_here = {name for name, state, _ in outcome.steps if state == UNCHECKED}
        not_compared = {"Beträge", "Beträge in Sätzen", "Angaben ohne Vergleich"}
        assert open_here <= not_compared, outcome.lines()


def unknown_voucher(table: dict[str, Any]) -> None:
    table["rows"][0]["cells"][0] = 4711


def amounts_beside(table: dict[str, Any]) -> None:
    table["columns"].append({**table["columns"][0], "key": "paid", "type": "money"})
    for row in table["rows"]:
        row["cells"].append(99_999_00)


@pytest.mark.parametrize("forge", [unknown_voucher, amounts_beside])
def test_what_hides_behind_the_changes_is_named(
    quarterly: dict[str, bytes], forge: Callable[[dict[str, Any]], None]
) -> None:
    report = report_of(quarterly)
    check_vouchers(report, read_events(quarterly["ereignisse.ndjson"]))
    forge(changes_of(report))
    with pytest.raises(Fault, match="dazu liegt kein Ereignis"):
        check_vouchers(report, read_events(quarterly["ereignisse.ndjson"]))


@pytest.mark.parametrize("key", ["changes", "changed_fields"])
def test_another_present_value_is_refused(quarterly: dict[str, bytes], key: str) -> None:
    report, told = report_of(quarterly), read_events(quarterly["ereignisse.ndjson"])
    assert "neue Werte der Seite der Änderungen" in check_vouchers(report, told)
    table = next(one for one in blocks(report, "table") if one["key"] == key)
    keys = [one["key"] for one in table["columns"]]
    fields = {"Stand", "Bezahlt", "Zuwendungsfähig", "Planposition", "Brutto"}
    rows = [one for one in table["rows"] if one["kind"] == "data"]
    told_of = [one for one in rows if "field" not in keys or one["cells"][2] in fields]
    assert told_of
    for row in told_of:
        before = row["cells"][keys.index("after")]
        row["cells"][keys.index("after")] = f"{before} anders"
        with pytest.raises(Fault, match="nach dem Ereignis"):
            check_vouchers(report, told)
        row["cells"][keys.index("after")] = before
