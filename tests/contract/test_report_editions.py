"""A released report never changes: files of an earlier edition of the program are checked for what
that edition prints, and what it does not print is told."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path

import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.editions import SINCE, check_edition, edition_of
from services.reporting.check.outcome import UNCHECKED, Fault, Unseen
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.report import Trust, check_report
from services.reporting.check.told import Told, read_events
from services.reporting.check.vouchers import check_vouchers
from services.reporting.usecases.means import DRAWING

OLDER = Path(__file__).resolve().parents[1] / "samples" / "older"
NOT_YET = {
    "portfolio": "„Voraussichtlich“ mit der Prognose",
    "proof-of-use-a": "„Weitere Angaben je Beleg“ und „Berichtigungen“",
}


@pytest.mark.parametrize("kind", NOT_YET)
def test_a_file_of_an_earlier_edition_is_sound_and_its_gaps_are_told(kind: str) -> None:
    outcome = check_report((OLDER / f"{kind}.pdf").read_bytes(), None, Trust())
    assert outcome.is_sound, outcome.lines()
    steps = {name: (state, text) for name, state, text in outcome.steps}
    state, text = steps["Ausgabe des Programms"]
    assert state == UNCHECKED
    assert "+16" in text and NOT_YET[kind] in text


def test_an_older_release_says_that_nothing_proves_its_edition() -> None:
    outcome = check_report((OLDER / "portfolio.pdf").read_bytes(), None, Trust())
    steps = {name: (state, text) for name, state, text in outcome.steps}
    state, text = steps["Entwurf im Protokoll"]
    assert state == UNCHECKED and "Programmversion" in text
    assert "nicht geprüft" in outcome.lines()[-1]


def _opened(kind: str) -> tuple[dict[str, object], Told]:
    files = attachments(PdfFile((OLDER / f"{kind}.pdf").read_bytes()))
    whole = json.loads(files["bericht.json"])
    told = read_events(files["ereignisse.ndjson"])
    return whole["document"], replace(told, edition=edition_of(whole["frame"]))


@pytest.mark.parametrize("kind", NOT_YET)
def test_the_same_under_the_name_of_today_is_refused(kind: str) -> None:
    document, told = _opened(kind)
    check_vouchers(document, told)
    with pytest.raises(Unseen):
        check_edition(told)
    with pytest.raises(Fault):
        check_vouchers(document, replace(told, edition=DRAWING, passed_over=[]))


def test_what_the_earlier_edition_prints_is_compared_all_the_same() -> None:
    document, told = _opened("portfolio")
    forged = copy.deepcopy(document)
    table = next(one for one in blocks(forged, "table") if one["key"] == "measures")
    keys = [one["key"] for one in table["columns"]]
    for row in table["rows"]:
        row["cells"][keys.index("paid")] = 4_711
    with pytest.raises(Fault):
        check_vouchers(forged, told)


@pytest.mark.parametrize(
    ("named", "edition"),
    [("Fördernachweis 0.1.0+16", 16), ("Fördernachweis 12.3.4+105", 105), ("0.1.0+16", None),
     ("Fördernachweis 0.1.0", None), ("Fördernachweis 0.1.0+-3", None)],
)  # fmt: skip
def test_the_edition_is_read_from_the_program_that_the_file_names(
    named: str, edition: int | None
) -> None:
    assert edition_of({"generator": named}) == edition


def test_nothing_is_passed_over_for_the_edition_after_the_last_change() -> None:
    told = Told(edition=max(SINCE.values()))
    assert not told.passed_over and "druckt" in check_edition(told)
