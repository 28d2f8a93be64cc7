"""What the enclosed events tell, read once for every check that asks: vouchers, calls, incomes,
terms, plans, the newest state of all that has a name of its own, and the leaf of each event."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from .side_file import Events, lines_of

State = dict[str, Any]
_PLAN = "plan"
_PLAN_RELEASED = "funding.budget.plan.released.v1"
_DETERMINED = "funding.budget.determination.confirmed.v1"
_STATUS = "funding.budget.measure.status_set.v1"
_LIGHTS = {"amber": "yellow"}
"""Lights that reports call otherwise."""
_LISTED = "funding.budget.deadlines.listed.v1"
_DISPOSED = "funding.budget.inventory.disposal_released.v1"
_WAIVED = "funding.budget.waiver.approved.v1"
_WAIVER_ENDED = ("funding.budget.waiver.revoked.v1", "funding.budget.waiver.expired.v1")
BOOKED, POST, PAYROLL = (
    "funding.budget.personnel_cost.booked.v1",
    "funding.budget.post.recorded.v1",
    "funding.budget.payroll.recorded.v1",
)
_PERSONNEL = {BOOKED: "calculation_id", POST: "post_id", PAYROLL: ""}
"""Type and what tells one from the others; each event of payroll is kept."""
EVIDENCE, ATTACHED, SIGNED = GATHERED = (
    "funding.budget.evidence.filed.v1",
    "funding.budget.proof_attachment.filed.v1",
    "funding.budget.proof_statement.signed.v1",
)
"""What the proof of use rests on beside the money."""
_SAID = (
    "funding.reporting.narrative.",
    "funding.budget.interest",
    "funding.budget.audit.",
    "funding.budget.notice.",
    "funding.budget.hour_sheet.",
    "funding.budget.reconciliation.",
    "funding.budget.plan.released.",
)
"""Beginnings of the types of which every event is kept as it came."""
_BINDING = ("award", "change_approved")
"""What a version rests on that the funder knows."""


class Leaf(NamedTuple):
    """An event as the log keeps it: RFC 9162 leaf hash, then what it says of itself."""

    hash: bytes
    id: str
    type: str
    time: str


@dataclass
class Told:
    """The newest state of each thing by its id, and every event in order."""

    leaves: list[Leaf] = field(default_factory=list)
    states: dict[str, State] = field(default_factory=dict)
    """Vouchers and orders, each with `told_of`, the grant its event names."""
    calls: dict[str, State] = field(default_factory=dict)
    incomes: dict[str, State] = field(default_factory=dict)
    rates: dict[str, set[int]] = field(default_factory=dict)
    """Basis points that an award of the grant ever named."""
    plans: dict[str, list[State]] = field(default_factory=dict)
    """Lines of each version of a plan, by subject (`BEISPIEL-B.1`)."""
    binding: set[str] = field(default_factory=set)
    """Subjects of the released versions that the funder knows; internal ones are not among them."""
    bound: dict[str, set[str]] = field(default_factory=dict)
    """Vouchers of each call that left the house, by its id."""
    things: dict[str, State] = field(default_factory=dict)
    """By id: the newest of each entry that events about it carry."""
    ids: set[str] = field(default_factory=set)
    """Whatever any event names."""
    grants: dict[str, State] = field(default_factory=dict)
    """The newest of each grant, with all versions of its terms."""
    released_plans: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Instant and basis of each released version, by subject."""
    determinations: dict[str, State] = field(default_factory=dict)
    """What the funder determined and a second person confirmed, by id."""
    statuses: dict[tuple[str, str], State] = field(default_factory=dict)
    """What somebody reported of a measure, by its id and the quarter; lights as reports call
    them."""
    gathered: list[State] = field(default_factory=list)
    """What was filed and signed for the proof of use, in order: type, actor, time and data."""
    duties: dict[str, dict[int, State]] = field(default_factory=dict)
    """Newest parts of the list of deadlines of a grant, by its id and the number of the part."""
    values: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    """What rule packs said where something was decided: label, value, pack and citation, with the
    codes of what they decided."""
    said: dict[str, list[State]] = field(default_factory=dict)
    """Events of a type in order, each what it says with `actor`, `time` and `subject`."""
    procurements: dict[str, State] = field(default_factory=dict)
    items: dict[str, State] = field(default_factory=dict)
    """Of the inventory, by id."""
    disposals: dict[str, State] = field(default_factory=dict)
    """Released ones, by the id of the item."""
    personnel: dict[str, dict[str, State]] = field(default_factory=dict)
    """Bookings, posts and payroll by type of their event, each by an id of its own."""
    waivers: dict[str, State] = field(default_factory=dict)
    """Approved ones by id, with `actor` and, where one ended, `ended_on`."""

    edition: int | None = None
    """Of the program that drew the file, as the file names it; None: the one of this check."""
    passed_over: list[str] = field(default_factory=list)
    """What was not compared because that edition does not print it so."""

    @property
    def last(self) -> str:
        """Instant of the newest event, empty without any."""
        return max((one.time for one in self.leaves), default="")

    def of_grant(self, grant_id: str) -> Told:
        """Only calls, incomes and vouchers of this grant; all else as it is."""
        return replace(
            self,
            states={key: one for key, one in self.states.items() if one["told_of"] == grant_id},
            calls={key: one for key, one in self.calls.items() if one["grant_id"] == grant_id},
            incomes={key: one for key, one in self.incomes.items() if one["grant_id"] == grant_id},
        )


