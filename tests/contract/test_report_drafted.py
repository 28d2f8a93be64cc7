"""A released report carries the event of its draft: the log says what was drafted, so that no word
of it can be another, and no other program can be named."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.drafted import FILES, check_drafted
from services.reporting.check.outcome import OK, Fault, Unseen
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.report import Trust, check_report
from tests.contract.sealed_reports import sealed_as_released
from tests.driver import House
from tests.reported_house import document, draft, release, reported_house
from tests.seal_material import NOW, Keys

Released = tuple[bytes, dict[str, bytes]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("drafted")) as house:
        yield house


@pytest.fixture(scope="module")
def released(house: House) -> dict[str, Released]:
    found = {}
    for kind in ("quarterly", "inventory"):
        data = document(house, _released(house, kind))
        found[kind] = data, attachments(PdfFile(data))
    return found


def _released(house: House, kind: str) -> str:
    house.clock.at += timedelta(seconds=2)  # the log signs at most once a second
    house.settle()
    report_id = draft(house, kind)
    house.clock.at += timedelta(seconds=2)
    house.settle()
    release(house, report_id)
    return report_id


def key_of(files: dict[str, bytes]) -> str:
    return files["protokollschluessel.txt"].decode()


@pytest.mark.parametrize("kind", ["quarterly", "inventory"])
def test_a_sealed_release_leaves_nothing_unchecked(
    released: dict[str, Released], tmp_path: Path, kind: str
) -> None:
    data, files = released[kind]
    keys = Keys.make()
    sealed = sealed_as_released(data, tmp_path, keys)
    trust = Trust(log_key=key_of(files), seal=keys.own, now=NOW)
    outcome = check_report(sealed, None, trust)
    assert outcome.lines()[-1] == "ERGEBNIS: in Ordnung.", outcome.lines()


def test_what_only_the_draft_vouches_for_is_said(released: dict[str, Released]) -> None:
    data, files = released["quarterly"]
    steps = {name: (state, text) for name, state, text in
             check_report(data, None, Trust(log_key=key_of(files))).steps}  # fmt: skip
    assert steps["Entwurf im Protokoll"][0] == OK
    state, text = steps["Angaben ohne Vergleich"]
    assert state == OK and "unverändert seit dem Entwurf" in text


def another_hash(whole: dict[str, Any]) -> None:
    whole["frame"]["content_hash"] = "0" * 64


def another_program(whole: dict[str, Any]) -> None:
    whole["frame"]["generator"] = "Fördernachweis 0.1.0+3"


def another_version(whole: dict[str, Any]) -> None:
    whole["frame"]["version"] += 1


def another_pack(whole: dict[str, Any]) -> None:
    whole["frame"]["rule_pack"] = "kfw436-2020, Fassung 1999.1"


def another_state(whole: dict[str, Any]) -> None:
    whole["frame"]["cut_off_position"] -= 1


def another_period(whole: dict[str, Any]) -> None:
    whole["document"]["period_key"] = "2025-Q1"


@pytest.mark.parametrize(
    ("forge", "named"),
    [
        (another_hash, "Inhaltsprüfsumme"), (another_program, "Programm"),
        (another_version, "Fassung"), (another_pack, "Regelwerk"), (another_state, "Datenstand"),
        (another_period, "Zeitraum"),
    ],
)  # fmt: skip
def test_what_the_draft_did_not_say_is_refused(
    released: dict[str, Released], forge: Callable[[dict[str, Any]], None], named: str
) -> None:
    _, files = released["inventory"]
    whole = json.loads(files["bericht.json"])
    check_drafted(files, key_of(files), whole["document"], whole["frame"])
    forged = copy.deepcopy(whole)
    forge(forged)
    with pytest.raises(Fault, match=named):
        check_drafted(files, key_of(files), forged["document"], forged["frame"])


def test_the_draft_of_another_report_is_refused(released: dict[str, Released]) -> None:
    (_, files), (_, others) = released["inventory"], released["quarterly"]
    whole = json.loads(files["bericht.json"])
    swapped = files | {one: others[one] for one in FILES}
    with pytest.raises(Fault, match="Inhaltsprüfsumme"):
        check_drafted(swapped, key_of(files), whole["document"], whole["frame"])


@pytest.mark.parametrize("name", FILES)
def test_a_changed_or_missing_part_is_refused(released: dict[str, Released], name: str) -> None:
    _, files = released["inventory"]
    whole = json.loads(files["bericht.json"])
    rest = {one: data for one, data in files.items() if one != name}
    middle = len(files[name]) // 2
    flipped = files[name][:middle] + bytes([files[name][middle] ^ 1]) + files[name][middle + 1 :]
    changed = files | {name: flipped}
    with pytest.raises(Fault, match="fehlt ein Teil"):
        check_drafted(rest, key_of(files), whole["document"], whole["frame"])
    with pytest.raises((Fault, ValueError)):
        check_drafted(changed, key_of(files), whole["document"], whole["frame"])


def test_without_it_the_check_does_not_say_in_order(released: dict[str, Released]) -> None:
    """Whoever takes all of it away, to name an older program, is told so."""
    _, files = released["inventory"]
    whole = json.loads(files["bericht.json"])
    rest = {one: data for one, data in files.items() if one not in FILES}
    with pytest.raises(Unseen, match="oder es ist entfernt"):
        check_drafted(rest, key_of(files), whole["document"], whole["frame"])
