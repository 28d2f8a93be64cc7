"""Forgeries that hang together: a stranger's attacks on seal, proof and data, each named."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from services.reporting.check import enclosures
from services.reporting.check.attachments import attachments
from services.reporting.check.log import check_proof, open_checkpoint
from services.reporting.check.outcome import OK, UNCHECKED, WRONG, Fault, Outcome
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.report import Trust, check_report
from services.reporting.check.seal import check_seals
from services.reporting.check.strict_json import read_json
from services.reporting.check.sums import check_sums
from services.reporting.check.told import read_events
from services.reporting.check.vouchers import check_vouchers
from services.reporting.sealing.order import KeySource, SealOrder
from services.reporting.sealing.running import seal
from shared.clock import format_instant
from tests.contract.report_forgeries import report_of, table_of
from tests.driver import House
from tests.reported_house import document, draft, release, reported_house
from tests.seal_material import NOW, Keys

_DIGEST = bytes.fromhex("06092a864886f70d01090431220420")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("attacks")) as house:
        yield house


@pytest.fixture(scope="module")
def plain(house: House) -> bytes:
    report_id = draft(house, "voucher-list")
    release(house, report_id)
    return document(house, report_id)


@pytest.fixture(scope="module")
def attached(plain: bytes) -> dict[str, bytes]:
    return attachments(PdfFile(plain))


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys.make()


@pytest.fixture(scope="module")
def sealed(plain: bytes, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sealed") / "list.pdf"
    path.write_bytes(plain)
    field = (("Freigabe1", "Freigabe: Kämmerei"),)
    key = KeySource(pem=keys.pem())
    seal(SealOrder((str(path),), field, key, "Musterstadt", format_instant(NOW)))
    return path.read_bytes()


# --- the seal ---------------------------------------------------------------------------------


def feigned(data: bytes) -> bytes:
    """A comment behind the file that looks like the byte range of a seal over all of it."""
    hole = 2 + 2 * (2 + len(_DIGEST) + 32)
    tail = b"\nstartxref\n" + data.rpartition(b"startxref\n")[2]
    front = b""
    for _ in range(3):  # the numbers in it move its end
        length = len(data) + len(front)
        front = b"%%/ByteRange [0 %d %d %d]" % (length, length + hole, len(tail))
    digest = hashlib.sha256(data + front + tail).digest()
    value = _DIGEST + digest
    contents = (bytes([0x30, len(value)]) + value).hex().upper().encode()
    return data + front + b"<" + contents + b">" + tail


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize("known", [False, True])
def test_what_only_looks_like_a_seal_is_none(
    plain: bytes, sealed: bytes, keys: Keys, *, is_sealed: bool, known: bool
) -> None:
    outcome = Outcome()
    forged = feigned(sealed if is_sealed else plain)
    check_seals(outcome, forged, len(plain), keys.root if known else None)
    assert ("Siegel, Bytes", "in Ordnung") in [one[:2] for one in outcome.steps], "a good forgery"
    assert ("Siegel", WRONG) in [one[:2] for one in outcome.steps], outcome.lines()


def test_a_certificate_that_is_named_demands_a_seal(plain: bytes, keys: Keys) -> None:
    outcome = check_report(plain, None, Trust(seal=keys.root))
    assert [name for name, state, _ in outcome.steps if state == WRONG] == ["Siegel"]


def test_a_seal_whose_issuer_nobody_named_leaves_that_open(sealed: bytes, keys: Keys) -> None:
    known = {name: state for name, state, _ in check_report(sealed, None, Trust()).steps}
    assert known["Siegel"] == "in Ordnung"
    assert known["Aussteller des Siegels"] == UNCHECKED
    fingerprint = json.loads(attachments(PdfFile(sealed))["inhalt.json"])["log_key_sha256"]
    whole = check_report(sealed, None, Trust("", fingerprint, keys.own))
    assert whole.lines()[-1] == (
        "ERGEBNIS: in sich stimmig; nicht geprüft: Entwurf im Protokoll, Angaben ohne Vergleich."
    )


# --- the proof --------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0.5, -1, True, 10**9])
def test_a_place_that_the_log_does_not_have_proves_nothing(
    attached: dict[str, bytes], place: Any
) -> None:
    """Such a leaf would be passed over where the root is recomputed."""
    key = attached["protokollschluessel.txt"].decode()
    checkpoint = open_checkpoint(attached["pruefmarke.txt"].decode(), key)
    proof = json.loads(attached["nachweis.json"])
    check_proof(proof, checkpoint, None)
    leaves = base64.b64decode(proof["leaf_hashes"])
    first = proof["leaves"][0]
    proof["leaves"] = [first, {**first, "index": first["index"] + place}, *proof["leaves"][1:]]
    proof["leaf_hashes"] = base64.b64encode(leaves[:32] + b"\1" * 32 + leaves[32:]).decode()
    with pytest.raises(Fault):
        check_proof(proof, checkpoint, None)


@pytest.mark.parametrize("name", ["nachweis.json", "ereignisse.ndjson"])
def test_a_list_without_its_proof_is_not_in_order(
    plain: bytes, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As if whoever forged the file had left it out of the index too."""

    def fewer(pdf: PdfFile) -> dict[str, bytes]:
        found = attachments(pdf)
        index = json.loads(found["inhalt.json"])
        index["files"] = [one for one in index["files"] if one["name"] != name]
        return {
            **{key: value for key, value in found.items() if key != name},
            "inhalt.json": json.dumps(index).encode(),
        }

    monkeypatch.setattr(enclosures, "attachments", fewer)
    assert not check_report(plain, None, Trust()).is_sound


