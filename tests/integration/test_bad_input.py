"""Bad input gets a 4xx with reasons, and changes nothing: never a 500, never half an effect."""

from __future__ import annotations

import gc
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.driver import AUDITOR, FINANCE, OFFICER, House
from tests.integration.conftest import GRANT
from tests.integration.refusals import (
    ENTER,
    SAMPLES,
    nothing_is_lost_and_nothing_added,
    refused,
    send,
)
from tests.samples.csv.lines import file_of, line

__all__ = ["nothing_is_lost_and_nothing_added"]  # a fixture that pytest finds by its name here

half_read = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""werkzeug leaves the temporary file of a part it read half to the garbage collector."""


@pytest.fixture
def swept() -> Iterator[None]:
    """Collects those files in the test that left them, not in a later one."""
    yield
    gc.collect()


# --- JSON ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("", "application/json", (400, 422)),
        ("{", "application/json", 400),
        ('{"gross_cents": 1', "application/json", 400),
        ("[]", "application/json", 422),
        ("null", "application/json", (400, 422)),
        ('"text"', "application/json", 422),
        ("[" * 100_000, "application/json", 400),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "application/json", 400),
        (b"\xff\xfe{}", "application/json", 400),
        ('{"gross_cents": ' + "9" * 5_000 + "}", "application/json", 400),
        ('{"gross_cents": 1e999}', "application/json", 422),
        ('{"gross_cents": NaN}', "application/json", (400, 422)),
        ("gross_cents=1", "application/x-www-form-urlencoded", (400, 415, 422)),
        ("{}", "text/plain", (400, 415, 422)),
    ],
)
def test_what_is_no_readable_object_is_refused(
    funded: House, body: bytes | str, kind: str, status: Any
) -> None:
    refused(send(funded, ENTER, body, kind), *(status if isinstance(status, tuple) else (status,)))


AMOUNTS = [10**15, 10**30, -(10**30), 1.0, 1.5, "119000", True, None, [], {}, "1.190,00"]
DAYS = ["2026-02-30", "0000-00-00", "9999-12-31", "1026-01-01", "01.02.2026", "2026-2-1",
        "2026-01-01T00:00:00Z", 20260101, True, [], "+12026-01-01", ""]  # fmt: skip
TEXTS = [5, True, [], {"a": 1}, None, "x" * 100_000, "a\u0000b", "\ud800", "\udfff\ud800", "\u0007"]
ABSURD = {
    "gross_cents": AMOUNTS,
    "vat_cents": AMOUNTS,
    "allocation_bp": [10_001, -1, 10**30, "50", 0.5, True],
    "service_from": DAYS,
    "payment_date": DAYS,
    "contract_date": DAYS,
    "budget_year": [0, -1, 10**12, "2026", 2026.0],
    "creditor": TEXTS,
    "purpose": TEXTS,
    "budget_line": TEXTS,
    "measure_id": TEXTS,
    "voucher_number": TEXTS[:4] + TEXTS[5:],
}


@pytest.mark.parametrize("field", ABSURD)
def test_absurd_values_are_refused_at_their_field(funded: House, field: str) -> None:
    for value in ABSURD[field]:
        body = json.dumps({**funded.expenditure_body(), field: value})
        found = refused(send(funded, ENTER, body), 422, 400)
        if found.status == 422:
            assert field in {one["field"] for one in found.body["violations"]}, (value, found.body)


def test_everything_wrong_is_named_at_once(funded: House) -> None:
    body = {**funded.expenditure_body(), "gross_cents": "1", "service_to": "gestern", "color": 1}
    found = refused(funded.budget(OFFICER, "POST", ENTER, body), 422)
    named = {one["field"] for one in found.body["violations"]}
    assert named == {"gross_cents", "service_to", "color"}


@pytest.mark.parametrize(
    ("user", "path"),
    [
        (OFFICER, f"/budget/api/v1{ENTER}"),
        (OFFICER, f"/budget/api/v1/grants/{GRANT}/drawdowns"),
        (OFFICER, f"/budget/api/v1/grants/{GRANT}/plan-versions"),
        (OFFICER, f"/budget/api/v1/grants/{GRANT}/evidence"),
        (OFFICER, f"/budget/api/v1/grants/{GRANT}/incomes"),
        (OFFICER, f"/budget/api/v1/grants/{GRANT}/measures"),
        ("administration", "/budget/api/v1/grants"),
        (OFFICER, f"/reporting/api/v1/grants/{GRANT}/reports"),
        (FINANCE, "/reporting/api/v1/runs"),
    ],
)
def test_unknown_fields_are_refused_everywhere(funded: House, user: str, path: str) -> None:
    found = refused(funded.call(user, "POST", path, {"surprise": 1}), 422)
    assert "surprise" in {one["field"] for one in found.body["violations"]}


# --- sizes ---------------------------------------------------------------------------------

MB = 1024 * 1024
LIMITS = {
    ENTER: MB,
    f"/grants/{GRANT}/invoices": 10 * MB,
    f"/grants/{GRANT}/imports": 100 * MB,
}


class Zeros(io.RawIOBase):
    """A body that never ends, and knows how much of it was read."""

    def __init__(self, start: bytes) -> None:
        self._start, self.taken = start, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._start[: len(buffer)] or bytes(len(buffer))
        self._start = self._start[len(piece) :]
        buffer[: len(piece)] = piece
        self.taken += len(piece)
        return len(piece)


FILE_PART = (
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n"
)


@half_read
@pytest.mark.usefixtures("swept")
@pytest.mark.parametrize("path", LIMITS)
@pytest.mark.parametrize("announced", [True, False])
def test_a_body_over_the_limit_is_not_read_to_its_end(
    funded: House, path: str, announced: bool
) -> None:
    limit = LIMITS[path]
    is_json = path == ENTER
    stream = Zeros(b'{"purpose": "' if is_json else FILE_PART)
    kind = "application/json" if is_json else "multipart/form-data; boundary=x"
    found = funded.stream_raw(
        OFFICER, f"/budget/api/v1{path}", stream, kind, length=limit + 2 * MB if announced else None
    )
    refused(found, 413)
    assert stream.taken <= (0 if announced else limit + 2 * MB)


# --- files ---------------------------------------------------------------------------------


def encrypted_pdf() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def empty_pdf() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


UBL = (SAMPLES / "ubl_invoice.xml").read_bytes()
BROKEN_INVOICES = {
    "empty": b"",
    "only a head": b"%PDF-1.7\n",
    "garbage behind the head": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "cut in the middle": empty_pdf()[:200],
    "encrypted": encrypted_pdf(),
    "no invoice inside": empty_pdf(),
    "cut XML": UBL[: len(UBL) // 2],
    "no XML": b"Rechnung Nr. 1 ueber 5 Euro",
    "XML of another kind": b"<?xml version='1.0'?><html><body/></html>",
    "bomb": b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>',
    "reads files": b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>',
    "wrong encoding": UBL.replace(b"UTF-8", b"UTF-16", 1),
    "U+0000 inside": UBL.replace(b"Muster", b"Mus\x00ter", 1),
}


@pytest.mark.parametrize("name", BROKEN_INVOICES)
def test_a_broken_invoice_gets_reasons(funded: House, name: str) -> None:
    files = {"file": (io.BytesIO(BROKEN_INVOICES[name]), "rechnung.pdf")}
    found = funded.budget(OFFICER, "POST", f"/grants/{GRANT}/invoices", files=files)
    refused(found, 422)
    assert "root:" not in json.dumps(found.body)


@pytest.mark.parametrize("fields", [{}, {"other": "x"}, {"file": "text, no file"}])
def test_an_upload_without_a_file_is_told_so(funded: House, fields: dict[str, str]) -> None:
    for path in LIMITS:
        if path != ENTER:
            refused(funded.budget(OFFICER, "POST", path, files=fields), 422)


@half_read
@pytest.mark.usefixtures("swept")
def test_a_multipart_body_without_end_or_boundary_is_refused(funded: House) -> None:
    for kind in (
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=",
    ):
        for body in (b"", b"--x", FILE_PART, FILE_PART + b"%PDF", b"\r\n\r\n--y--"):
            refused(send(funded, f"/grants/{GRANT}/invoices", body, kind), 400, 422)


CSV_CUTS = {
    "in a row": lambda text: text[: -len(text) // 8],
    "in a quoted cell": lambda text: text + b'"2026-0009;nie geschlossen;R;',
    "in the header": lambda text: text[:40],
    "U+0000": lambda text: text.replace(b"M-1", b"M\x001"),
    "not text": lambda text: bytes(range(256)) * 20,
    "empty": lambda text: b"",
}


@pytest.mark.parametrize("cut", CSV_CUTS)
def test_a_truncated_list_never_brings_half_a_row(funded: House, cut: str) -> None:
    whole = file_of(
        *(
            line(Belegnummer=f"C{n}", Kostenposition="Beratung", **{"Maßnahme": "M-1"})
            for n in range(3)
        )
    ).read()
    files = {"file": (io.BytesIO(CSV_CUTS[cut](whole)), "liste.csv")}
    found = funded.budget(OFFICER, "POST", f"/grants/{GRANT}/imports", files=files)
    if found.status != 201:
        refused(found, 422)
        return
    assert found.body["rejected_count"] >= 1 and found.body["accepted"] < 3


@pytest.mark.parametrize(
    "name",
    ["../../../../etc/cron.d/evil", "..\\..\\evil.exe", "/etc/passwd", "C:\\a\\b.pdf", "..", ".",
     "a\r\nSet-Cookie: x=1.pdf", 'a"; filename="b.exe', "%2e%2e%2fevil", "ä" * 300, "-rf"],
)  # fmt: skip
def test_a_file_name_is_a_label_never_a_path(funded: House, name: str) -> None:
    store = funded.settings.documents_dir
    outside = {one for one in store.parent.rglob("*") if store not in one.parents}
    files = {"file": (io.BytesIO(UBL), name)}
    found = funded.budget(OFFICER, "POST", f"/grants/{GRANT}/invoices", files=files)
    assert found.status in (201, 422), found.body
    assert {one for one in store.parent.rglob("*") if store not in one.parents} == outside
    assert all(re.fullmatch("[0-9a-f]{64}", one.name) for one in store.rglob("*") if one.is_file())


# --- repetition and versions ---------------------------------------------------------------


def test_a_repeated_key_replays_and_a_reused_one_is_refused(
    prepared_house: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    template, tokens = prepared_house
    house = House(template, tmp_path / "house", tokens)
    try:
        house.award(GRANT, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
        house.plan(GRANT, {"Beratung": 50_000_000})
        body, key = house.expenditure_body(), {"Idempotency-Key": "a key"}
        first = house.budget(OFFICER, "POST", ENTER, body, headers=key).expect(201)
        again = house.budget(OFFICER, "POST", ENTER, body, headers=key).expect(201)
        assert again.body == first.body and again.headers["Idempotency-Replayed"] == "true"
        assert again.headers["ETag"] == first.headers["ETag"]
        other = {**body, "gross_cents": 5}
        found = refused(house.budget(OFFICER, "POST", ENTER, other, headers=key), 422)
        assert found.codes == {("idempotency_key_reused", "API")}
        target = f"/expenditures/{first.body['expenditure_id']}"
        change = {"purpose": "anders"}
        refused(house.budget(OFFICER, "PATCH", target, change), 428)
        for stale in ('"0"', '"999"', "no tag", 'W/"1"x', '"' + "9" * 400 + '"'):
            headers = {"If-Match": stale}
            refused(house.budget(OFFICER, "PATCH", target, change, headers=headers), 412)
        tag = {"If-Match": first.headers["ETag"]}
        house.budget(OFFICER, "PATCH", target, change, headers=tag).expect(200)
        refused(house.budget(OFFICER, "PATCH", target, change, headers=tag), 412)
        assert len(house.budget(AUDITOR, "GET", ENTER).body["items"]) == 1
    finally:
        house.close()


def test_strange_keys_do_no_harm(funded: House) -> None:
    for key in ("", " ", "ä", "x" * 5_000, "'; DROP TABLE outbox; --"):
        headers = {"Idempotency-Key": key}
        refused(funded.budget(OFFICER, "POST", ENTER, {}, headers=headers), 422)
