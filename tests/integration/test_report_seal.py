"""Seals for real: keys from files and a token, time stamps, four eyes, and what breaks them."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.reporting.check.outcome import OK, WRONG
from services.reporting.check.report import Trust, check_report
from services.reporting.render.pdf import render_pdf
from services.reporting.sealing.order import (
    BAD_KEY,
    EXPIRED,
    FAILED,
    NO_STAMP,
    REVOKED,
    KeySource,
    SealFault,
    SealOrder,
)
from services.reporting.sealing.running import seal
from shared.clock import format_instant
from shared.seal_settings import SealSettings
from tests.components.availability import require
from tests.components.softhsm import PROBE
from tests.driver import FINANCE, OFFICER, House
from tests.reported_house import document, draft, release, reported_house
from tests.seal_material import DAY, NOW, SOFTHSM, Keys, make_token, stamp_server
from tests.unit.reporting.render import samples

TWO = (("Freigabe1", "Freigabe: Projektleitung"), ("Freigabe2", "Freigabe: Kämmerei"))
PIN = "4711"


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys.make()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("sealed")) as house:
        yield house


@pytest.fixture(scope="module")
def unsealed(house: House) -> bytes:
    """A real report with data and proof."""
    return document(house, draft(house, "quarterly"))


def sealed(folder: Path, content: bytes, key: KeySource, **more: str) -> bytes:
    """The content with two seals. Raises SealFault; then the file is what it was."""
    path = folder / "bericht.pdf"
    path.write_bytes(content)
    at = format_instant(NOW)
    try:
        seal(SealOrder((str(path),), TWO, key, "Musterstadt", at, **more))
    except SealFault:
        assert path.read_bytes() == content and [one.name for one in folder.glob("*")] == [
            "bericht.pdf"
        ]
        raise
    return path.read_bytes()


def sources(keys: Keys) -> dict[str, KeySource]:
    return {
        "pem": KeySource(pem=keys.pem()),
        "pem with passphrase": KeySource(pem=keys.pem("geheim"), passphrase="geheim"),
        "pkcs12": KeySource(p12=base64.b64encode(keys.p12("geheim")).decode(), passphrase="geheim"),
    }


@pytest.mark.parametrize("source", ["pem", "pem with passphrase", "pkcs12"])
def test_two_seals_in_order_from_any_file(
    keys: Keys, unsealed: bytes, tmp_path: Path, source: str
) -> None:
    found = sealed(tmp_path, unsealed, sources(keys)[source])
    assert found.startswith(unsealed)  # byte-identical before the seal
    outcome = check_report(found, None, Trust(seal=keys.root))
    assert outcome.is_sound, outcome.lines()
    (text,) = [text for name, state, text in outcome.steps if (name, state) == ("Siegel", OK)]
    assert text.index("Freigabe1: unverletzt") < text.index("Freigabe2: unverletzt")
    assert "Stadt Musterstadt, Siegel" in text and "vom angegebenen Aussteller" in text


def test_a_token_seals_without_giving_the_key(
    keys: Keys, unsealed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require(PROBE)
    (tmp_path / "token").mkdir()
    (tmp_path / "file").mkdir()
    for name, value in make_token(tmp_path / "token", keys, PIN).items():
        monkeypatch.setenv(name, value)
    token = KeySource(module=str(SOFTHSM), token="siegel", label="siegel", pin=PIN)
    found = sealed(tmp_path / "file", unsealed, token)
    assert check_report(found, None, Trust(seal=keys.root)).is_sound
    (tmp_path / "file" / "bericht.pdf").unlink()
    with pytest.raises(SealFault) as caught:
        sealed(tmp_path / "file", unsealed, replace(token, pin="0000"))
    assert caught.value.code == BAD_KEY


def test_a_time_stamp_is_put_in_where_a_server_is_named(
    keys: Keys, unsealed: bytes, tmp_path: Path
) -> None:
    with stamp_server(keys.authority) as address:
        found = sealed(tmp_path, unsealed, sources(keys)["pem"], stamp_url=address)
    outcome = check_report(found, None, Trust(seal=keys.root))
    assert outcome.is_sound, outcome.lines()
    assert any(text.count("mit Zeitstempel") == 2 for _, _, text in outcome.steps)


def test_an_absent_time_stamp_server_is_named(keys: Keys, unsealed: bytes, tmp_path: Path) -> None:
    with pytest.raises(SealFault, match="Zeitstempeldienst antwortet nicht") as caught:
        sealed(tmp_path, unsealed, sources(keys)["pem"], stamp_url="http://127.0.0.1:1/")
    assert caught.value.code == NO_STAMP


def unusable(keys: Keys) -> dict[str, tuple[KeySource, str]]:
    plain, other = sources(keys), Keys.make()
    swapped = other.pem().split("-----BEGIN CERT")[0] + keys.chain
    return {
        "expired": (KeySource(pem=keys.pem_valid(NOW - 9 * DAY, NOW - DAY)), EXPIRED),
        "not yet valid": (KeySource(pem=keys.pem_valid(NOW + DAY, NOW + 9 * DAY)), EXPIRED),
        "wrong passphrase": (replace(plain["pkcs12"], passphrase="falsch"), BAD_KEY),
        "no passphrase": (replace(plain["pem with passphrase"], passphrase=""), BAD_KEY),
        "no key at all": (KeySource(pem="kein Schlüssel"), BAD_KEY),
        "another's certificate": (KeySource(pem=swapped), BAD_KEY),
        "no such token": (KeySource(module="/nirgends.so", label="siegel"), BAD_KEY),
    }


@pytest.mark.parametrize(
    "case",
    ["expired", "not yet valid", "wrong passphrase", "no passphrase", "no key at all",
     "another's certificate", "no such token"],
)  # fmt: skip
def test_an_unusable_key_is_named_and_nothing_is_half_sealed(
    keys: Keys, tmp_path: Path, case: str
) -> None:
    source, code = unusable(keys)[case]
    with pytest.raises(SealFault) as caught:
        sealed(tmp_path, small(), source)
    assert caught.value.code == code and "Siegel" in caught.value.message


def test_a_revoked_certificate_is_named(keys: Keys, tmp_path: Path) -> None:
    listed = keys.authority.revocations(keys.certificate)
    with pytest.raises(SealFault, match="gesperrt") as caught:
        sealed(tmp_path, small(), sources(keys)["pem"], revoked=listed)
    assert caught.value.code == REVOKED
    (tmp_path / "bericht.pdf").unlink()
    assert sealed(
        tmp_path, small(), sources(keys)["pem"], revoked=keys.authority.revocations()
    ).startswith(small())


def small() -> bytes:
    target = io.BytesIO()
    made = samples.voucher_list(3)
    render_pdf(made, samples.frame(made, released=True), target)
    return target.getvalue()


def test_the_worker_has_a_memory_limit(keys: Keys, tmp_path: Path) -> None:
    path = tmp_path / "bericht.pdf"
    path.write_bytes(small())
    order = SealOrder((str(path),), TWO, sources(keys)["pem"], "Musterstadt", format_instant(NOW))
    with pytest.raises(SealFault) as caught:
        seal(order, memory_bytes=60 << 20)
    assert caught.value.code == FAILED and path.read_bytes() == small()


# --- a flipped byte in the sealed file -------------------------------------------------------


@pytest.fixture(scope="module")
def whole(keys: Keys, unsealed: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sealed(tmp_path_factory.mktemp("whole"), unsealed, sources(keys)["pem"])


def places(data: bytes, unsealed: int) -> dict[str, list[int]]:
    """Where in the sealed file is what: a signature stands between the two parts of its range."""
    (first, first_end), (second, second_end) = [
        (int(one[1]), int(one[2]))
        for one in re.finditer(rb"/ByteRange\s*\[\s*0 (\d+) (\d+) \d+", data)
    ]
    return {
        "report": [100, unsealed // 2, unsealed - 3],
        "first signature": [first, first + 40, first + 2001, first_end - 2],
        "second signature": [second, *range(second + 3, second + 2600, 371), second_end - 1],
        "between": [unsealed + 5, first - 30, first_end + 5, second - 40],
        "end": [second_end + 3, len(data) - 40, len(data) - 10, len(data) - 2],
    }


@pytest.mark.parametrize(
    "region", ["report", "first signature", "second signature", "between", "end"]
)
def test_any_flipped_byte_breaks_a_seal(whole: bytes, unsealed: bytes, region: str) -> None:
    for place in places(whole, len(unsealed))[region]:
        for mask in (0x01, 0x20) if region == "end" else (0x01,):
            broken = bytearray(whole)
            broken[place] ^= mask
            outcome = check_report(bytes(broken), None, Trust())
            wrong = [text for _, state, text in outcome.steps if state == WRONG]
            assert wrong and all(wrong), (place, mask, outcome.lines())


def test_another_issuer_is_named(whole: bytes) -> None:
    outcome = check_report(whole, None, Trust(seal=Keys.make().root))
    assert any("angegebenen Zertifikat" in text for _, _, text in outcome.steps)
    assert not outcome.is_sound


def test_bytes_behind_the_last_seal_are_named(whole: bytes) -> None:
    assert not check_report(whole + b"\n%%EOF\n", None, Trust()).is_sound


# --- the release -----------------------------------------------------------------------------


def with_seal(house: House, monkeypatch: pytest.MonkeyPatch, settings: SealSettings) -> None:
    ports = house.ports("reporting")
    means = replace(ports.extras["means"], seal=settings)
    monkeypatch.setitem(ports.extras, "means", means)  # type: ignore[arg-type]


def shown(house: House, report_id: str, login: str = FINANCE) -> str:
    """What the page of a report says to this user."""
    told = (house.settings.data_dir / "zugangsdaten.txt").read_text("utf-8")
    password = next(one.split()[1] for one in told.splitlines() if one.split()[:1] == [login])
    client = house.app.test_client()
    form = client.get("/budget/anmelden").get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    assert found is not None
    fields = {"login": login, "password": password, "csrf_token": found[1]}
    assert client.post("/budget/anmelden", data=fields).status_code == 303
    return client.get(f"/reporting/berichte/{report_id}").get_data(as_text=True)


@pytest.fixture
def today(house: House) -> Iterator[None]:
    """The certificates are valid now; the house lives in its own time."""
    before, house.clock.at = house.clock.at, NOW
    yield
    house.clock.at = before


@pytest.mark.parametrize("visible", [False, True])
def test_a_release_is_sealed_and_says_so(
    house: House, keys: Keys, monkeypatch: pytest.MonkeyPatch, today: None, visible: bool
) -> None:
    with_seal(house, monkeypatch, SealSettings(pem=keys.pem(), visible=visible))
    report_id = draft(house, "quarterly")
    release(house, report_id)
    for part in ("full", "public"):
        outcome = check_report(document(house, report_id, part=part), None, Trust(seal=keys.root))
        assert outcome.is_sound, outcome.lines()
        assert ("Siegel", OK) in [(name, state) for name, state, _ in outcome.steps]
    assert "Elektronisch gesiegelt: Stadt Musterstadt, Siegel" in shown(house, report_id)


def test_without_a_key_the_page_says_that_there_is_no_seal(house: House) -> None:
    report_id = draft(house, "quarterly")
    release(house, report_id)
    assert "Ohne elektronisches Siegel: Es ist kein Schlüssel" in shown(house, report_id)
    committee = shown(house, report_id, "ausschuss")
    assert "trägt kein elektronisches Siegel" in committee
    assert "SEAL_" not in committee  # settings are the business of those who can change them


@pytest.mark.parametrize("case", ["missing", "expired"])
def test_where_a_seal_is_demanded_nothing_is_released_without(
    house: House, keys: Keys, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    pem = keys.pem_valid(NOW - 9 * DAY, NOW - DAY) if case == "expired" else ""
    with_seal(house, monkeypatch, SealSettings(pem=pem, required=True))
    report_id = draft(house, "quarterly")
    path = f"/reporting/api/v1/reports/{report_id}"
    refused = house.call(FINANCE, "POST", f"{path}/release").expect(422)
    code = "seal_key_missing" if case == "missing" else EXPIRED
    assert refused.codes == {(code, "SYSTEM")}
    assert house.call(OFFICER, "GET", path).expect(200).body["status"] == "draft"
