from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from shared.settings import PRODUCTION_SETTINGS, Settings, SettingsError

KEY = base64.b64encode(b"k" * 32).decode()


def production(**changes: str) -> dict[str, str]:
    values = {
        "HOST": "0.0.0.0",
        "DATABASE_URL": "postgresql+psycopg://u@db/{service}",
        "DOCUMENTS_DIR": "/documents",
        "DATA_KEY": KEY,
        "SECRET_KEY": "s" * 40,
        "LOG_ORIGIN": "log.example.org/foerdernachweis",
        "CITY_NAME": "Musterstadt",
        "KAFKA_BOOTSTRAP_SERVERS": "kafka-1:9092",
        "ALLOWED_HOSTS": "foerdernachweis.example.org",
        "LOG_URL": "http://audit-web:8000/audit",
    }
    return values | changes


def test_loopback_makes_its_secrets_once_and_keeps_them(tmp_path: Path) -> None:
    first = Settings.from_env({"DATA_DIR": str(tmp_path)})
    again = Settings.from_env({"DATA_DIR": str(tmp_path)})
    assert (first.data_key, first.secret_key, first.log_key) == (
        again.data_key,
        again.secret_key,
        again.log_key,
    )
    assert len(first.data_key) == len(first.log_key) == 32
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
    assert not first.production


def test_no_secret_shows_in_the_representation(tmp_path: Path) -> None:
    shown = repr(Settings.from_env({"DATA_DIR": str(tmp_path)}))
    assert "data_key" not in shown
    assert "secret_key" not in shown


@pytest.mark.parametrize("name", PRODUCTION_SETTINGS)
def test_other_addresses_name_each_missing_setting(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_env(production(**{name: ""}))


def test_all_missing_settings_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"HOST": "0.0.0.0"})
    assert all(name in str(caught.value) for name in PRODUCTION_SETTINGS)


def test_production_has_no_sample_data_unless_asked() -> None:
    read = Settings.from_env(production())
    assert read.production
    assert not read.sample_data


def test_every_setting_may_come_from_a_file(tmp_path: Path) -> None:
    given = production(LOG_KEY=KEY, KAFKA_SASL_PASSWORD="p", KAFKA_SSL_CAFILE="/ca", PORT="8010")
    filed = {"HOST": given.pop("HOST")}
    for name, value in given.items():
        (tmp_path / name).write_text(value + "\n")
        filed[f"{name}_FILE"] = str(tmp_path / name)
    read = Settings.from_env(filed)
    assert read == Settings.from_env({**given, "HOST": "0.0.0.0"})
    assert (read.port, read.kafka.sasl_password) == (8010, "p")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "achttausend"),
        ("PORT", "70000"),
        ("SAMPLE_DATA", "ja"),
        ("DATA_KEY", "kurz"),
        ("SECRET_KEY", "zu kurz"),
        ("LOG_ORIGIN", "mit Leerzeichen"),
        ("DATABASE_URL", "postgresql+psycopg://u@db/eine-fuer-alle"),
        ("SECRET_KEY_FILE", "/does/not/exist"),
    ],
)
def test_wrong_values_stop_the_start_and_are_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_env(production(**{name: value}))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_loopback_addresses_are_the_embedded_default(host: str, tmp_path: Path) -> None:
    assert not Settings.from_env({"HOST": host, "DATA_DIR": str(tmp_path)}).production


def test_the_seal_comes_from_files_too(tmp_path: Path) -> None:
    pem, p12 = tmp_path / "siegel.pem", tmp_path / "siegel.p12"
    pem.write_text("PEM")
    p12.write_bytes(b"\x30\x82")
    one = Settings.from_env({"DATA_DIR": str(tmp_path), "SEAL_PEM_FILE": str(pem)})
    assert one.seal.pem == "PEM" and not one.seal.required and not one.seal.visible
    two = Settings.from_env({"DATA_DIR": str(tmp_path), "SEAL_P12_FILE": str(p12)})
    assert two.seal.p12 == "MII="


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SEAL_PEM": "x", "SEAL_PKCS11_MODULE": "y", "SEAL_PKCS11_LABEL": "z"}, "nur eines"),
        ({"SEAL_PKCS11_MODULE": "/x.so"}, "SEAL_PKCS11_LABEL"),
        ({"SEAL_TSA_URL": "ftp://x"}, "SEAL_TSA_URL"),
        ({"SEAL_P12_FILE": "/nirgends"}, "SEAL_P12_FILE"),
        ({"SEAL_REQUIRED": "ja"}, "SEAL_REQUIRED"),
    ],
)
def test_contradictory_seal_settings_are_named(
    tmp_path: Path, given: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError, match=named):
        Settings.from_env({"DATA_DIR": str(tmp_path), **given})
