"""What rules found, as events carry it: codes without sentences, and the values that decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """A violation without its sentence, which can name persons; `waived_by`: the waiver if any."""

    code: str
    rule: str
    severity: Literal["error", "warning"]
    waived_by: str | None = None


@dataclass(frozen=True)
class Reason(Finding):
    """A reason against a command. `condition`: which one is open, where the code stands for several
    (the conditions of a call); an id of ours, never a text of the request."""

    condition: str | None = None


@dataclass(frozen=True)
class DecidingValue:
    """A value that a rule read on the day of the decision, with where it is written.

    `label` and `value` are what people read, in German. `pack` and `pack_version` name the rule
    pack it stands in; `set_by_grant`: the award sets it above that. `codes`: the findings and gaps
    it decided.
    """

    parameter: str
    label: str
    value: str
    pack: str
    pack_version: str
    citation: str
    confidence: Literal["H", "M", "L"]
    set_by_grant: bool
    codes: tuple[str, ...]
