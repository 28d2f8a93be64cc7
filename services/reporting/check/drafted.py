"""Does the log know the draft of a released report? The event of the draft names the hash of all
that is printed, the version of the program and the state of the data. It was written before the
release and stands in the log under a signed checkpoint: whoever changes a word later cannot change
it there. So what no event gives cell by cell, sentences among it, is what the program drafted then.
"""

from __future__ import annotations

from typing import Any

from .log import check_proof, open_checkpoint
from .outcome import Fault, Unseen
from .printed import shown
from .strict_json import read_json
from .told import local_day, read_events

EVENT, PROOF, NOTE = FILES = ("entwurf.ndjson", "entwurf-nachweis.json", "entwurf-pruefmarke.txt")
_DRAFTED = "funding.reporting.report.drafted.v1"
_PROGRAM = "Fördernachweis "


def check_drafted(
    files: dict[str, bytes], key: str, document: dict[str, Any], frame: dict[str, Any]
) -> str:
    """Raises Fault where the event is of another draft or not in the log, Unseen without it."""
    here = [one for one in FILES if one in files]
    if not here:
        raise Unseen(
            "die Datei trägt das Ereignis ihres Entwurfs nicht (aus einer früheren Fassung des "
            "Programms, oder es ist entfernt); Programmversion und Worte nennt nur sie selbst"
        )
    if len(here) != len(FILES):
        raise Fault("Vom Nachweis des Entwurfs fehlt ein Teil")
    read = read_events(files[EVENT])
    if len(read.leaves) != 1:
        raise Fault("Zum Entwurf liegt nicht genau ein Ereignis bei")
    checkpoint = open_checkpoint(files[NOTE].decode(), key)
    check_proof(read_json(files[PROOF]), checkpoint, read)
    event = read_json(files[EVENT].rstrip(b"\n"))
    if event["type"] != _DRAFTED:
        raise Fault("Das Ereignis zum Entwurf ist keines eines Entwurfs")
    _demand_same(event["data"]["report"], document, frame)
    day = shown("date", local_day(event["time"]))
    return (
        f"am {day} entworfen; das Protokoll nennt dieselbe Inhaltsprüfsumme, dieselbe Fassung und "
        f"{frame['generator']}"
    )


def _demand_same(told: dict[str, Any], document: dict[str, Any], frame: dict[str, Any]) -> None:
    due = {
        "Inhaltsprüfsumme": (told["content_hash"], frame["content_hash"]),
        "Art": (told["type"], document["type"]),
        "Zuwendung": (told["grant_id"], document["grant_id"]),
        "Zeitraum": (told["period"], document["period_key"]),
        "Fassung": (told["version"], frame["version"]),
        "Datenstand": (told["cut_off_position"], frame["cut_off_position"]),
        "Programm": (f"{_PROGRAM}{told['generator_version']}", frame["generator"]),
        "Regelwerk": (
            f"{told['rule_pack']}, Fassung {told['rule_pack_version']}", frame["rule_pack"],
        ),
    }  # fmt: skip
    for what, (named, stated) in due.items():
        if named != stated:
            raise Fault(f"Der Entwurf war ein anderer: {what} im Protokoll „{named}“")
