"""Publications, and whether they show who funds them (PUB-01)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from services.budget.domain.deciding_values import cited
from services.budget.domain.register import (
    address_violations,
    measure_violations,
    text_violations,
)
from services.budget.domain.rulepack import Rules
from shared.errors import Violation


@dataclass(frozen=True)
class NewPublication:
    """What was published where and when; `measure_id` is empty where it concerns all."""

    measure_id: str
    title: str
    medium: str
    published_on: date
    url: str = ""
    has_funding_notice: bool = False
    has_logos: bool = False


def check_publication(
    new: NewPublication, measures: Collection[str], rules: Rules, today: date
) -> list[Violation]:
    """Every reason against this entry; a missing notice or logo warns."""
    texts = {"title": ("der Titel", new.title), "medium": ("wo es erschienen ist", new.medium)}
    found = [
        *measure_violations(new.measure_id, measures, "PUB-01", required=False),
        *text_violations(texts, "PUB-01"),
        *address_violations({"url": new.url}, "PUB-01"),
    ]
    if new.published_on > today:
        message = "Erschienen ist eine Veröffentlichung spätestens heute."
        found.append(Violation("publication_in_future", "PUB-01", message, field="published_on"))
    return [*found, *publication_gaps(new, rules)]


def publication_gaps(new: NewPublication, rules: Rules) -> list[Violation]:
    """What the publication does not show; warnings, it is out already."""
    marks = {
        "funding_notice": (
            "funding_notice_missing", "der Förderhinweis", "has_funding_notice",
        ),
        "logos": ("logos_missing", "Logos von Ministerium und KfW", "has_logos"),
    }  # fmt: skip
    found = []
    for mark in rules.register.publication_marks:
        code, what, field = marks[mark]
        if not getattr(new, field):
            message = f"„{new.title}“: es fehlt {what}. Bitte bei der nächsten Auflage ergänzen."
            found.append(Violation(code, "PUB-01", message, "warning", field))
    return cited(found, rules)
