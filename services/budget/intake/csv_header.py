"""Find the header row below free header lines and check it against the profile, all at once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final
from unicodedata import normalize

from services.budget.domain.import_row import Rejection, UnreadableFile
from services.budget.intake.csv_encoding import unreadable
from services.budget.intake.notation import shown
from services.budget.intake.profile import Profile

SEARCHED_RECORDS: Final = 50
_OTHER_DELIMITERS: Final = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "Strich"}


@dataclass(frozen=True)
class Header:
    """Where the header row stands, its cells, and at which index each header is found.

    ``width`` is the number of cells every line has; beyond the named ones they are empty.
    """

    row: int
    cells: tuple[str, ...]
    index: dict[str, int]
    width: int


def find_header(lines: Iterable[tuple[int, list[str]] | Rejection], profile: Profile) -> Header:
    """Return the first row that holds at least half of the profile's headers, if it is right.

    Raises ``UnreadableFile``: ``header_missing``, or ``header_invalid`` listing every missing,
    doubled and unknown header in one message. ``lines`` is read up to and including the header.
    """
    expected = profile.headers
    seen: list[str] = []
    for item in islice(lines, SEARCHED_RECORDS):
        if isinstance(item, Rejection):
            continue
        row, cells = item
        names = tuple(normalize("NFC", cell.strip()) for cell in cells)
        if 2 * len(expected.intersection(names)) >= len(expected):
            return _checked(row, _without_empty_end(names), len(cells), profile)
        seen.append(profile.delimiter.join(names))
    raise _missing(profile, seen)


def _without_empty_end(names: tuple[str, ...]) -> tuple[str, ...]:
    """Spreadsheets append empty columns; cells below them must be empty too."""
    while names and not names[-1]:
        names = names[:-1]
    return names


def _checked(row: int, names: tuple[str, ...], width: int, profile: Profile) -> Header:
    counted = Counter(names)
    twice = [name for name, count in counted.items() if count > 1]
    faults = (
        ("Es fehlen", sorted(profile.headers - counted.keys())),
        ("Doppelt", sorted(name for name in twice if profile.reads(name))),
        ("Unbekannt", sorted(name for name in counted if not profile.knows(name))),
    )
    parts = [f"{word}: {', '.join(map(_named, found))}." for word, found in faults if found]
    if parts:
        columns = ", ".join(_named(name) for _, found in faults for name in found)
        message = "Die Kopfzeile passt nicht zum Profil. " + " ".join(parts)
        raise UnreadableFile(Rejection(row, shown(columns), "header_invalid", message))
    return Header(row, names, {name: at for at, name in enumerate(names)}, width)


def _named(name: str) -> str:
    return shown(name, 60) or "(leer)"


def _missing(profile: Profile, seen: list[str]) -> UnreadableFile:
    hint = ""
    for sign, word in _OTHER_DELIMITERS.items():
        found = [line for line in seen if len(profile.headers.intersection(line.split(sign))) > 2]
        if sign != profile.delimiter and found:
            hint = f" Die Datei ist offenbar mit {word} getrennt."
    needed = (title for title in profile.columns.values() if title in profile.headers)
    expected = profile.delimiter.join(needed)
    return unreadable(
        "header_missing",
        f"In den ersten {SEARCHED_RECORDS} Zeilen steht keine Kopfzeile.{hint} "
        f"Erwartet wird: {expected}",
        value=shown(seen[0]) if seen else "",
    )
