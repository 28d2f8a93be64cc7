"""The package checks itself, without the program, and notices what was changed in it."""

import csv
import io
import json
import subprocess
import sys
import zipfile

import pytest

from tests.integration.audit.house import AuditHouse
from tests.integration.audit.material import event


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = AuditHouse(tmp_path_factory.mktemp("audit"))
    formula = event(600, actor="=1+1", grant_id="KFW-2")
    house.publish(*(event(number) for number in range(600)), formula, b"\xff\n{")
    yield house
    house.close()


@pytest.fixture
def package(house, tmp_path):
    """The unpacked export of one grant and its folder."""

    def unpack(**filters):
        response = house.get("/export", **filters)
        assert response.status_code == 200, response.text
        zipfile.ZipFile(io.BytesIO(response.data)).extractall(tmp_path)
        return tmp_path

    return unpack


def check(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-I", str(folder / "pruefen.py"), *arguments],
        capture_output=True, text=True, timeout=60, cwd="/",
    )  # fmt: skip


def test_the_whole_package_is_in_order(house, package):
    folder = package()
    key = house.get("/log-key", "").text.strip()
    result = check(folder, key)
    assert result.returncode == 0, result.stderr
    assert "In Ordnung: 602 Einträge" in result.stdout
    lines = (folder / "eintraege.ndjson").read_text().splitlines()
    assert json.loads(lines[0])["body"].encode() == event(0)
    table = (folder / "eintraege.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline=""), delimiter=";"))
    assert len(rows) == 603
    assert rows[601][3] == "'=1+1"


def test_a_filtered_package_checks_against_the_same_root(package):
    folder = package(grant_id="KFW-2")
    result = check(folder)
    assert "In Ordnung: 1 Einträge" in result.stdout
    assert "Filter: grant_id=KFW-2" in (folder / "LIESMICH.txt").read_text()


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("eintraege.ndjson", b"RE-2026/00007", b"RE-2026/00008", "Eintrag 7 ist ver"),
        ("blatthashes.bin", None, None, "nicht den Wurzelhash"),
        ("pruefmarke.txt", b"next-offset 602", b"next-offset 601", "Unterschrift"),
    ],
)
def test_a_changed_package_is_noticed(package, name, old, new, reason):
    path = package() / name
    data = path.read_bytes()
    path.write_bytes(data.replace(old, new) if old else data[32:] + data[:32])
    result = check(path.parent)
    assert result.returncode != 0
    assert reason in result.stderr


def test_a_foreign_key_is_noticed(package):
    from services.audit.domain.note import Signer

    foreign = Signer("foerdernachweis.example/embedded", bytes(32)).verifier().text()
    assert check(package(), foreign).returncode != 0


def test_an_export_is_an_entry(house):
    house.get("/export", grant_id="KFW-2")
    house.settle()
    found = house.get("/entries", type="funding.audit.trail.exported.v1", order="desc").json
    assert found["items"][0]["payload"]["entries"] == 1


def test_without_a_checkpoint_there_is_nothing_to_hand_out(tmp_path):
    house = AuditHouse(tmp_path)
    response = house.get("/export")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    house.close()
