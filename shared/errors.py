"""What can go wrong on purpose: every user-caused error is a `DomainError`, the rest may crash.

Only `shared.web.problems` (HTTP) and the command line turn these into words for a reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class DecidingValue:
    """One value that a rule read to decide, and where it is written.

    `label` and `value` are what people read, in German and with its unit. `pack` and `pack_version`
    name the edition of the law it stands in, `confidence` (H, M, L) how sure that is;
    `set_by_grant`: the award itself sets it, above that edition.
    """

    parameter: str
    label: str
    value: str
    pack: str
    pack_version: str
    citation: str
    confidence: str
    set_by_grant: bool = False


@dataclass(frozen=True)
class Violation:
    """One reason a rule says no (`error`) or asks for a second look (`warning`).

    `code` is English and stable (programs look at it), `message` is the German sentence for the
    person in front of the screen, `rule` the id of the rule, `field` the request field it concerns.
    `waived_by` is the id of the decision that made an error a warning; `values` are those that
    decided, where the rule reads any.
    """

    code: str
    rule: str
    message: str
    severity: Severity = "error"
    field: str | None = None
    waived_by: str | None = None
    values: tuple[DecidingValue, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


class DomainError(Exception):
    """Base of all errors a user or a caller caused; carries its reasons."""

    def __init__(self, violations: Sequence[Violation] = (), message: str = "") -> None:
        self.violations = tuple(violations)
        self.message = message or "; ".join(one.message for one in self.violations)
        super().__init__(self.message)


class Refused(DomainError):
    """A rule refuses (422). The refusal itself becomes an event, see `shared.execution`."""

    def __init__(
        self, violations: Sequence[Violation], *, subject: str = "", grant_id: str | None = None
    ) -> None:
        super().__init__(violations)
        self.subject = subject
        self.grant_id = grant_id


class Conflict(DomainError):
    """The state of the thing no longer allows the action (409)."""


class NotFound(DomainError):
    """No such thing, or none that this user may see (404)."""


class Unauthenticated(DomainError):
    """No valid token or session (401)."""


class Forbidden(DomainError):
    """A role is missing (403); the message names it."""


class PreconditionRequired(DomainError):
    """`If-Match` is missing (428)."""


class PreconditionFailed(DomainError):
    """`If-Match` is stale: someone else changed the thing (412)."""


class TooLarge(DomainError):
    """The body exceeds its limit (413)."""


class Unavailable(DomainError):
    """A part is away for the moment (503): try again after `retry_after_s` seconds."""

    def __init__(
        self, message: str, *, code: str = "temporarily_unavailable", retry_after_s: int = 2
    ) -> None:
        super().__init__([Violation(code, "SYSTEM", message)])
        self.retry_after_s = retry_after_s


def errors_only(violations: Sequence[Violation]) -> list[Violation]:
    """The violations that refuse."""
    return [one for one in violations if one.is_error]
