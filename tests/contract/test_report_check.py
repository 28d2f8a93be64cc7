"""A stranger checks a report: untouched it is in order, a flipped byte is named."""

from __future__ import annotations

import copy
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.reporting.check.archive import check_archive
from services.reporting.check.attachments import attachments
from services.reporting.check.csv_files import check_csv
from services.reporting.check.log import check_proof, open_checkpoint
from services.reporting.check.outcome import UNCHECKED, WRONG, Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.check.printed import Print
from services.reporting.check.prose import Prose
from services.reporting.check.report import Trust, check_report
from services.reporting.check.sums import check_sums
from services.reporting.check.told import read_events
from services.reporting.check.vouchers import check_vouchers
from services.reporting.sealing.order import KeySource, SealOrder
from services.reporting.sealing.running import seal
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.clock import format_instant
from tests.components import verapdf
from tests.components.availability import require
from tests.contract.report_forgeries import (
    CSV_FORGERIES,
    REGIONS,
    first_voucher,
    labels_swapped,
    missing_row,
    other_amount,
    other_head,
    other_sentence,
    other_text,
    regions,
    report_of,
    sentence_left_out,
)
from tests.driver import House
from tests.reported_house import PERIODS, document, draft, release, reported_house
from tests.seal_material import NOW, Keys

TWO_SEALS = (("Freigabe1", "Freigabe: Projektleitung"), ("Freigabe2", "Freigabe: Kämmerei"))

STEPS = {
    "Form der Daten", "Beträge in Sätzen", "Schlüssel des Protokolls",
    "Worte neben dem Druck", "Kopf, Fuß, Überträge", "Inhaltsprüfsumme",
    "Daten gleich Druck", "Texte gleich Druck", "Inhaltsverzeichnis", "Angaben der Datei", "Aufbau",
    "CSV gleich Daten", "Prüfprotokoll", "Siegelfelder", "Rechenwege", "Freigaben", "Diagramme",
    "Prüfmarke", "Zeichnung", "Anlagen", "Bericht", "Siegel", "Summen", "Belege", "Datei",
    "Gerüst", "Empfänger und Gründe", "Worte des Regelwerks", "Angaben ohne Vergleich",
}  # fmt: skip
SUMS = {"Beträge", "Beträge in Sätzen"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("check")) as house:
        yield house


@pytest.fixture(scope="module")
def files(house: House) -> dict[str, bytes]:
    """Some types as released, and the public part of the quarterly report."""
    ids = {kind: draft(house, kind) for kind in PERIODS}
    for report_id in ids.values():
        release(house, report_id)
    public = {"public": document(house, ids["quarterly"], part="public")}
    return public | {kind: document(house, report_id) for kind, report_id in ids.items()}


@pytest.fixture(scope="module")
def attached(files: dict[str, bytes]) -> dict[str, bytes]:
    return attachments(PdfFile(files["voucher-list"]))


@pytest.mark.parametrize("kind", [*PERIODS, "public"])
def test_an_untouched_report_is_in_order(files: dict[str, bytes], kind: str) -> None:
    outcome = check_report(files[kind], None, Trust())
    assert outcome.is_sound, outcome.lines()
    states = {name: state for name, state, _ in outcome.steps if name != "Entwurf im Protokoll"}
    assert set(states) - {"Beträge"} == STEPS
    unchecked = {name for name, state in states.items() if state == UNCHECKED}
    open_here = {"quarterly": SUMS, "public": {"Belege", *SUMS}}.get(kind, set())
    assert unchecked == {"Siegel", "Schlüssel des Protokolls", "Angaben ohne Vergleich"} | open_here


@pytest.fixture(scope="module")
def drafts(house: House) -> dict[str, bytes]:
    """Every type, each carrying its data and the proof from the real log."""
    found = {}
    for kind in REPORT_TYPES:
        # the log signs at most once a second, and a draft waits for all that was written before it
        house.clock.at += timedelta(seconds=2)
        house.settle()
        found[kind] = document(house, draft(house, kind))
    return found


