"""Lists beside the money and the events themselves: none of them is left out unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.reporting.check.kept_lists import check_kept
from services.reporting.check.numbering import check_numbering
from services.reporting.check.outcome import Fault
from services.reporting.check.registers import check_registers
from services.reporting.check.sampled import check_sampled
from services.reporting.check.told import BOOKED, PAYROLL, POST, Told

DAY = "2026-06-30"
Report = dict[str, Any]


def state(number: int, **more: Any) -> dict[str, Any]:
    effects = [{"kind": "paid", "on": "2026-03-01", "cents": 5}]
    return {
        "number": number, "told_of": "G", "certifications": [], "drawdown_id": None,
        "assessment": {"effects": effects}, **more,
    }  # fmt: skip


def item(number: int, on: str = "2026-01-01") -> dict[str, Any]:
    return {"item_id": f"i{number}", "grant_id": "G", "number": number, "acquired_on": on}


def place(entry_id: str, number: int, grant_id: str) -> dict[str, Any]:
    return {"entry_id": entry_id, "number": number, "grant_id": grant_id, "measure_id": ""}


def told() -> Told:
    """Three vouchers, the first two of a call; two files; a post; three items, the second gone."""
    found = Told()
    found.states = {f"v{n}": state(n, drawdown_id="c1" if n < 3 else None) for n in (1, 2, 3)}
    found.calls = {
        "c1": {"grant_id": "G", "number": 1, "status": "released", "expenditure_count": 2}
    }
    found.bound = {"c1": {"v1", "v2"}}
    found.procurements = {
        f"p{n}": {"procurement_id": f"p{n}", "grant_id": "G", "number": n} for n in (1, 2)
    }
    found.items = {f"i{n}": item(n) for n in (1, 2, 3)} | {"i4": item(4, "2026-07-01")}
    found.disposals = {
        "i2": {"item_id": "i2", "disposed_on": DAY}, "i3": {"item_id": "i3", "disposed_on": "2027"}
    }  # fmt: skip
    found.things = {
        f"x{n}": {"held_on": on, "partner": "KTS", "place": place(f"x{n}", n, grant)}
        for n, on, grant in ((1, DAY, "G"), (2, "2027-01-01", "G"), (3, DAY, "H"))
    } | {
        f"r{n}": {
            "received_on": on, "adviser": "KTS", "text": "Offen", "status": "open", "reason": "",
            "place": place(f"r{n}", n, "G"),
        }
        for n, on in ((1, DAY), (2, "2027-01-01"))
    }  # fmt: skip
    found.personnel = {
        POST: {"P1": {"grant_id": "G", "measure_id": "M1", "existing_staff": False}},
        PAYROLL: {"e1": {"post_id": "P1", "months": ["2026-01", "2026-02"]}},
        BOOKED: {"b1": {"grant_id": "G", "expenditure_id": "v3", "posts": 4}},
    }
    return found


def report(kind: str, **tables: list[str]) -> Report:
    """Tables with one row for each id."""
    made = [
        {
            "block": "table", "key": key, "caption": key, "columns": [],
            "rows": [{"kind": "data", "facts": [one], "cells": []} for one in ids],
        }
        for key, ids in tables.items()
    ]  # fmt: skip
    return {"type": kind, "grant_id": "G", "blocks": made}


HONEST = {
    "inventory": {"items": ["i1", "i3"], "places": ["i1", "i3"], "disposals": ["i2"]},
    "proof-of-use-b": {"items": ["i1", "i3"]},
    "measure-sheets": {"exchanges": ["x1"]},
    "software-register": {"exchanges": ["x1"]},
    "procurement-overview": {"procurements": ["p1", "p2"]},
    "personnel-proof": {"posts": ["P1"], "bookings": ["v3"]},
}


@pytest.mark.parametrize("kind", HONEST)
def test_a_row_left_out_or_added_is_named(kind: str) -> None:
    assert "vollzählig" in check_kept(report(kind, **HONEST[kind]), told(), DAY)
    for key, ids in HONEST[kind].items():
        for other in (ids[1:], [*ids, ids[0]], [*ids, "x"]):
            changed = report(kind, **{**HONEST[kind], key: other})
            with pytest.raises(Fault, match=key):
                check_kept(changed, told(), DAY)


ADVICE = {
    "number": 1, "measure": "alle", "received_on": DAY, "adviser": "KTS", "text": "Offen",
    "status": "offen", "reason": "",
}  # fmt: skip


def advised(*rows: dict[str, Any]) -> Report:
    columns = [{"key": key, "label": key, "type": "text"} for key in ADVICE]
    data = [{"kind": "data", "facts": ["r1"], "cells": list(one.values())} for one in rows]
    table = {"block": "table", "key": "recommendations", "caption": "Rat", "columns": columns}
    return {"type": "measure-sheets", "grant_id": "G", "blocks": [table | {"rows": data}]}


@pytest.mark.parametrize("key", ADVICE)
def test_a_recommendation_of_other_words_is_named(key: str) -> None:
    assert "1 Zeilen der Verzeichnisse" in check_registers(advised(ADVICE), told(), DAY)
    other = 2 if key == "number" else "anders"
    for rows in ([ADVICE | {key: other}], [], [ADVICE, ADVICE]):
        with pytest.raises(Fault, match="Rat"):
            check_registers(advised(*rows), told(), DAY)


def without(name: str, key: str) -> Callable[[Told], None]:
    def forge(found: Told) -> None:
        del getattr(found, name)[key]

    return forge


def fewer_bound(found: Told) -> None:
    found.states["v2"]["drawdown_id"] = None


def another_bound(found: Told) -> None:
    found.bound["c1"].add("v9")


def call_left_out(found: Told) -> None:
    found.calls["c3"] = found.calls["c1"] | {"number": 3, "status": "draft"}


GAPS: dict[str, tuple[Callable[[Told], None], str]] = {
    "a voucher": (without("states", "v2"), "Beleg 2"),
    "a file": (without("procurements", "p1"), "Vergabeakte 1"),
    "an item": (without("items", "i3"), "Gegenstand 3"),
    "a call": (call_left_out, "Mittelabruf 2"),
    "a voucher of a call": (fewer_bound, "Mittelabruf 1"),
    "a voucher that a call names": (another_bound, "Mittelabruf 1"),
}


@pytest.mark.parametrize("name", GAPS)
def test_an_event_taken_away_leaves_a_gap(name: str) -> None:
    """As if whoever forged the file had made the proof anew without it."""
    forge, where = GAPS[name]
    assert "lfd. Nr. 1 bis 3 sind ohne Lücke" in check_numbering("G", told())
    changed = told()
    forge(changed)
    with pytest.raises(Fault, match=where):
        check_numbering("G", changed)


def test_what_was_taken_from_the_end_only_the_log_shows() -> None:
    changed = told()
    del changed.states["v3"]
    assert "ob weitere folgen, zeigt nur das Protokoll" in check_numbering("G", changed)
    assert check_numbering("G", Told()) == ""


# --- the sample of an audit


def sampled(*rows: tuple[int, str]) -> Report:
    columns = [{"key": key, "label": key} for key in ("number", "drawn")]
    data = [{"kind": "data", "facts": [f"v{one[0]}"], "cells": list(one)} for one in rows]
    table = {"block": "table", "key": "sample_1", "caption": "Probe", "columns": columns}
    return {"type": "audit-note", "grant_id": "G", "blocks": [table | {"rows": data}]}


def audited() -> Told:
    found = told()
    for number, cents in ((1, 9_999), (2, 10_000), (3, 10_001)):
        found.states[f"v{number}"]["gross_cents"] = cents
    terms = {"limit_cents": 10_000}
    audit = {"grant_id": "G", "number": 1, "sample": [1, 2], "by_limit": 1, "terms": terms}
    found.things["a1"] = audit
    return found


def test_a_sample_is_the_one_that_was_drawn_and_for_those_reasons() -> None:
    honest = sampled((1, "ausgelost"), (2, "ab der Grenze"))
    since = audited()  # the amounts became others after the draw
    since.things["a1"] |= {"limit_numbers": [1], "by_limit": 1}
    assert "2 Belege" in check_sampled(sampled((1, "ab der Grenze"), (2, "ausgelost")), since)
    with pytest.raises(Fault, match="Probe"):
        check_sampled(honest, since)
    since.things["a1"] |= {"limit_numbers": [], "by_limit": 0}
    assert "2 Belege" in check_sampled(sampled((1, "ausgelost"), (2, "ausgelost")), since)
    assert "2 Belege der Stichproben" in check_sampled(honest, audited())
    assert check_sampled(honest | {"type": "inventory"}, audited()) == ""
    for other in (
        sampled((1, "ausgelost")),
        sampled((1, "ausgelost"), (3, "ab der Grenze")),
        sampled((1, "ab der Grenze"), (2, "ab der Grenze")),
        sampled((1, "ausgelost"), (2, "ausgelost")),
    ):
        with pytest.raises(Fault, match="Probe"):
            check_sampled(other, audited())
    with pytest.raises(Fault, match="kein Ereignis"):
        check_sampled(honest, told())
