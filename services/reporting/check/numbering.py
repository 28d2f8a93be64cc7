"""Are the enclosed events all there are? Running numbers of a grant are never left out, so a gap in
them shows an event that somebody took away; what was added behind the last one, nobody sees here.
"""

from __future__ import annotations

from collections.abc import Iterable

from .outcome import Fault
from .told import Told

_LEFT = ("released", "submitted", "decided", "received")


def check_numbering(grant_id: str, whole: Told) -> str:
    """Raises Fault naming the first number that is missing. What it says begins with "; "."""
    told = whole.of_grant(grant_id)
    newest = _demand_all("Beleg", (one["number"] for one in told.states.values()))
    _demand_all("Mittelabruf", (one["number"] for one in told.calls.values()))
    files = (one for one in told.procurements.values() if one["grant_id"] == grant_id)
    _demand_all("Vergabeakte", (one["number"] for one in files))
    items = (one for one in told.items.values() if one["grant_id"] == grant_id)
    _demand_all("Gegenstand", (one["number"] for one in items))
    _demand_bound(told)
    if not newest:
        return ""
    return (
        f"; lfd. Nr. 1 bis {newest} sind ohne Lücke da, ob weitere folgen, zeigt nur das Protokoll"
    )


def _demand_all(what: str, numbers: Iterable[int]) -> int:
    """The highest number; 0 without any."""
    found = {int(one) for one in numbers}
    for number in range(1, max(found, default=0) + 1):
        if number not in found:
            raise Fault(f"{what} {number}: sein Ereignis liegt nicht bei, Nummern fehlen aber nie")
    return max(found, default=0)


def _demand_bound(told: Told) -> None:
    """A call knows how many rows it took, and each of them that its events name is told of."""
    for key, call in told.calls.items():
        if call["status"] not in _LEFT or call.get("opening"):
            continue
        rows = {one for one, state in told.states.items() if state["drawdown_id"] == key}
        if told.bound.get(key, set()) - told.states.keys() or len(rows) < call["expenditure_count"]:
            raise Fault(f"Mittelabruf {call['number']}: ein Beleg, den er abruft, liegt nicht bei")
