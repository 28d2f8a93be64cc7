"""From what a reader asks and may see to a filter of the trail."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from contracts.roles import READERS, Role
from services.audit.domain.trail import OUTCOMES, TrailFilter, actor_of
from services.audit.domain.words import query_words
from shared.access import ALL_GRANTS, Principal
from shared.clock import BERLIN, format_instant
from shared.errors import Refused, Violation
from shared.periods import parse_german_date

LONGEST = 300
LABELS: Final = {
    "q": "Suche", "subject": "Gegenstand", "actor": "Bearbeiter-Kennung", "grant_id": "Zuwendung",
    "type": "Ereignis",
}  # fmt: skip
"""The filters as the page names them."""

_DAY = "Diesen Tag gibt es nicht. Erwartet wird TT.MM.JJJJ, JJJJ-MM-TT oder ein Zeitpunkt."


def sees_everything(who: Principal) -> bool:
    """Auditors of the whole house also see what belongs to no grant: log-ins, runs, users."""
    return (Role.AUDITOR, ALL_GRANTS) in who.roles


def scoped(wanted: TrailFilter, who: Principal) -> TrailFilter:
    """The filter narrowed to what the reader may see: the entries of the own grants."""
    if sees_everything(who):
        return wanted
    grants = who.grants(READERS)
    return replace(wanted, grants=grants, any_grant=grants is None)


def may_see(who: Principal, grant_id: str | None) -> bool:
    """Whether one entry of this grant is among what the reader may see."""
    return sees_everything(who) or (grant_id is not None and who.holds(READERS, grant_id))


def read_filter(raw: Mapping[str, str | int | None]) -> TrailFilter:
    """A filter from the parameters of a request; blanks do not narrow.

    Raises Refused with every parameter that cannot be understood.
    """
    found: list[Violation] = []
    texts = {name: str(value).strip() for name, value in raw.items() if value not in (None, "")}
    bounds = {}
    for name, field in (("from", "since"), ("to", "until")):
        try:
            bounds[field] = read_bound(texts.pop(name, ""), is_end=name == "to")
        except ValueError:
            found.append(
                _wrong(
                    name,
                    _DAY,
                )
            )
    from_sequence = texts.pop("from_sequence", "0")
    if not (from_sequence.isascii() and from_sequence.isdigit() and len(from_sequence) < 16):
        found.append(_wrong("from_sequence", "Erwartet wird eine Nummer ab 0."))
        from_sequence = "0"
    if texts.get("outcome", OUTCOMES[0]) not in OUTCOMES:
        found.append(_wrong("outcome", f"Erlaubt sind {', '.join(OUTCOMES)}."))
    if "q" in texts and not query_words(texts["q"]):
        found.append(_wrong("q", "Die Suche braucht einen Buchstaben oder eine Ziffer."))
    found += [_wrong(name, _unfit(name, text))
              for name, text in texts.items() if not _is_plain(text)]  # fmt: skip
    if found:
        raise Refused(found)
    if "actor" in texts:
        texts["actor"] = actor_of(texts["actor"])
    return TrailFilter(**texts, **bounds, from_sequence=int(from_sequence))  # type: ignore[arg-type]


def read_bound(text: str, *, is_end: bool) -> str | None:
    """The instant a bound of time means; a day counts whole, in German time.

    Raises ValueError.
    """
    if not text:
        return None
    if len(text) == 10:
        day = parse_german_date(text) if text[2] == "." else date.fromisoformat(text)
        return format_instant(_midnight(day + timedelta(days=1)) - _TICK if is_end
                              else _midnight(day))  # fmt: skip
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant without time zone")
    return format_instant(instant.astimezone(UTC))


_TICK = timedelta(milliseconds=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)


def _is_plain(text: str) -> bool:
    return len(text) <= LONGEST and not any(
        ord(char) < 0x20 or "\ud800" <= char <= "\udfff" for char in text
    )


def _unfit(name: str, text: str) -> str:
    what = f"{LABELS.get(name, name)}: höchstens {LONGEST} Zeichen, ohne Steuerzeichen."
    return f"{what} Es sind {len(text)}." if len(text) > LONGEST else what


def _wrong(field: str, message: str) -> Violation:
    return Violation("filter_invalid", "API", message, field=field)
