"""A report rests on the log or does not come about: what the proof demands while drafting."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from services.audit.usecases.publishing import PublishedLog
from services.reporting.check.attachments import attachments
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.report import Trust, check_report
from services.reporting.usecases import enclosures
from services.reporting.usecases.as_of import report_as_of
from services.reporting.usecases.preparing import DraftOrder
from tests.driver import OFFICER, TODAY, House
from tests.reported_house import GRANT, PERIODS, document, draft, release, reported_house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("proof")) as house:
        yield house


class OtherLog(PublishedLog):
    """A log in which something else stands."""

    def tile(self, level: int, number: int, width: int) -> bytes:
        return bytes(len(super().tile(level, number, width)))


def test_a_log_that_holds_something_else_stops_the_report(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports = house.ports("reporting")
    means = replace(ports.extras["means"], log=OtherLog(house.ports("audit").sessions))
    monkeypatch.setitem(ports.extras, "means", means)  # type: ignore[arg-type]
    path = f"/reporting/api/v1/grants/{GRANT}/reports"
    new = {"type": "quarterly", "period": PERIODS["quarterly"]}
    answer = house.call(OFFICER, "POST", path, new).expect(503)
    assert answer.codes == {("log_mismatch", "SYSTEM")}


def test_the_proof_of_a_release_is_that_of_its_draft(house: House) -> None:
    report_id = draft(house, "quarterly")
    before = attachments(PdfFile(document(house, report_id)))
    house.enter_claimable(GRANT)
    house.settle()
    release(house, report_id)
    after = attachments(PdfFile(document(house, report_id)))
    for name in ("nachweis.json", "ereignisse.ndjson", "pruefmarke.txt"):
        assert before[name] == after[name]


def test_same_document_and_checkpoint_give_the_same_bytes(house: House) -> None:
    one, two = draft(house, "voucher-list"), draft(house, "voucher-list")
    first, second = (PdfFile(document(house, one)), PdfFile(document(house, two)))
    own = {"bericht.json", "inhalt.json"}  # they name the version
    for name, content in attachments(first).items():
        assert name in own or content == attachments(second)[name]


def test_a_past_state_is_drawn_again_with_its_proof(house: House, tmp_path: Path) -> None:
    report_id = draft(house, "quarterly")
    path = f"/reporting/api/v1/reports/{report_id}"
    position = house.call(OFFICER, "GET", path).expect(200).body["cut_off"]["position"]
    house.enter_claimable(GRANT)
    house.settle()
    means = house.ports("reporting").extras["means"]
    order = DraftOrder(GRANT, "quarterly", PERIODS["quarterly"], TODAY)
    made = report_as_of(means, order, position, tmp_path)
    assert made and all(one.is_as_stored for one in made)
    (pdf,) = (one.path for one in made if one.path.name == "draft-full.pdf")
    assert "nachweis.json" in attachments(PdfFile(pdf.read_bytes()))


def test_a_long_list_has_a_side_file(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enclosures, "MOST_ROWS", 5)
    report_id = draft(house, "voucher-list")
    data, side = document(house, report_id), document(house, report_id, "zip")
    assert set(attachments(PdfFile(data))) == {"inhalt.json"}
    assert hashlib.sha256(side).hexdigest().encode() in attachments(PdfFile(data))["inhalt.json"]
    assert check_report(data, side, Trust()).is_sound
    missing = check_report(data, None, Trust())
    assert not missing.is_sound and any("Begleitdatei" in text for _, _, text in missing.steps)
    other = io.BytesIO(side)
    with zipfile.ZipFile(other, "a") as archive:
        archive.writestr("mehr.txt", "x")
    assert not check_report(data, other.getvalue(), Trust()).is_sound


def test_a_short_list_has_none(house: House) -> None:
    report_id = draft(house, "voucher-list")
    path = f"/reporting/api/v1/reports/{report_id}/document.zip"
    house.call(OFFICER, "GET", path).expect(404)


def test_a_report_with_a_change_page_is_in_order(house: House) -> None:
    """What the page says of vouchers and of an income, the log's events tell too."""
    release(house, draft(house, "quarterly"))
    house.enter_claimable(GRANT)
    income = {
        "source_kind": "private",
        "source": "Sponsor",
        "received_on": "2026-03-02",
        "amount_cents": 100_000,
    }
    house.budget(OFFICER, "POST", f"/grants/{GRANT}/incomes", income).expect(201)
    house.clock.at += timedelta(hours=1)  # the next checkpoint is due
    house.settle()
    data = document(house, draft(house, "quarterly"))
    report = json.loads(attachments(PdfFile(data))["bericht.json"])
    assert '"changed_facts"' in json.dumps(report) and '"changes"' in json.dumps(report)
    assert check_report(data, None, Trust()).is_sound
