"""Read the cells of one line into a value, or into every reason why that is impossible."""

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar

from services.budget.domain.import_row import Rejection
from services.budget.intake.csv_header import Header
from services.budget.intake.csv_record import RecordType
from services.budget.intake.notation import SHORTEST_LIMIT, CellFault, shown
from services.budget.intake.profile import Profile

T = TypeVar("T")


class RowReader(Generic[T]):
    """Turns cells into values of one record type, as one profile writes them."""

    def __init__(self, header: Header, profile: Profile, record: RecordType[T]) -> None:
        self._record = record
        self._headers = profile.columns
        self._fields = [(one, one.reader(profile.notation)) for one in record.fields]
        # For the quick reading: no reader where plain text is taken as it is.
        self._quick = [(None if one.is_text else read, one.default) for one, read in self._fields]
        self._needed = itemgetter(*(at for at, one in enumerate(record.fields) if one.required))
        # Behind the cells of a line stand an empty one, for fields the list does not have, and the
        # constants of the profile: then every field has an index and one itemgetter picks them all.
        self._behind = ["", *profile.constants.values()]
        named = [one for one in profile.columns.items() if one[1] in header.index]
        places = {name: header.index[title] for name, title in named}
        empty = len(header.cells)
        places |= {name: empty + 1 + at for at, name in enumerate(profile.constants)}
        self._pick = itemgetter(*(places.get(one.name, empty) for one in record.fields))
        self._sum_at = [one.name for one in record.fields].index(record.sum_field)
        self.sum_cents: int | None = None

    def read(self, row: int, cells: Sequence[str]) -> T | list[Rejection]:
        """Return the value of the line or all its rejections.

        Afterwards ``sum_cents`` is the amount that counts in totals, ``None`` if it is unreadable.
        """
        texts = [text.strip() for text in self._pick([*cells, *self._behind])]
        values, faults = self._quickly(texts), _NO_FAULTS
        if values is None:
            values, faults = self._thoroughly(texts)
        self.sum_cents = values[self._sum_at]
        return self._checked(row, values, texts, faults)

    def _quickly(self, texts: list[str]) -> list[Any] | None:
        """Read a faultless line of plain text, as nearly all are; ``None``: read it thoroughly."""
        if not _is_plain(texts) or not all(self._needed(texts)):
            return None
        try:
            return [
                (read(text) if read else text) if text else default
                for (read, default), text in zip(self._quick, texts, strict=True)
            ]
        except CellFault:
            return None

    def _thoroughly(self, texts: list[str]) -> tuple[list[Any], dict[str, CellFault]]:
        """Read every cell and keep the fault of each, ``None`` standing for its value."""
        values: list[Any] = []
        faults: dict[str, CellFault] = {}
        for (field, read), text in zip(self._fields, texts, strict=True):
            if text:
                try:
                    values.append(read(text))
                except CellFault as fault:
                    values.append(None)
                    faults[field.name] = fault
            else:
                values.append(field.default)
                if field.required:
                    faults[field.name] = _EMPTY
        return values, faults

    def _checked(
        self, row: int, values: list[Any], texts: Sequence[str], faults: dict[str, CellFault]
    ) -> T | list[Rejection]:
        # The candidate may hold None where a cell was unreadable: checks that look there are left
        # out, all others still speak, because a refusal lists every reason at once.
        candidate = self._record.build(row, *values)
        between = [
            found
            for check in self._record.checks
            if not (faults and check.fields & faults.keys()) and (found := check.find(candidate))
        ]
        if not faults and not between:
            return candidate
        text_of = dict(zip((one.name for one in self._record.fields), texts, strict=True))
        return [
            self._rejection(row, name, fault.code, str(fault), text_of[name], fault.rule)
            for name, fault in faults.items()
        ] + [
            self._rejection(row, one.field, one.code, one.message, text_of[one.field], one.rule)
            for one in between
        ]

    def _rejection(
        self, row: int, field: str, code: str, message: str, text: str, rule: str
    ) -> Rejection:
        return Rejection(row, self._headers.get(field, ""), code, message, shown(text), rule)


def _is_plain(texts: list[str]) -> bool:
    """Whether ``read_text`` and ``read_number`` would leave every text of the line as it is.

    Asked once for the line instead of once for each of its fifteen texts.
    """
    return _PLAIN("".join(texts)) is not None and max(map(len, texts)) <= SHORTEST_LIMIT


# Printable signs below the combining marks (so they are in NFC), without the plus of 1,2E+11 and
# the soft hyphen, and the usual German punctuation beyond.
_PLAIN = re.compile("[ -*,-~¡-¬®-\u024f–—„“”‚‘’…€]*").fullmatch
_EMPTY = CellFault("field_missing", "Das Feld ist leer.")
_NO_FAULTS: dict[str, CellFault] = {}
