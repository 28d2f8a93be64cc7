"""Read the cells of one line into a value, or into every reason why that is impossible."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar

from services.budget.domain.import_row import Rejection
from services.budget.intake.csv_header import Header
from services.budget.intake.csv_record import RecordType
from services.budget.intake.notation import CellFault, shown
from services.budget.intake.profile import Profile

T = TypeVar("T")


class RowReader(Generic[T]):
    """Turns cells into values of one record type, as one profile writes them."""

    def __init__(self, header: Header, profile: Profile, record: RecordType[T]) -> None:
        self._record = record
        self._headers = profile.columns
        self._fields = [(one, one.reader(profile.notation)) for one in record.fields]
        # Behind the cells of a line stand an empty one, for fields the list does not have, and the
        # constants of the profile: then every field has an index and one itemgetter picks them all.
        self._behind = ["", *profile.constants.values()]
        places = {name: header.index[title] for name, title in profile.columns.items()}
        empty = len(header.cells)
        places |= {name: empty + 1 + at for at, name in enumerate(profile.constants)}
        self._pick = itemgetter(*(places.get(one.name, empty) for one in record.fields))
        self._sum_at = [one.name for one in record.fields].index(record.sum_field)
        self.sum_cents: int | None = None

    def read(self, row: int, cells: Sequence[str]) -> T | list[Rejection]:
        """Return the value of the line or all its rejections.

        Afterwards ``sum_cents`` is the amount that counts in totals, ``None`` if it is unreadable.
        """
        texts = self._pick([*cells, *self._behind])
        values: list[Any] = []
        faults: dict[str, CellFault] = {}
        for (field, read), raw in zip(self._fields, texts, strict=True):
            if text := raw.strip():
                try:
                    values.append(read(text))
                except CellFault as fault:
                    values.append(None)
                    faults[field.name] = fault
            else:
                values.append(field.default)
                if field.required:
                    faults[field.name] = _EMPTY
        self.sum_cents = values[self._sum_at]
        return self._checked(row, values, texts, faults)

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
        return Rejection(
            row, self._headers.get(field, ""), code, message, shown(text.strip()), rule
        )


_EMPTY = CellFault("field_missing", "Das Feld ist leer.")
