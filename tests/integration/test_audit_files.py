"""The audit package with the files of receipts, read from budget next door and over HTTP."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from lxml import etree
from werkzeug.wrappers import Response

from contracts.receipt_files import ReceiptFile
from services.budget.store.user import find_user_by_login
from services.budget.usecases.receipt_files import ReceiptsNextDoor
from services.reporting.domain import receipt_parts
from services.reporting.intake.receipts_over_http import ReceiptsOverHttp
from services.reporting.usecases import audit_files
from services.reporting.usecases.means import Asker
from shared.errors import Conflict, Forbidden, NotFound, Unauthenticated, Unavailable
from tests.driver import AUDITOR, FACTUAL, OFFICER, TODAY, House
from tests.reported_house import GRANT, draft, reported_house
from tests.served import served

DTD = "gdpdu-01-09-2004.dtd"
REPORTS = "/reporting/api/v1/reports"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("files")) as house:
        lines = {"Beratung": 5_000_000, "Technik": 900_000, "Personal": 200_000}
        house.plan(
            GRANT, lines, categories={"Personal": "PERSONAL"}, basis="change_approved"
        ).expect(201)
        wages = house.enter(GRANT, budget_line="Personal", gross_cents=70_000).expect(201).body
        house.file_voucher(wages["expenditure_id"])
        house.go_to(TODAY + timedelta(days=1))
        house.settle()
        yield house


@pytest.fixture(scope="module")
def report_id(house: House) -> str:
    return draft(house, "audit-package")


@pytest.fixture(scope="module")
def package(house: House, report_id: str) -> dict[str, bytes]:
    answer = house.call(AUDITOR, "GET", f"{REPORTS}/{report_id}/audit-package.zip").expect(200)
    return entries(answer.data)


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with served(house.app) as at:
        yield f"{at}/budget"


def entries(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def records(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode()), delimiter=";"))


def listed(package: dict[str, bytes]) -> list[dict[str, str]]:
    return records(package["packed_files.csv"])


def test_every_listed_file_is_there_with_its_hash(package: dict[str, bytes]) -> None:
    there = {one["Datei"]: one["SHA-256"] for one in listed(package) if one["Datei"]}
    assert len(there) >= 3
    assert set(there) == {name for name in package if name.startswith("belege/")}
    for name, sha256 in there.items():
        assert hashlib.sha256(package[name]).hexdigest() == sha256


def test_the_index_knows_the_list_and_stays_valid(package: dict[str, bytes]) -> None:
    root = etree.fromstring(package["index.xml"])
    assert etree.DTD(io.BytesIO(package[DTD])).validate(root)
    layout = root.find("Media/Table[Name='packed_files']/VariableLength")
    assert layout is not None
    names = [one.findtext("Name") for one in layout if one.tag.startswith("Variable")]
    assert names == package["packed_files.csv"].decode().split("\r\n")[0].split(";")
    keys = [(one.findtext("Name"), one.findtext("References")) for one in layout.iter("ForeignKey")]
    assert keys == [("Nr.", "receipt_files"), ("Lfd. Nr.", "vouchers")]
    assert {one.findtext("RecordDelimiter") for one in root.iter("VariableLength")} == {"\r\n"}


def test_the_list_bears_the_numbers_of_the_report_and_the_end_of_retention(
    package: dict[str, bytes],
) -> None:
    told = [(one["Nr."], one["SHA-256"]) for one in records(package["receipt_files.csv"])]
    assert told == [(one["Nr."], one["SHA-256"]) for one in listed(package)]
    assert all("Aufbewahren bis" in one for one in listed(package))


def test_all_hashes_are_listed_and_right(package: dict[str, bytes]) -> None:
    lines = package["pruefsummen.txt"].decode().splitlines()
    hashes = dict(line.split("  ")[::-1] for line in lines)
    assert set(hashes) == set(package) - {"pruefsummen.txt", "LIESMICH.txt"}
    for name, sha256 in hashes.items():
        assert hashlib.sha256(package[name]).hexdigest() == sha256


def test_files_of_personnel_cost_stay_here_and_the_package_says_why(
    house: House, report_id: str, package: dict[str, bytes]
) -> None:
    missing = [one for one in listed(package) if not one["Datei"]]
    assert [one["Nicht im Paket, weil"] for one in missing] == [
        "Beleg einer Personalausgabe: kann ein Gehalt verraten (PERS-06)"
    ]
    sentence = "1 Datei fehlt: Beleg einer Personalausgabe: kann ein Gehalt verraten (PERS-06)."
    assert sentence in package["LIESMICH.txt"].decode()
    body = house.call(AUDITOR, "GET", f"{REPORTS}/{report_id}/audit-package").expect(200).body
    assert body["left_out"] == [sentence]
    assert [one["part"] for one in body["parts"]] == [1]


def test_only_who_may_take_receipts_gets_them(house: House, report_id: str) -> None:
    for path in ("audit-package", "audit-package.zip"):
        house.call(FACTUAL, "GET", f"{REPORTS}/{report_id}/{path}").expect(403)
    house.call(OFFICER, "GET", f"{REPORTS}/{report_id}/audit-package.zip").expect(200)
    house.budget(FACTUAL, "GET", f"/grants/{GRANT}/receipt-files").expect(403)


def test_taking_it_is_in_the_trail(house: House, report_id: str, package: dict[str, bytes]) -> None:
    house.settle()
    path = f"/audit/api/v1/entries?subject=report/{report_id}&limit=100"
    found = house.call(AUDITOR, "GET", path).expect(200).body["items"]
    assert any("z3-files" in str(one) for one in found)
    assert package


def test_a_report_of_another_type_and_a_part_too_many_are_not_found(
    house: House, report_id: str
) -> None:
    other = draft(house, "portfolio")
    answer = house.call(AUDITOR, "GET", f"{REPORTS}/{other}/audit-package").expect(404)
    assert answer.body["violations"][0]["code"] == "package_unknown"
    path = f"{REPORTS}/{report_id}/audit-package.zip?part=2"
    answer = house.call(AUDITOR, "GET", path).expect(404)
    assert answer.body["violations"][0]["code"] == "part_unknown"


def test_next_door_and_over_http_are_the_same(house: House, address: str) -> None:
    by = house.ports("budget").occasion("somebody")
    near = ReceiptsNextDoor(house.ports("budget"))
    far = ReceiptsOverHttp(address, f"Bearer {house._tokens[AUDITOR]}", "", "localhost")
    files = near.listed(GRANT, by=by)
    assert far.listed(GRANT, by=by) == files
    one = next(one for one in files.items if not one.left_out)
    assert b"".join(far.content(one)) == b"".join(near.content(one))


def test_over_http_budget_decides_anew(house: House, address: str) -> None:
    by = house.ports("budget").occasion("somebody")
    with pytest.raises(Forbidden) as refused:
        token = f"Bearer {house._tokens[FACTUAL]}"
        ReceiptsOverHttp(address, token, "").listed(GRANT, by=by)
    assert refused.value.violations[0].code == "receipts_forbidden"
    stranger = ReceiptsOverHttp(address, "", "session=nonsense")
    expired = ReceiptsOverHttp(address, "Bearer nonsense", "")
    for nobody in (stranger, expired):
        with pytest.raises(Unauthenticated) as away:
            nobody.listed(GRANT, by=by)
        assert away.value.violations[0].code == "login_ended"
    gone = ReceiptFile("nobody", "voucher", "0" * 64, "belege/x", 1, None)
    with pytest.raises(NotFound) as missing:
        list(ReceiptsOverHttp(address, f"Bearer {house._tokens[AUDITOR]}", "").content(gone))
    assert missing.value.violations[0].code == "receipt_gone"


@pytest.mark.parametrize("body", [b"<html>", b'{"items": 5}', b"[]"])
def test_an_answer_that_is_no_list_is_unavailable(house: House, body: bytes) -> None:
    by = house.ports("budget").occasion("somebody")
    with served(Response(body)) as at, pytest.raises(Unavailable) as away:
        ReceiptsOverHttp(at, "Bearer x", "").listed(GRANT, by=by)
    assert away.value.violations[0].code == "receipts_unavailable"


def test_a_log_in_never_goes_through_a_proxy_of_the_environment() -> None:
    module = "services.reporting.intake.receipts_over_http"
    ask = f"from {module} import _OPENER; print([type(one).__name__ for one in _OPENER.handlers])"
    environment = {**os.environ, "http_proxy": "http://127.0.0.1:1"}
    run = subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True
    )
    assert "HTTPHandler" in run.stdout
    assert "ProxyHandler" not in run.stdout


def test_without_a_way_to_the_files_the_reason_is_said(house: House, report_id: str) -> None:
    ports = house.ports("reporting")
    means = replace(ports.extras["means"], receipts=None)
    with ports.sessions.read() as session, pytest.raises(Unavailable) as caught:
        audit_files.packing(session, means, report_id, Asker(), by=ports.occasion("somebody"))
    assert caught.value.violations[0].code == "receipts_not_set_up"
    assert "RECEIPTS_URL" in caught.value.message


def test_a_changed_file_ends_the_package(
    house: House, report_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports = house.ports("reporting")
    by, means = ports.occasion("somebody"), ports.extras["means"]
    monkeypatch.setattr(ReceiptsNextDoor, "content", lambda *_: iter([b"something else"]))
    with ports.sessions.read() as session:
        packed = audit_files.packing(session, means, report_id, Asker(), by=by)
        with pytest.raises(Conflict) as caught:
            audit_files.written_part(session, means, packed, 1, Asker())
    assert caught.value.violations[0].code == "receipt_damaged"


def test_a_large_grant_comes_in_parts(
    house: House, report_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_files, "shared_out", lambda files: receipt_parts.shared_out(files, 1))
    body = house.call(AUDITOR, "GET", f"{REPORTS}/{report_id}/audit-package").expect(200).body
    count = len(body["parts"])
    assert count >= 3
    assert [one["files"] for one in body["parts"]] == [1] * count
    path = f"{REPORTS}/{report_id}/audit-package.zip?part={count}"
    last = entries(house.call(AUDITOR, "GET", path).expect(200).data)
    (name,) = [one for one in last if one.startswith("belege/")]
    assert set(last) == {name, "pruefsummen.txt", "LIESMICH.txt"}
    assert f"Teil {count} von {count}" in last["LIESMICH.txt"].decode()


@pytest.mark.parametrize(
    ("sizes", "parts"),
    [([4, 6], [1, 1]), ([4, 7], [1, 2]), ([11, 1], [1, 2]), ([1, 1, 1, 1], [1, 1, 1, 2]), ([], [])],
)
def test_parts_end_before_they_are_too_large(sizes: list[int], parts: list[int]) -> None:
    files = [
        (at, at, ReceiptFile(str(at), "voucher", "a" * 64, str(at), size, date(2030, 1, 1)))
        for at, size in enumerate(sizes)
    ]
    assert [one.part for one in receipt_parts.shared_out(files, 10, 3)] == parts


def test_what_is_left_out_is_in_no_part() -> None:
    file = ReceiptFile("1", "voucher", "a" * 64, "x", 5, None, "erased")
    assert [one.part for one in receipt_parts.shared_out([(1, 1, file)])] == [0]


@pytest.fixture
def browser(house: House) -> FlaskClient:
    """A client with the session of the auditor."""
    budget = house.ports("budget")
    with budget.sessions.read() as session:
        user = find_user_by_login(session, AUDITOR)
        assert user is not None
        user_id, revision = user.access.user_id, user.access.session_revision
    client = house.app.test_client()
    with client.session_transaction() as cookie:
        cookie["user_id"], cookie["revision"] = user_id, revision
    return client


def test_the_page_offers_each_part(browser: FlaskClient, report_id: str) -> None:
    report = browser.get(f"/reporting/berichte/{report_id}").get_data(as_text=True)
    assert "Prüfpaket mit den Belegdateien" in report
    page = browser.get(f"/reporting/berichte/{report_id}/pruefpaket").get_data(as_text=True)
    assert "Teil 1 von 1" in page and "kann ein Gehalt verraten" in page
    answer = browser.get(f"/reporting/berichte/{report_id}/pruefpaket.zip?teil=1")
    assert any(name.startswith("belege/") for name in entries(answer.data))
    for wrong in ("0", "2", "x"):
        path = f"/reporting/berichte/{report_id}/pruefpaket.zip?teil={wrong}"
        assert browser.get(path).status_code == 404


def test_a_session_reads_over_http_what_a_token_does(
    house: House, browser: FlaskClient, address: str
) -> None:
    cookie = browser.get_cookie("sitzung")
    assert cookie is not None
    by = house.ports("budget").occasion("somebody")
    far = ReceiptsOverHttp(address, "", f"sitzung={cookie.value}", "localhost")
    files = far.listed(GRANT, by=by)
    assert files == ReceiptsNextDoor(house.ports("budget")).listed(GRANT, by=by)
    one = next(one for one in files.items if not one.left_out)
    assert hashlib.sha256(b"".join(far.content(one))).hexdigest() == one.sha256
