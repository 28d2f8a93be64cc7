"""The same facts give the same bytes, whatever the time zone, the locale or the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from services.reporting.store import pieces, reports
from services.reporting.store.pieces import document_of
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.components.availability import Probe, missing_commands, require
from tests.integration.reporting.house import Reporting

LOCALE = Probe(
    "localedef", lambda: missing_commands("localedef"), "Debian: apt-get install locales"
)
SCRIPT = """
import locale
import sys
from pathlib import Path
from tests.integration.reporting.house import reporting_at
from services.reporting.store import reports
from services.reporting.usecases.report_types import REPORT_TYPES
locale.setlocale(locale.LC_ALL, "")
print(repr(locale.localeconv()["decimal_point"]), file=sys.stderr)
house = reporting_at(Path(sys.argv[1]))
for type_, known in REPORT_TYPES.items():
    report = house.draft(type_, known.example_period)
    with house.ports.sessions.read() as session:
        for one in reports.files(session, report.report_id, "draft"):
            print(type_, one.part, one.format, one.sha256)
    print(type_, report.content_hash)
house.close()
"""
GERMAN = "de_DE.UTF-8"


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The hashes of drafts of all types, made in a process of its own."""
    known = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder)],
        cwd=Path(__file__).parents[3],
        env={**known, **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def copy(source: Path, target: Path) -> Path:
    """Each process drafts version 1 from a copy of the same databases."""
    target.mkdir()
    for path in source.iterdir():
        if path.is_file():
            (target / path.name).write_bytes(path.read_bytes())
    return target


def german_locale(folder: Path) -> dict[str, str]:
    """The environment of a German machine; the locale is compiled, as few machines bring it."""
    place = folder / "locales" / GERMAN
    place.parent.mkdir()
    subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", str(place)], check=False)
    return {"LOCPATH": str(place.parent), "LC_ALL": GERMAN}


def test_two_processes_agree_to_the_byte_on_every_type(told: Reporting, tmp_path: Path) -> None:
    require(LOCALE)
    told.close()
    one = run(copy(tmp_path, tmp_path / "a"), TZ="UTC", PYTHONHASHSEED="0", LC_ALL="C.UTF-8")
    german = german_locale(tmp_path)
    two = run(copy(tmp_path, tmp_path / "b"), TZ="Asia/Tokyo", PYTHONHASHSEED="4711", **german)
    assert "'.'" in one.stderr and "','" in two.stderr
    assert one.stdout == two.stdout
    assert {line.split()[0] for line in one.stdout.splitlines()} == set(REPORT_TYPES)


def test_the_release_draws_the_stored_document(told: Reporting) -> None:
    report = told.draft()
    stored = stored_document(told, report.report_id)
    told.release(report.report_id, "22222222-2222-4222-8222-222222222222")
    with told.ports.sessions.read() as session:
        released = reports.content(session, report.report_id, "released", "full", "json") or b""
    assert stored and stored_document(told, report.report_id) == stored
    assert released.startswith(b'{"document":' + stored)


def stored_document(told: Reporting, report_id: str) -> bytes:
    with told.ports.sessions.read() as session:
        return b"".join(pieces.read(session, document_of(report_id)))