# --- data that agree with each other ----------------------------------------------------------


def invented_rounding(found: dict[str, Any]) -> None:
    table = table_of(found)
    place = next(at for at, one in enumerate(table["columns"]) if one["summed"])
    row = copy.deepcopy(next(one for one in table["rows"] if one["kind"] == "data"))
    cells = [None] * len(row["cells"])
    cells[place] = 50_000_000
    table["rows"].insert(1, {**row, "kind": "rounding", "label": "Beratung", "cells": cells})


def sums_of_nothing(found: dict[str, Any]) -> None:
    for one in table_of(found)["columns"]:
        one["summed"] = False


@pytest.mark.parametrize("forge", [invented_rounding, sums_of_nothing])
def test_money_beside_the_vouchers_is_named(
    attached: dict[str, bytes], forge: Callable[[dict[str, Any]], None]
) -> None:
    changed = report_of(attached)
    check_sums(changed)
    forge(changed)
    with pytest.raises(Fault):
        check_sums(changed)


def other_keys(found: dict[str, Any]) -> None:
    for one in table_of(found)["columns"]:
        one["key"] = "eligible_eur" if one["key"] == "eligible" else one["key"]


def other_grant(found: dict[str, Any]) -> None:
    found["grant_id"] = "Z-ANDERE"


def other_type(found: dict[str, Any]) -> None:
    found["type"] = "beleg-liste"


def true_for_one(found: dict[str, Any]) -> None:
    table = table_of(found)
    row = next(one for one in table["rows"] if one["kind"] == "data" and 1 in one["cells"][:1])
    row["cells"][0] = True


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (other_keys, "die Spalte „Zuwendungsfähig“ ist unbekannt"),
        (other_grant, "zu einer anderen Zuwendung"),
        (other_type, "gibt es in Berichten der Art „beleg-liste“ nicht"),
        (true_for_one, "im Bericht wahr"),
    ],
)
def test_a_list_that_withdraws_from_the_comparison_is_named(
    attached: dict[str, bytes], forge: Callable[[dict[str, Any]], None], said: str
) -> None:
    changed = report_of(attached)
    forge(changed)
    with pytest.raises(Fault, match=said):
        check_vouchers(changed, read_events(attached["ereignisse.ndjson"]))


@pytest.mark.parametrize(
    "text", ['{"a":1,"a":2}', '[{"b":{"c":1,"c":1}}]', "-0", "1e3", "1.0", "NaN", "Infinity"]
)
def test_data_are_read_in_one_way_only(text: str) -> None:
    with pytest.raises(Fault):
        read_json(text.encode())
    assert read_json(b'{"a":[1,-2,null,true]}') == {"a": [1, -2, None, True]}


def test_the_check_says_what_the_file_is(house: House, tmp_path: Path, plain: bytes) -> None:
    for data, said in (
        (plain, "freigegeben"),
        (document(house, draft(house, "voucher-list")), "ENTWURF"),
    ):
        path = tmp_path / "bericht.pdf"
        path.write_bytes(data)
        command = [sys.executable, "-m", "services", "check", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        (line,) = [one for one in done.stdout.splitlines() if "Bericht:" in one]
        assert "Belegliste" in line and said in line
        assert "Schlüssel des Protokolls" in done.stdout.splitlines()[-1]


def test_states_are_german() -> None:
    assert (OK, WRONG, UNCHECKED) == ("in Ordnung", "FEHLER", "nicht geprüft")
