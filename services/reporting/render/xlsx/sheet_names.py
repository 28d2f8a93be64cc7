"""Names of sheets and of ranges, within what spreadsheets accept."""

import re

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 31
_NO_NAME = re.compile(r"\W")


class SheetNames:
    """Hands out sheet names that are unique without regard to case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, wanted: str) -> str:
        """Return ``wanted`` shortened and cleaned, with a number where it is taken."""
        plain = _FORBIDDEN.sub(" ", wanted).strip().strip("'")[:_LONGEST].strip() or "Blatt"
        name, number = plain, 2
        while name.casefold() in self._taken:
            suffix = f" {number}"
            name, number = plain[: _LONGEST - len(suffix)] + suffix, number + 1
        self._taken.add(name.casefold())
        return name


def range_name(prefix: str, *keys: str) -> str:
    """Return a defined name; the prefix keeps it from looking like a cell ("A1")."""
    return "_".join([prefix, *(_NO_NAME.sub("_", key) for key in keys)])


def quoted(sheet: str) -> str:
    """Return the name of a sheet as it stands between apostrophes in a reference."""
    return sheet.replace("'", "''")
