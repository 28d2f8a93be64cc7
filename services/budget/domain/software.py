"""Software paid for by the programme: published, licensed, documented (OSS-01, OSS-03)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.deciding_values import cited
from services.budget.domain.register import (
    address_violations,
    measure_violations,
    text_violations,
)
from services.budget.domain.rulepack import Rules
from shared.errors import Severity, Violation

STATES: Final[Mapping[str, str]] = {
    "in_development": "in Entwicklung",
    "published": "veröffentlicht",
    "not_published": "nicht veröffentlicht",
}


@dataclass(frozen=True)
class NewSoftware:
    """One piece of software; addresses are empty where there is none yet."""

    measure_id: str
    name: str
    licence: str = ""
    repository_url: str = ""
    documentation_url: str = ""
    opencode_url: str = ""
    status: str = "in_development"
    published_on: date | None = None
    unpublished_reason: str = ""


def check_software(
    new: NewSoftware, measures: Collection[str], rules: Rules, today: date
) -> list[Violation]:
    """Every reason against this entry; what is not there yet warns."""
    found = [
        *measure_violations(new.measure_id, measures, "OSS-01"),
        *text_violations({"name": ("der Name der Software", new.name)}, "OSS-01"),
        *address_violations(
            {
                name: getattr(new, name)
                for name in ("repository_url", "documentation_url", "opencode_url")
            },
            "OSS-01",
        ),
        *_state_violations(new, today),
    ]
    return [*found, *software_gaps(new, rules, severity="warning")]


def _state_violations(new: NewSoftware, today: date) -> Iterator[Violation]:
    if new.status not in STATES:
        message = f"Der Stand ist einer von: {', '.join(STATES.values())}."
        yield Violation("software_state_unknown", "OSS-01", message, field="status")
    if new.status == "published" and (new.published_on is None or new.published_on > today):
        message = "Veröffentlicht ist Software an einem Tag, der nicht in der Zukunft liegt."
        yield Violation("published_on_missing", "OSS-01", message, field="published_on")
    if new.status == "not_published" and not new.unpublished_reason.strip():
        message = "Bitte begründen, warum die Software nicht veröffentlicht wird."
        yield Violation("reason_missing", "OSS-01", message, field="unpublished_reason")


def software_gaps(
    new: NewSoftware, rules: Rules, *, severity: Severity = "error"
) -> list[Violation]:
    """What the publication lacks; a missing entry at OpenCoDE never more than warns (OSS-03)."""
    law = rules.register
    if not law.open_source_duty:
        return []
    lacking = {
        "licence": ("licence_missing", "die Lizenz", not new.licence.strip()),
        "repository_url": ("repository_missing", "das Repositorium", not new.repository_url),
        "documentation_url": (
            "documentation_missing", "die Dokumentation", not new.documentation_url,
        ),
        "status": ("software_unpublished", "die Veröffentlichung", new.status != "published"),
    }  # fmt: skip
    found = [
        Violation(code, "OSS-01", f"Software „{new.name}“: es fehlt {what}.", severity, field)
        for field, (code, what, is_missing) in lacking.items()
        if is_missing
    ]
    if law.opencode_expected and new.status == "published" and not new.opencode_url:
        message = f"Software „{new.name}“ ist noch nicht auf der Plattform OpenCoDE."
        found.append(Violation("opencode_missing", "OSS-03", message, "warning", "opencode_url"))
    return cited(found, rules)


def closing_gaps(
    software: Sequence[NewSoftware], rules: Rules, *, without_software: bool
) -> list[Violation]:
    """What keeps a measure from closing: its software, or that nobody said there is none."""
    found = [gap for one in software for gap in software_gaps(one, rules)]
    if software or without_software or not rules.register.open_source_duty:
        return found
    message = (
        "Im Softwareverzeichnis steht für diese Maßnahme nichts. Bitte die Software eintragen oder "
        "angeben, dass keine beauftragt wurde."
    )
    gap = Violation("software_missing", "OSS-01", message, field="without_software")
    return cited([gap], rules)