def read_events(events: Events) -> Told:
    """One pass over the lines, in their order. Raises Fault where the last is cut."""
    found = Told()
    files: dict[str, int] = {}
    for line in lines_of(events):
        event = json.loads(line)
        data = event["data"]
        found.leaves.append(
            Leaf(sha256(b"\x00" + line).digest(), event["id"], event["type"], event["time"])
        )
        found.ids.update(_ids(data))
        _note(found, event, data)
        for value, codes in _values(data):
            found.values.setdefault(value, set()).update(codes)
        file = data.get("procurement")
        if file is not None:
            files[file["procurement_id"]] = file["number"]
    for row in found.states.values():
        number = files.get(row.get("procurement_id") or "")
        row["procurement"] = f"Akte {number}" if number else None
        row["call"] = found.calls.get(row["drawdown_id"] or "", {}).get("number")
    return found


def _note(found: Told, event: Mapping[str, Any], data: State) -> None:
    row, call = data.get("expenditure"), data.get("drawdown")
    if row is not None:
        found.states[row["expenditure_id"]] = row | {"told_of": event.get("grantid")}
    if call is not None:
        found.calls[call["drawdown_id"]] = call
    if "income_id" in data:
        found.incomes[data["income_id"]] = {"grant_id": event.get("grantid"), **data}
    if "grant" in data:
        rates = {one["funding_rate_bp"] for one in data["grant"].get("terms", ())}
        found.rates.setdefault(data["grant"]["grant_id"], set()).update(rates)
        found.grants[data["grant"]["grant_id"]] = data["grant"]
    if row is None:
        _note_thing(found, event, data)


def _note_thing(found: Told, event: Mapping[str, Any], data: State) -> None:
    kind, _, subject = (event.get("subject") or "").partition("/")
    if kind == _PLAN and "lines" in data:
        found.plans.setdefault(subject, []).extend(data["lines"])
    if event["type"] == _PLAN_RELEASED:
        found.released_plans[subject] = (event["time"], data["basis"])
        if data["basis"] in _BINDING:
            found.binding.add(subject)
    if event["type"] == _DETERMINED:
        one = data["determination"]
        found.determinations[one["determination_id"]] = one
    _note_kept(found, event, data)
    _note_waiver(found, event, data)
    if event["type"] in GATHERED:
        kept = {"type": event["type"], "actor": event["actor"], "time": event["time"]}
        found.gathered.append({**data, **kept})
    if "expenditure_ids" in data and "drawdown_id" in data:
        found.bound.setdefault(data["drawdown_id"], set()).update(data["expenditure_ids"])
    own = data.get(f"{event['type'].split('.')[2]}_id", "")
    for one in {str(subject), str(own)} - {""}:
        found.things.setdefault(one, {}).update(data)


def _note_kept(found: Told, event: Mapping[str, Any], data: State) -> None:
    kind, file, item = event["type"], data.get("procurement"), data.get("item")
    if kind.startswith(_SAID):
        kept = {name: event.get(name) for name in ("actor", "time", "subject")}
        found.said.setdefault(kind, []).append({**data, **kept})
    if file is not None:
        found.procurements[file["procurement_id"]] = file
    if isinstance(item, dict):
        found.items[item["item_id"]] = item
    if kind == _LISTED:
        found.duties.setdefault(data["grant_id"], {})[data["part"]] = data
    if kind == _DISPOSED:
        found.disposals[data["disposal"]["item_id"]] = data["disposal"]
    if kind == _STATUS:
        status = data["status"]
        light = _LIGHTS.get(status["light"], status["light"])
        found.statuses[data["measure_id"], status["period"]] = {**status, "light": light}
    if kind in _PERSONNEL:
        key = event["id"] if kind == PAYROLL else data[_PERSONNEL[kind]]
        found.personnel.setdefault(kind, {})[key] = data


def _note_waiver(found: Told, event: Mapping[str, Any], data: State) -> None:
    if event["type"] == _WAIVED:
        found.waivers[data["waiver_id"]] = {**data, "actor": event["actor"]}
    if event["type"] in _WAIVER_ENDED and data["waiver_id"] in found.waivers:
        found.waivers[data["waiver_id"]]["ended_on"] = local_day(event["time"])


def local_day(instant: str) -> str:
    """The day in Germany of an instant in UTC: an hour ahead, two between the last Sundays of March
    and October at 1 o'clock UTC. Without a table of zones, which not every machine has."""
    utc = datetime.fromisoformat(instant)
    begin, end = (_last_sunday(utc, month) for month in (3, 10))
    return (utc + timedelta(hours=2 if begin <= utc < end else 1)).date().isoformat()


def _last_sunday(utc: datetime, month: int) -> datetime:
    last = utc.replace(month=month, day=31, hour=1, minute=0, second=0, microsecond=0)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def effects(row: Mapping[str, Any], kind: str, last_day: str) -> int:
    """Cents of the effects of a kind that a voucher has up to the last day, inclusive."""
    found = (row["assessment"] or {}).get("effects", ())
    return sum(one["cents"] for one in found if one["kind"] == kind and one["on"] <= last_day)


def _values(data: Any) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Deciding values, as a report prints pack and citation."""
    if isinstance(data, list):
        for one in data:
            yield from _values(one)
    elif isinstance(data, dict) and {"label", "value", "pack", "citation", "codes"} <= data.keys():
        by_grant = data["set_by_grant"]
        pack = "Bescheid" if by_grant else f"{data['pack']}, {data['pack_version']}"
        doubt = " (unsicher belegt)" if data["confidence"] == "L" and not by_grant else ""
        told = (data["label"], data["value"], pack, data["citation"] + doubt)
        yield told, data["codes"]
    elif isinstance(data, dict):
        for one in data.values():
            yield from _values(one)


def _ids(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key.endswith("_id") and isinstance(value, str):
                yield value
            elif key.endswith("_ids"):
                yield from value
            else:
                yield from _ids(value)
    elif isinstance(data, list):
        for one in data:
            yield from _ids(one)
