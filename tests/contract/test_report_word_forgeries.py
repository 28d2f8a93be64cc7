"""Recipient, purpose and reasons printed otherwise than entered: events name a digest of each."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from contracts.word_digest import word_digest
from services.reporting.check.attachments import attachments
from services.reporting.check.outcome import Fault, Unseen
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.told import Told, read_events
from services.reporting.check.voucher_words import check_words
from services.reporting.check.voucher_words import word_digest as digest_of_a_stranger
from tests.driver import House
from tests.reported_house import GRANT, document, draft, release, reported_house

KINDS = ("voucher-list", "call-package", "audit-package", "proof-of-use-a")
WORDS = ("creditor", "purpose", "reasons")
Report = dict[str, Any]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("words")) as house:
        yield house


@pytest.fixture(scope="module")
def attached(house: House) -> dict[str, dict[str, bytes]]:
    return {kind: attachments(PdfFile(document(house, draft(house, kind)))) for kind in KINDS}


def report_of(attached: dict[str, bytes]) -> Report:
    found: Report = json.loads(attached["bericht.json"])["document"]
    return found


def told_of(attached: dict[str, bytes]) -> Told:
    return read_events(attached["ereignisse.ndjson"])


def places(report: Report, *columns: str) -> list[tuple[dict[str, Any], int]]:
    """Rows with the place of a word that they print."""
    return [
        (row, at)
        for table in blocks(report, "table")
        for at, one in enumerate(table["columns"])
        for row in table["rows"]
        if one["key"] in columns and row["cells"][at]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_each_word_of_each_voucher_is_vouched_for(
    attached: dict[str, dict[str, bytes]], kind: str
) -> None:
    report, told = report_of(attached[kind]), told_of(attached[kind])
    count = len(places(report, *WORDS))
    assert check_words(report, told).startswith(f"{count} Worte passen")
    for number in range(count):
        forged = report_of(attached[kind])
        row, at = places(forged, *WORDS)[number]
        row["cells"][at] += "e"
        with pytest.raises(Fault, match="passt nicht zur Wortprüfsumme"):
            check_words(forged, told)


def swapped(report: Report) -> None:
    """Two vouchers of one creditor, so with the same words, change their salts."""
    (first, _), (second, _) = places(report, "creditor")[:2]
    first["salts"], second["salts"] = second["salts"], first["salts"]


def swapped_whole(report: Report) -> None:
    """Words that differ, salts and all."""
    one, other = places(report, "reasons")[:2]
    for row, at in (one, other):
        row["cells"][at] = row["cells"][at].removeprefix("Anteil: ")
    one[0]["salts"], other[0]["salts"] = other[0]["salts"], one[0]["salts"]
    one[0]["cells"][one[1]], other[0]["cells"][other[1]] = (
        other[0]["cells"][other[1]],
        one[0]["cells"][one[1]],
    )


def swapped_in_a_row(report: Report) -> None:
    (row, creditor), (_, purpose) = places(report, "creditor")[0], places(report, "purpose")[0]
    cells, salts = row["cells"], row["salts"]
    cells[creditor], cells[purpose] = cells[purpose], cells[creditor]
    salts["creditor"], salts["purpose"] = salts["purpose"], salts["creditor"]


def other_salt(report: Report) -> None:
    row, _ = places(report, "creditor")[0]
    row["salts"]["creditor"] = base64.b64encode(bytes(16)).decode()


def one_salt_left_out(report: Report) -> None:
    del places(report, "purpose")[0][0]["salts"]["purpose"]


def reason_invented(report: Report) -> None:
    for table in blocks(report, "table"):
        for at, one in enumerate(table["columns"]):
            if one["key"] == "reasons":
                next(r for r in table["rows"] if r["kind"] == "data" and not r["cells"][at])[
                    "cells"
                ][at] = "Bewirtung"
                return


def reason_left_out(report: Report) -> None:
    row, at = places(report, "reasons")[0]
    row["cells"][at] = None


def salt_without_a_word(report: Report) -> None:
    row, _ = places(report, "reasons")[0]
    row["salts"]["creditor"] = base64.b64encode(bytes(16)).decode()


FORGERIES: dict[str, tuple[Callable[[Report], None], str]] = {
    "salts of two vouchers swapped": (swapped, "passt nicht"),
    "words of two vouchers swapped": (swapped_whole, "Zufallswert"),
    "recipient and purpose swapped": (swapped_in_a_row, "passt nicht"),
    "another salt": (other_salt, "passt nicht"),
    "one salt left out": (one_salt_left_out, "Zufallswert zur Wortprüfsumme fehlt"),
    "a reason invented": (reason_invented, "im Ereignis des Protokolls nichts"),
    "a reason left out": (reason_left_out, "passt nicht"),
    "a salt of a word that is not printed": (salt_without_a_word, "Zufallswert ohne Wort"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_word_is_named(attached: dict[str, dict[str, bytes]], name: str) -> None:
    forge, said = FORGERIES[name]
    report = report_of(attached["voucher-list"])
    forge(report)
    with pytest.raises(Fault, match=said):
        check_words(report, told_of(attached["voucher-list"]))


def test_without_any_salt_no_word_counts_as_compared(
    attached: dict[str, dict[str, bytes]],
) -> None:
    report = report_of(attached["voucher-list"])
    for table in blocks(report, "table"):
        for row in table["rows"]:
            row.pop("salts", None)
    with pytest.raises(Unseen, match=r"6 Belege ohne Zufallswert im Bericht; 0 Worte"):
        check_words(report, told_of(attached["voucher-list"]))


def test_events_of_earlier_programs_leave_their_words_open(
    attached: dict[str, dict[str, bytes]],
) -> None:
    report, told = report_of(attached["voucher-list"]), told_of(attached["voucher-list"])
    older = {1, 3}
    for state in told.states.values():
        if state["number"] in older:
            for name in [one for one in state if one.endswith("_digest")]:
                del state[name]
    for row, _ in places(report, "creditor", "reasons"):
        if row["cells"][0] in older:
            del row["salts"]
    with pytest.raises(Unseen, match=r"2 Belege ohne Wortprüfsumme im Ereignis.*; \d+ Worte"):
        check_words(report, told)


def test_erased_words_are_told_and_cannot_be_put_back(
    attached: dict[str, dict[str, bytes]],
) -> None:
    """Before and after the erasure: the newest event has its digest still, or nothing at all."""
    report, told = report_of(attached["voucher-list"]), told_of(attached["voucher-list"])
    for row, at in places(report, "creditor", "purpose"):
        if row["cells"][0] in (1, 3):
            row["cells"][at] = "[gelöscht]"
            row["salts"].pop("creditor" if at == 5 else "purpose")
    state = next(one for one in told.states.values() if one["number"] == 1)
    state |= {"sealed_creditor": "", "creditor_digest": None}
    with pytest.raises(Unseen, match=r"2 Belege mit gelöschten Worten; \d+ Worte"):
        check_words(report, told)
    row, at = next(one for one in places(report, "creditor") if one[0]["cells"][0] == 1)
    row["cells"][at] = "Muster GmbH"
    with pytest.raises(Fault, match="im Ereignis des Protokolls nichts"):
        check_words(report, told)


def test_two_reasons_in_one_cell_are_told_apart() -> None:
    salts = {name: base64.b64encode(name.encode()[:16]).decode()
             for name in ("ineligible_reason", "allocation_reason")}  # fmt: skip
    words = {"ineligible_reason": "Essen; Anteil: 3", "allocation_reason": "Kopf; Anteil: zwei"}
    state = {"number": 1, "told_of": GRANT} | {f"sealed_{name}": "x" for name in words}
    state |= {f"{k}_digest": digest_of_a_stranger(salts[k], k, v) for k, v in words.items()}
    told = Told(states={"e": state})
    row = {"kind": "data", "facts": ["e"], "salts": salts,
           "cells": ["Essen; Anteil: 3; Anteil: Kopf; Anteil: zwei"]}  # fmt: skip
    column = {"key": "reasons", "label": "Gründe", "type": "text"}
    table = {"block": "table", "key": "t", "caption": "T", "columns": [column], "rows": [row]}
    report = {"blocks": [table]}
    assert check_words(report, told).startswith("2 Worte")
    row["cells"] = ["Essen; Anteil: 3; Anteil: Kopf"]
    with pytest.raises(Fault):
        check_words(report, told)


def test_both_sides_compute_the_same_digest() -> None:
    salt = bytes(range(16))
    written = base64.b64encode(salt).decode()
    known = "e18f6cb145f89ee47efb0399eb6454dddeebd5f9e7e63e6bb14e3f5a7d56b9a5"
    ours = word_digest(salt, "creditor", "Bäckerei Ä")
    assert ours == known == digest_of_a_stranger(written, "creditor", "Bäckerei Ä")
    assert ours != word_digest(salt, "purpose", "Bäckerei Ä")


def test_public_part_and_committee_pages_hold_no_salt(house: House) -> None:
    report_id = draft(house, "quarterly")
    release(house, report_id)
    for part in ("public", "full"):
        found = attachments(PdfFile(document(house, report_id, part=part)))["bericht.json"]
        assert b'"salts"' not in found
