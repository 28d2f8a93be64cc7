"""Calls of procurement files and registers: who may, and no overwriting of what was not seen."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from tests.driver import AUDITOR, FINANCE, OFFICER, House
from tests.steps.procurements import NEW as NEW_FILE
from tests.steps.registers import NEW as NEW_ENTRIES


@pytest.fixture
def grant(funded: House) -> str:
    return next(iter(funded.grants))


def test_a_change_needs_the_version_it_was_made_from(funded: House, grant: str) -> None:
    made = funded.budget(OFFICER, "POST", f"/grants/{grant}/procurements", NEW_FILE).expect(201)
    at = f"/procurements/{made.body['procurement_id']}"
    assert made.headers["ETag"] == '"1"'
    body = {"subject": "Beratung zwei"}
    funded.budget(OFFICER, "PATCH", at, body).expect(428)
    seen = {"If-Match": '"1"'}
    changed = funded.budget(OFFICER, "PATCH", at, body, headers=seen).expect(200)
    assert (changed.body["subject"], changed.headers["ETag"]) == ("Beratung zwei", '"2"')
    funded.budget(OFFICER, "PATCH", at, body, headers=seen).expect(412)
    funded.budget(OFFICER, "POST", f"{at}/completion", headers=seen).expect(412)
    shown = funded.budget(AUDITOR, "GET", at).expect(200)
    assert (shown.body["creditor"], shown.headers["ETag"]) == ("Muster GmbH", '"2"')
    listed = funded.budget(AUDITOR, "GET", f"/grants/{grant}/procurements").expect(200).body
    assert [one["number"] for one in listed["items"]] == [1]
    funded.budget(AUDITOR, "PATCH", at, body, headers=seen).expect(403)
    funded.budget(OFFICER, "POST", f"{at}/release").expect(403)
    funded.budget(FINANCE, "POST", f"{at}/release").expect(409)
    funded.budget(FINANCE, "POST", f"{at}/return", {"reason": "x"}).expect(409)


def test_a_document_comes_back_as_it_went_in(funded: House, grant: str) -> None:
    made = funded.budget(OFFICER, "POST", f"/grants/{grant}/procurements", NEW_FILE).expect(201)
    at = f"/procurements/{made.body['procurement_id']}/documents"
    files: dict[str, Any] = {"file": (BytesIO(b"%PDF-1 x"), "../bedarf.pdf"), "item": "need"}
    filed = funded.budget(OFFICER, "POST", at, files=files).expect(201).body["documents"]
    assert [one["file_name"] for one in filed] == ["bedarf.pdf"]
    file = funded.budget(AUDITOR, "GET", f"{at}/{filed[0]['sha256']}").expect(200)
    assert file.data == b"%PDF-1 x"
    assert file.headers["Content-Disposition"].startswith("attachment")
    funded.budget(AUDITOR, "GET", f"{at}/{'0' * 64}").expect(404)
    wrong = {"file": (BytesIO(b"MZ"), "a.exe"), "item": "need"}
    assert ("file_type_unknown", "ELG-12") in funded.budget(OFFICER, "POST", at, files=wrong).codes


def test_an_entry_keeps_its_versions_apart(funded: House, grant: str) -> None:
    path = f"/grants/{grant}/software"
    entry = {**NEW_ENTRIES["Software"], "measure_id": "M-1"}
    made = funded.budget(OFFICER, "POST", path, entry).expect(201)
    at = f"/software/{made.body['entry_id']}"
    body = {"licence": "MIT", "change_reason": "neue Lizenz"}
    funded.budget(OFFICER, "PATCH", at, body).expect(428)
    changed = funded.budget(OFFICER, "PATCH", at, body, headers={"If-Match": '"1"'}).expect(200)
    assert changed.headers["ETag"] == '"2"'
    funded.budget(OFFICER, "PATCH", at, body, headers={"If-Match": '"1"'}).expect(412)
    elsewhere = at.replace("software", "indicators")
    funded.budget(OFFICER, "PATCH", elsewhere, {}, headers={"If-Match": "*"}).expect(404)
    listed = funded.budget(AUDITOR, "GET", path).expect(200).body["items"]
    assert [(one["number"], one["version"], one["licence"]) for one in listed] == [(1, 2, "MIT")]
    funded.budget(FINANCE, "POST", path, entry).expect(403)


def test_a_measure_opens_again_with_a_reason(funded: House, grant: str) -> None:
    body = {"closed_on": "2026-08-03", "result": "fertig", "without_software": True}
    at = "/measures/M-1"
    closed = funded.budget(OFFICER, "POST", f"{at}/closing", {**body, "without_software": True})
    assert closed.expect(201).body["is_closed"] is True
    funded.budget(AUDITOR, "POST", f"{at}/reopening", {"reason": "x"}).expect(403)
    funded.budget(OFFICER, "POST", f"{at}/reopening", {"reason": " "}).expect(422)
    opened = funded.budget(OFFICER, "POST", f"{at}/reopening", {"reason": "Nacharbeit"}).expect(200)
    assert opened.body["is_closed"] is False
    funded.budget(OFFICER, "POST", f"{at}/reopening", {"reason": "noch einmal"}).expect(409)
