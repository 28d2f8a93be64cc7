"""Whose seals, how many and when: what a file with good signatures may still get wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from services.reporting.check.attachments import attachments
from services.reporting.check.outcome import OK, UNCHECKED, WRONG, Fault, Outcome
from services.reporting.check.pdf_file import PdfFile, check_identifier
from services.reporting.check.releases import check_releases
from services.reporting.check.report import Trust, check_report
from services.reporting.check.seal import check_seals
from tests.contract.sealed_reports import sealed_as_released
from tests.driver import House
from tests.reported_house import document, draft, release, reported_house
from tests.seal_material import DAY, NOW, Keys, pem_key, pem_of, stamp_server

LATER = NOW + 4000 * DAY


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("seals")) as house:
        yield house


@pytest.fixture(scope="module")
def plain(house: House) -> bytes:
    report_id = draft(house, "quarterly")
    release(house, report_id)
    return document(house, report_id)


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys.make()


@pytest.fixture(scope="module")
def sealed(plain: bytes, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sealed_as_released(plain, tmp_path_factory.mktemp("sealed"), keys)


def judged(data: bytes, seal: bytes | None, now: datetime | None = None) -> Outcome:
    outcome = Outcome()
    check_seals(outcome, data, check_identifier(data), seal, now)
    return outcome


def states(outcome: Outcome) -> dict[str, str]:
    return {name: state for name, state, _ in outcome.steps}


# --- who --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["pem", "der", "bundle"])
def test_the_certificate_itself_says_who_sealed(sealed: bytes, keys: Keys, form: str) -> None:
    forms = {
        "pem": keys.own,
        "der": keys.certificate.public_bytes(Encoding.DER),
        "bundle": keys.chain.encode(),
    }
    assert states(judged(sealed, forms[form])) == {"Siegel, Bytes": OK, "Siegel": OK}


def test_a_customer_of_the_same_issuer_is_not_taken_for_the_city(
    plain: bytes, keys: Keys, tmp_path: Path
) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    pem = pem_key(other) + pem_of(keys.authority.issue("Max Beispiel", other)) + pem_of(
        keys.authority.certificate
    )  # fmt: skip
    data = sealed_as_released(plain, tmp_path, keys, pem=pem)
    found = judged(data, keys.root)
    assert states(found)["Inhaber des Siegels"] == UNCHECKED
    assert any("gesiegelt hat „Max Beispiel“" in text for _, _, text in found.steps)
    assert states(judged(data, keys.own))["Siegel"] == WRONG


def test_what_is_no_certificate_is_the_readers_mistake_in_german(sealed: bytes) -> None:
    for given in (b"kein Zertifikat", b"-----BEGIN CERTIFICATE-----\nAAAA\n", b""):
        (text,) = [text for _, state, text in judged(sealed, given).steps if state == WRONG]
        assert "am Bericht liegt das nicht" in text


# --- how many ---------------------------------------------------------------------------------


def frame_of(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(attachments(PdfFile(data))["bericht.json"])["frame"]
    return found


def test_each_release_has_its_seal(plain: bytes, sealed: bytes) -> None:
    assert "jede mit ihrem Siegel" in check_releases(PdfFile(sealed), frame_of(sealed))
    assert "ohne Siegel" in check_releases(PdfFile(plain), frame_of(plain))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"releases": []}, "nennt aber keine Freigabe"),
        ({"status": "draft"}, "Ein Entwurf nennt keine Freigabe"),
        ({"more": "Projektleitung"}, "trägt 1 Siegel, nennt aber 2 Freigaben"),
        ({"office": "Bürgermeisterin"}, "Statt „Freigabe: Bürgermeisterin“"),
    ],
)
def test_seals_that_are_not_those_of_the_releases_are_named(
    sealed: bytes, change: dict[str, Any], said: str
) -> None:
    frame = frame_of(sealed)
    if more := change.pop("more", ""):
        frame["releases"].append({**frame["releases"][0], "office": more})
    if office := change.pop("office", ""):
        frame["releases"][0]["office"] = office
    with pytest.raises(Fault, match=said):
        check_releases(PdfFile(sealed), frame | change)


def test_a_file_with_fields_for_seals_has_them_signed(plain: bytes) -> None:
    frame = frame_of(plain) | {"seal_fields": ["Freigabe1"]}
    with pytest.raises(Fault, match="trägt 0 Siegel"):
        check_releases(PdfFile(plain), frame)


def test_a_seal_cut_off_is_named(house: House, keys: Keys, tmp_path: Path) -> None:
    """Two persons released; behind the first seal the file is whole, and half of it is gone."""
    report_id = draft(house, "quarterly")
    release(house, report_id)
    data = document(house, report_id)
    frame = frame_of(data)
    frame["releases"].append({**frame["releases"][0], "office": "Projektleitung"})
    once = sealed_as_released(data, tmp_path, keys)
    ends = [one.end() for one in re.finditer(rb"%%EOF\r?\n?", once)]
    assert judged(once[: ends[-1]], keys.own).is_sound
    with pytest.raises(Fault, match="nennt aber 2 Freigaben"):
        check_releases(PdfFile(once[: ends[-1]]), frame)


# --- when -------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["root", "own"])
def test_a_seal_outlives_its_certificate(sealed: bytes, keys: Keys, named: str) -> None:
    found = judged(sealed, getattr(keys, named), LATER)
    assert found.is_sound, found.lines()
    assert states(found)["Zeit des Siegels"] == UNCHECKED
    (text,) = [text for name, _, text in found.steps if name == "Zeit des Siegels"]
    end = keys.certificate.not_valid_after_utc
    assert f"seit {end:%d.%m.%Y} abgelaufen" in text and "kein Zeitstempel belegt es" in text


def test_a_time_stamp_says_when(plain: bytes, keys: Keys, tmp_path: Path) -> None:
    with stamp_server(keys.authority) as address:
        data = sealed_as_released(plain, tmp_path, keys, stamp_url=address)
    found = judged(data, keys.chain.encode(), LATER)
    assert states(found) == {"Siegel, Bytes": OK, "Siegel": OK}, found.lines()
    (text,) = [text for name, _, text in found.steps if name == "Siegel"]
    assert "abgelaufen" in text and "laut Zeitstempel" in text


def test_a_time_stamp_of_a_stranger_says_nothing(plain: bytes, keys: Keys, tmp_path: Path) -> None:
    with stamp_server(Keys.make().authority) as address:
        data = sealed_as_released(plain, tmp_path, keys, stamp_url=address)
    assert states(judged(data, keys.own, LATER))["Zeit des Siegels"] == UNCHECKED


@pytest.mark.parametrize("now", [NOW - 400 * DAY, NOW + timedelta(minutes=5), LATER])
def test_another_issuer_is_none_at_any_time(sealed: bytes, now: datetime) -> None:
    assert states(judged(sealed, Keys.make().root, now))["Siegel"] == WRONG


def test_a_seal_from_before_its_certificate_is_none(sealed: bytes, keys: Keys) -> None:
    assert states(judged(sealed, keys.own, NOW - 400 * DAY))["Siegel"] == WRONG


def test_the_whole_check_passes_on_the_day(sealed: bytes, keys: Keys) -> None:
    outcome = check_report(sealed, None, Trust(seal=keys.own, now=LATER))
    assert outcome.is_sound, outcome.lines()
    assert states(outcome)["Freigaben"] == OK
