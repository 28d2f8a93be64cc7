"""What can be asked of the trail."""

import re
from dataclasses import dataclass, fields

OUTCOMES = ("ok", "refused", "denied", "failed")

_THING = re.compile(r"[a-z][a-z_]*/[A-Za-z0-9._:/-]{1,150}")
_NAME_OF_OURS = re.compile(r"[A-Za-z0-9]+(?:[-._:][A-Za-z0-9]+)*")
_ACTOR = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|anonym|system"
    r"|[0-9a-f]{8}[0-9a-f-]{0,27}"
)
_SHOWN_ACTOR = re.compile(r"(?:.*\()?([0-9a-f]{8}[0-9a-f-]{0,28})…?\)?")
_FORMS = {"subject": _THING, "type": _NAME_OF_OURS, "grant_id": _NAME_OF_OURS, "actor": _ACTOR}
"""What is free of names by its form; `q` has none, times and numbers were read already."""


@dataclass(frozen=True)
class TrailFilter:
    """Which entries are wanted; empty fields do not narrow.

    `since` and `until` are instants as in events (inclusive), `from_sequence` the first sequence.
    `q` holds beginnings of words, `actor` an id or the first eight or more signs of one,
    `without_lookups` anything to leave out the entries about reading the trail.
    `grants` are the grants the reader may see (None: everything,
    also what belongs to no grant).
    """

    grant_id: str | None = None
    type: str | None = None
    actor: str | None = None
    subject: str | None = None
    outcome: str | None = None
    since: str | None = None
    until: str | None = None
    q: str | None = None
    without_lookups: str | None = None
    from_sequence: int = 0
    grants: frozenset[str] | None = None
    any_grant: bool = False

    def as_text(self) -> dict[str, str]:
        """The filters that narrow, for the reader's own papers."""
        named = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: str(value)[:200]
            for name, value in named.items()
            if value and name not in ("grants", "any_grant")
        }

    def for_the_log(self) -> dict[str, str]:
        """The filters as the event about this query names them: without what somebody typed freely.

        A name looked for would stand in the log for ever, and could never be erased.
        """
        return {name: _without_names(name, value) for name, value in self.as_text().items()}


def actor_of(typed: str) -> str:
    """The id, or its beginning, in what the table shows ("Kämmerei (d6b3fd6f…)"); else as typed."""
    found = _SHOWN_ACTOR.fullmatch(typed.strip())
    return found[1] if found else typed


def subject_for_the_log(subject: str) -> str:
    """A subject of the form kind/id as it stands; of anything else the number of its words."""
    return _without_names("subject", subject)


def _without_names(name: str, value: str) -> str:
    if name == "q" or (name in _FORMS and not _FORMS[name].fullmatch(value)):
        return _counted(value)
    return value


def _counted(text: str) -> str:
    count = len(text.split())
    return f"{count} {'Wort' if count == 1 else 'Wörter'}"


@dataclass(frozen=True)
class TrailEntry:
    """One entry as it is shown; the derived fields are None where the bytes cannot be read."""

    sequence: int
    body: bytes
    entry_hash: bytes
    stream_offset: int
    mark: str
    event_id: str | None
    time: str | None
    type: str | None
    actor: str | None
    outcome: str | None
    subject: str | None
    grant_id: str | None
    related: str | None