@pytest.mark.parametrize("kind", REPORT_TYPES)
def test_a_draft_of_every_type_convinces_a_stranger(drafts: dict[str, bytes], kind: str) -> None:
    outcome = check_report(drafts[kind], None, Trust())
    assert outcome.is_sound, outcome.lines()
    rules = ["Regelverzeichnis"] if kind.startswith("proof-of-use-") else []
    assert {name for name, _, _ in outcome.steps} - {"Beträge"} == STEPS.union(rules)


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys.make()


@pytest.fixture(scope="module")
def sealed(
    drafts: dict[str, bytes], keys: Keys, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Every type with two seals that do not show."""
    folder = tmp_path_factory.mktemp("sealed")
    paths = {kind: folder / f"{kind}.pdf" for kind in drafts}
    for kind, path in paths.items():
        path.write_bytes(drafts[kind])
    files = tuple(map(str, paths.values()))
    seal(SealOrder(files, TWO_SEALS, KeySource(pem=keys.pem()), "Musterstadt", format_instant(NOW)))
    return paths


def test_every_type_convinces_a_stranger_sealed(
    drafts: dict[str, bytes], sealed: dict[str, Path], keys: Keys
) -> None:
    for kind, path in sealed.items():
        data = path.read_bytes()
        assert data.startswith(drafts[kind]) and len(data) > len(drafts[kind])
        log_key = attachments(PdfFile(data))["protokollschluessel.txt"].decode()
        outcome = check_report(data, None, Trust(log_key=log_key, seal=keys.own))
        assert outcome.is_sound, (kind, outcome.lines())
        unchecked = {name for name, state, _ in outcome.steps if state == UNCHECKED}
        assert unchecked <= SUMS | {"Angaben ohne Vergleich"}, (kind, outcome.lines())


@pytest.mark.parametrize("profile", [verapdf.UA1, verapdf.A3A])
def test_every_type_passes_verapdf_with_data_and_two_seals(
    sealed: dict[str, Path], profile: str
) -> None:
    require(verapdf.PROBE)
    verdicts = verapdf.validate(profile, list(sealed.values()))
    assert {one.file: one.rules for one in verdicts.values() if not one.compliant} == {}
    assert set(verdicts) == {path.name for path in sealed.values()}


def test_every_voucher_row_is_compared(files: dict[str, bytes]) -> None:
    outcome = check_report(files["voucher-list"], None, Trust())
    (text,) = [text for name, _, text in outcome.steps if name == "Belege"]
    assert text.startswith("10 Belegzeilen stimmen mit ihren Ereignissen überein;")
    (words,) = [text for name, _, text in outcome.steps if name == "Empfänger und Gründe"]
    assert words.startswith("14 Worte passen")


def test_the_files_within_are_the_files_beside(house: House, attached: dict[str, bytes]) -> None:
    assert {
        "bericht.json", "bericht.csv", "zahlen.csv", "pruefmarke.txt", "protokollschluessel.txt",
        "nachweis.json", "ereignisse.ndjson", "inhalt.json",
    } == set(attached)  # fmt: skip
    head, *lines = attached["zahlen.csv"].decode("utf-8-sig").split("\r\n")
    assert head == "Tabelle;Zeile;Spalte;Wert;Anzahl;Kennungen;Regelwerk"
    assert any("kfw436-2020" in line for line in lines)


def test_a_public_part_carries_no_event(files: dict[str, bytes]) -> None:
    found = attachments(PdfFile(files["public"]))
    assert "ereignisse.ndjson" not in found and "nachweis.json" in found


# --- a flipped byte --------------------------------------------------------------------------


@pytest.mark.parametrize("region", REGIONS)
def test_any_flipped_byte_is_named(files: dict[str, bytes], region: str) -> None:
    data = files["quarterly"]
    for place in regions(data)[region]:
        for mask in (0x01, 0x20):
            broken = bytearray(data)
            broken[place] ^= mask
            outcome = check_report(bytes(broken), None, Trust())
            wrong = [text for _, state, text in outcome.steps if state == WRONG]
            assert wrong and all(wrong), (place, mask, outcome.lines())


@pytest.mark.parametrize("cut", [0, 1, 9, 1000, -1, -2, -20, -2000])
def test_a_cut_file_is_refused(files: dict[str, bytes], cut: int) -> None:
    assert not check_report(files["quarterly"][:cut], None, Trust()).is_sound


def test_bytes_behind_the_report_are_refused(files: dict[str, bytes]) -> None:
    assert not check_report(files["quarterly"] + b"\n", None, Trust()).is_sound


# --- each step is alive ----------------------------------------------------------------------


@pytest.mark.parametrize("change", [other_amount, other_text, missing_row, other_head])
def test_data_that_differ_from_the_print_are_named(
    files: dict[str, bytes], attached: dict[str, bytes], change: Callable[[dict[str, Any]], None]
) -> None:
    pdf = PdfFile(files["voucher-list"])
    printed = Print(pdf, PageText(pdf))
    changed = report_of(attached)
    printed.check_tables(changed)
    change(changed)
    with pytest.raises(Fault, match="Tabelle „"):
        printed.check_tables(changed)


@pytest.mark.parametrize("change", [other_sentence, sentence_left_out, labels_swapped])
def test_running_text_that_differs_is_named(
    files: dict[str, bytes], change: Callable[[dict[str, Any]], None]
) -> None:
    pdf = PdfFile(files["quarterly"])
    report = json.loads(attachments(pdf)["bericht.json"])
    prose = Prose(pdf, PageText(pdf))
    prose.check(report["document"], report["frame"])
    change(report["document"])
    with pytest.raises(Fault, match="Gedruckt ist „"):
        prose.check(report["document"], report["frame"])


@pytest.mark.parametrize("name", ["checkpoint", "cut_off_position", "rule_pack", "version"])
def test_what_is_printed_about_the_document_is_compared(files: dict[str, bytes], name: str) -> None:
    pdf = PdfFile(files["quarterly"])
    report = json.loads(attachments(pdf)["bericht.json"])
    report["frame"][name] = f"{report['frame'][name]}1"
    with pytest.raises(Fault, match="Gedruckt ist „"):
        Prose(pdf, PageText(pdf)).check(report["document"], report["frame"])


@pytest.mark.parametrize("forgery", CSV_FORGERIES)
def test_a_changed_csv_is_named(attached: dict[str, bytes], forgery: str) -> None:
    name, pattern, by = CSV_FORGERIES[forgery]
    report = json.loads(attached["bericht.json"])
    check_csv(report["document"], report["frame"]["rule_pack"], attached)
    forged = re.sub(pattern, by, attached[name], count=1)
    assert forged != attached[name]
    with pytest.raises(Fault, match=name):
        check_csv(report["document"], report["frame"]["rule_pack"], attached | {name: forged})


def test_a_missing_csv_is_named(attached: dict[str, bytes]) -> None:
    with pytest.raises(Fault, match="fehlt"):
        check_csv(report_of(attached), "", {"zahlen.csv": b""})


def test_a_wrong_sum_is_named(attached: dict[str, bytes]) -> None:
    changed = report_of(attached)
    check_sums(changed)
    other_amount(changed)
    with pytest.raises(Fault, match="nachgerechnet"):
        check_sums(changed)


def test_a_voucher_that_differs_from_its_event_is_named(attached: dict[str, bytes]) -> None:
    changed = report_of(attached)
    other_amount(changed)
    with pytest.raises(Fault, match=r"Beleg \d+, Gezahlt: im Bericht"):
        check_vouchers(changed, read_events(attached["ereignisse.ndjson"]))


@pytest.mark.parametrize(
    ("key", "forged"),
    [
        ("paid_on", "2026-02-28"),
        ("measure", "M-9"),
        ("gross", 1),
        ("allocation", 1),
        ("file", "f"),
        ("kind", "Gutschrift"),
        ("category", "Personal"),
        ("booking", "1 / 2"),
        ("refers_to", 1),
        ("call", 77),
    ],
)
def test_every_field_the_event_says_in_clear_is_compared(
    attached: dict[str, bytes], key: str, forged: Any
) -> None:
    changed = report_of(attached)
    table, row = first_voucher(changed, key)
    place = [one["key"] for one in table["columns"]].index(key)
    row["cells"][place], label = forged, re.escape(table["columns"][place]["label"])
    with pytest.raises(Fault, match=rf"Beleg \d+, {label}: im Bericht"):
        check_vouchers(changed, read_events(attached["ereignisse.ndjson"]))


@pytest.mark.parametrize(
    "facts", [[], ["00000000-0000-4000-8000-000000000000"], {"sha256": "0" * 64, "count": 1}]
)
def test_an_invented_voucher_is_named(attached: dict[str, bytes], facts: Any) -> None:
    changed = report_of(attached)
    table, row = first_voucher(changed, "voucher_number")
    invented = copy.deepcopy(row)
    invented["facts"] = facts
    table["rows"].insert(0, invented)
    with pytest.raises(Fault, match="kein Ereignis aus dem Protokoll"):
        check_vouchers(changed, read_events(attached["ereignisse.ndjson"]))


def test_another_call_is_named(attached: dict[str, bytes]) -> None:
    changed = report_of(attached)
    table, _ = first_voucher(changed, "call")
    place = [one["key"] for one in table["columns"]].index("call")
    called = next(one for one in table["rows"] if one["cells"][place] is not None)
    called["cells"][place] += 1
    with pytest.raises(Fault, match=r"Beleg \d+, Abruf.*: im Bericht"):
        check_vouchers(changed, read_events(attached["ereignisse.ndjson"]))


def test_a_voucher_twice_is_named(attached: dict[str, bytes]) -> None:
    changed = report_of(attached)
    table, row = first_voucher(changed, "voucher_number")
    table["rows"].insert(table["rows"].index(row), copy.deepcopy(row))
    with pytest.raises(Fault, match="steht dort mehrmals"):
        check_vouchers(changed, read_events(attached["ereignisse.ndjson"]))


@pytest.mark.parametrize("key", ["voucher_number", "gross"])
@pytest.mark.parametrize("all_rows", [False, True])
def test_a_voucher_left_out_is_named(
    attached: dict[str, bytes], key: str, *, all_rows: bool
) -> None:
    changed = report_of(attached)
    table, row = first_voucher(changed, key)
    table["rows"] = [one for one in table["rows"] if not all_rows and one is not row]
    with pytest.raises(Fault, match=r"Beleg \d+ gehört nach dem Protokoll in den Bericht"):
        check_vouchers(changed, read_events(attached["ereignisse.ndjson"]))


def test_a_voucher_under_another_line_is_named(attached: dict[str, bytes]) -> None:
    changed = report_of(attached)
    table, _ = first_voucher(changed, "voucher_number")
    group = next(one for one in table["rows"] if one["kind"] == "group")
    group["label"] = "Planposition Technik"
    with pytest.raises(Fault, match="steht unter Planposition Technik"):
        check_vouchers(changed, read_events(attached["ereignisse.ndjson"]))


def test_a_figure_without_event_is_named(attached: dict[str, bytes]) -> None:
    lines = attached["ereignisse.ndjson"].split(b"\n")
    fewer = b"\n".join(one for one in lines if b"expenditure_id" not in one)
    with pytest.raises(Fault, match="kein Ereignis"):
        check_vouchers(report_of(attached), read_events(fewer))


def test_a_changed_event_is_named(attached: dict[str, bytes]) -> None:
    checkpoint = open_checkpoint(
        attached["pruefmarke.txt"].decode(), attached["protokollschluessel.txt"].decode()
    )
    proof = json.loads(attached["nachweis.json"])
    events = attached["ereignisse.ndjson"]
    check_proof(proof, checkpoint, read_events(events))
    with pytest.raises(Fault, match="ist verändert"):
        check_proof(
            proof, checkpoint, read_events(events.replace(b"gross_cents", b"gross_cemts", 1))
        )


@pytest.mark.parametrize("field", ["leaf_hashes", "nodes"])
def test_a_changed_proof_is_named(attached: dict[str, bytes], field: str) -> None:
    checkpoint = open_checkpoint(
        attached["pruefmarke.txt"].decode(), attached["protokollschluessel.txt"].decode()
    )
    proof = copy.deepcopy(json.loads(attached["nachweis.json"]))
    text = proof[field]
    proof[field] = ("B" if text[0] == "A" else "A") + text[1:]
    with pytest.raises(Fault):
        check_proof(proof, checkpoint, None)


def test_the_log_key_is_trusted_as_told(
    files: dict[str, bytes], attached: dict[str, bytes]
) -> None:
    key = attached["protokollschluessel.txt"].decode()
    finger = json.loads(attached["inhalt.json"])["log_key_sha256"]
    data = files["voucher-list"]
    assert check_report(data, None, Trust(log_key=key)).is_sound
    assert check_report(data, None, Trust(fingerprint=finger.upper())).is_sound
    wrong = check_report(data, None, Trust(fingerprint="00" * 32))
    assert ("Prüfmarke", WRONG) in [(name, state) for name, state, _ in wrong.steps]
    other = "fremd.example+00000000+" + key.split("+", 2)[2]
    assert not check_report(data, None, Trust(log_key=other)).is_sound


# --- the file to take away -------------------------------------------------------------------


def run(program: Path, report: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As a stranger does: isolated from this repository, and without pyHanko."""
    start = (
        "import runpy, sys; sys.modules['pyhanko'] = None; sys.argv = sys.argv[1:]; "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    command = [sys.executable, "-I", "-c", start, str(program), str(report), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=report.parent, timeout=120
    )


def test_one_file_checks_a_report_anywhere(
    house: House, files: dict[str, bytes], tmp_path: Path
) -> None:
    program, report = tmp_path / "pruefen.pyz", tmp_path / "bericht.pdf"
    path = f"/reporting/berichte/{program.name}"
    program.write_bytes(house.call("pruefung", "GET", path).expect(200).data)
    report.write_bytes(files["voucher-list"])
    done = run(program, report)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ERGEBNIS: in sich stimmig" in done.stdout
    report.write_bytes(files["voucher-list"].replace(b"%PDF-1.7", b"%PDF-1.6"))
    broken = run(program, report)
    assert broken.returncode == 1 and "Dateikopf" in broken.stdout and broken.stderr == ""
    assert run(program, tmp_path / "fehlt.pdf").returncode == 2


def test_the_file_holds_every_module_and_nothing_of_ours() -> None:
    archive = zipfile.ZipFile(io.BytesIO(check_archive()))
    names = {Path(one).stem for one in archive.namelist()}
    folder = Path(__file__).parents[2] / "services" / "reporting" / "check"
    assert {one.stem for one in folder.glob("*.py")} - {"archive"} <= names
    for name in archive.namelist():
        source = archive.read(name).decode()
        assert not re.search(r"^\s*(from|import) (services|shared|contracts)", source, re.M)


def test_the_command_says_the_same(files: dict[str, bytes], tmp_path: Path) -> None:
    report = tmp_path / "bericht.pdf"
    report.write_bytes(files["quarterly"])
    command = [sys.executable, "-m", "services", "check", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == check_report(files["quarterly"], None, Trust()).lines()
