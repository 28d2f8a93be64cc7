"""What a line of a list can become: its fields, in the order of the value built from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from services.budget.domain.import_checks import RowCheck
from services.budget.intake.notation import (
    LONGEST_TEXT,
    CellFault,
    CellReader,
    Kind,
    Notation,
    shown,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Field:
    """One field of a record: how its text is read, whether it may be empty, and what that means.

    ``choices`` maps the German words of the list to the codes of the product; it replaces ``kind``.
    """

    name: str
    kind: Kind = "text"
    required: bool = True
    default: Any = None
    choices: Mapping[str, str] = field(default_factory=dict)

    def reader(self, notation: Notation) -> CellReader:
        """Return the function that reads a non-empty cell of this field."""
        return self._choose if self.choices else notation.reader(self.kind)

    @property
    def is_text(self) -> bool:
        """Whether short, plain text is taken as it is."""
        return not self.choices and self.kind in LONGEST_TEXT

    def _choose(self, text: str) -> str:
        try:
            return self.choices[text.casefold()]
        except KeyError:
            words = ", ".join(word.capitalize() for word in self.choices)
            message = f"„{shown(text, 40)}“ steht nicht zur Wahl; möglich sind: {words}."
            raise CellFault("choice_unknown", message) from None


@dataclass(frozen=True)
class RecordType(Generic[T]):
    """A kind of line. ``build(row, *values)`` makes the value, ``checks`` look between its fields.

    ``key`` is empty in totals lines; ``sum_field`` is the amount a totals line adds up.
    """

    name: str
    fields: tuple[Field, ...]
    build: Callable[..., T]
    checks: tuple[RowCheck[T], ...]
    key: str
    sum_field: str
