"""Reports name who acted by the role in which they did, then by the pseudonym; hashes whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from contracts.events.budget import WaiverApproved
from services.reporting.check.outcome import Fault
from services.reporting.check.printed import shown
from services.reporting.check.told import Told
from services.reporting.check.waived import check_waived
from services.reporting.documents import Document, ValueType, short_digests
from services.reporting.documents.content import canonical_bytes
from services.reporting.documents.field_words import value_of
from services.reporting.documents.personnel_proof import bookings_table
from services.reporting.documents.waivers import waivers_table, with_waivers
from services.reporting.domain.field_change import FieldChange
from services.reporting.domain.personnel_proof import personnel_proof
from services.reporting.domain.waivers import ReliedWaiver, WaiverFact
from tests.unit.reporting.domain.test_personnel_proof import DAY, fact, row

OFFICER, HEAD = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
HASHES = ("a" * 64, "0123456789abcdef" * 4)
WAIVER = WaiverApproved(
    waiver_id="w1", number=3, object="expenditure/x", rule="ELG-04", code="start_before_award",
    field="", reason="Bescheid lässt es zu", approved_on=date(2026, 3, 2),
    expires_on=date(2026, 12, 31), file_sha256=HASHES[1], proposed_by=OFFICER,
    proposed_office="Fördermittelsachbearbeitung", office="Kämmerei",
)  # fmt: skip
EARLIER = replace(WAIVER, proposed_office="", office="")


def relied(waiver: WaiverApproved, ended_on: date | None = None) -> ReliedWaiver:
    return ReliedWaiver(WaiverFact(waiver, HEAD, ended_on), "Ausgabe Nr. 1")


@pytest.mark.parametrize(
    ("waiver", "persons"),
    [
        (WAIVER, "Fördermittelsachbearbeitung, Kennung 11111111 / Kämmerei, Kennung 22222222"),
        (EARLIER, "Kennung 11111111 / Kennung 22222222"),
    ],
    ids=["with roles", "of an earlier version"],
)
def test_a_waiver_names_both_persons_by_their_roles(waiver: WaiverApproved, persons: str) -> None:
    table = waivers_table([relied(waiver)])
    at = [one.key for one in table.columns].index("persons")
    assert table.rows[0].cells[at] == persons


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "sachlich 18.02.2026 08:00 UTC, Kennung 11111111"),
        (
            {"office": "Projektleitung"},
            "sachlich 18.02.2026 08:00 UTC, Projektleitung, Kennung 11111111",
        ),
        (
            {"office": "Sachliche Feststellung", "deputy_for": HEAD},
            "sachlich 18.02.2026 08:00 UTC, Sachliche Feststellung, Kennung 11111111 in "
            "Vertretung für Feststellungsbefugnis, Kennung 22222222",
        ),
    ],
    ids=["of an earlier version", "with a role", "for another"],
)
def test_a_changed_certification_names_the_role_it_was_given_in(
    more: dict[str, str], told: str
) -> None:
    one = {"kind": "factual", "at": "2026-02-18T08:00:00.000Z", "actor": OFFICER, **more}
    assert value_of(FieldChange("certifications", [], [one]), [one]) == told


def test_hashes_are_whole_in_the_data_and_short_in_print() -> None:
    table = waivers_table([relied(WAIVER)])
    assert table.rows[0].cells[-1] == HASHES[1]
    booking = replace(fact(1, 3), sheets=HASHES)
    bookings = bookings_table(personnel_proof([row(1, 100)], [booking], (), DAY))
    at = [one.key for one in bookings.columns].index("sheets")
    assert bookings.rows[0].cells[at] == ", ".join(HASHES)
    assert [one.columns[index].type for one, index in ((table, -1), (bookings, at))] == [
        ValueType.DIGEST
    ] * 2
    short = f"{HASHES[0][:12]}, {HASHES[1][:12]}"
    assert short_digests(", ".join(HASHES)) == shown("digest", ", ".join(HASHES)) == short


def sheet(**changes: str) -> dict[str, object]:
    said = {"Maßnahme": "M1", "Ziel": "Wartezeit halbieren", "Partner": "–",
            "Leitung": "Projektleitung, Kennung 22222222", "Smart City Charta": "–",
            "Aus der Beteiligung": "Forum"} | changes  # fmt: skip
    items = [{"label": label, "text": text} for label, text in said.items()]
    details = {"block": "details", "caption": "", "items": items}
    part = {"blocks": [], "sections": [{"blocks": [details], "sections": []}]}
    return {"type": "measure-sheets", "parts": [part]}


def test_the_check_compares_the_head_of_a_sheet_with_its_measure() -> None:
    found = Told()
    measure = {"lead": HEAD, "goal": "Wartezeit halbieren", "participation_origin": "Forum"}
    found.things["M1"] = {"measure": measure}
    assert "Leitung und Ziel von 1 Maßnahmen" in check_waived(sheet(), found)
    for label in ("Ziel", "Partner", "Leitung", "Smart City Charta", "Aus der Beteiligung"):
        with pytest.raises(Fault, match=label):
            check_waived(sheet(**{label: "X"}), found)
    with pytest.raises(Fault, match="M9"):
        check_waived(sheet(Maßnahme="M9"), found)
    measure["lead"] = "Amt 61"
    check_waived(sheet(Leitung="Amt 61"), found)


def told(waiver: WaiverApproved, **more: str) -> Told:
    days = {name: getattr(waiver, name).isoformat() for name in ("approved_on", "expires_on")}
    found = Told()
    found.waivers["w1"] = {**vars(waiver), **days, "actor": HEAD, **more}
    return found


def report(one: ReliedWaiver) -> dict[str, object]:
    plain = Document("quarterly", "Bericht", "", "", "G", "1. Quartal 2026", "2026-Q1", ())
    found: dict[str, object] = json.loads(canonical_bytes(with_waivers(plain, [one])))
    return found


def test_the_check_compares_every_cell_of_a_waiver_with_its_event() -> None:
    assert "1 Ausnahmegenehmigungen" in check_waived(report(relied(WAIVER)), told(WAIVER))
    early = date(2026, 5, 1)
    ended = report(relied(WAIVER, early))
    check_waived(ended, told(WAIVER, ended_on=early.isoformat()))
    with pytest.raises(Fault):
        check_waived(ended, told(WAIVER))
    for name in ("number", "rule", "reason", "proposed_by", "proposed_office", "office", "code"):
        other = {"number": 4, "code": "payment_too_late"}.get(name, "X")
        with pytest.raises(Fault):
            check_waived(report(relied(replace(WAIVER, **{name: other}))), told(WAIVER))
