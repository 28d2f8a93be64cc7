"""OSS, KNOW, PUB: what the programme expects beside the money."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.parameters.specs import YES_NO, parameter, texts, whole


@dataclass(frozen=True)
class RegisterParameters:
    """`open_source_duty`: software of a measure is published before the measure closes (OSS-01).
    `opencode_expected`: on the platform OpenCoDE (OSS-03). `exchange_months`: an exchange with
    others at least that often, 0 is not watched (KNOW-01). `publication_marks`: what a publication
    shows (PUB-01).
    """

    open_source_duty: bool = parameter("Software wird offen veröffentlicht", YES_NO)
    opencode_expected: bool = parameter("Software steht bei OpenCoDE", YES_NO)
    exchange_months: int = parameter("Längste Zeit zwischen zwei Austauschen", whole(0, 60))
    publication_marks: tuple[str, ...] = parameter(
        "Was eine Veröffentlichung zeigt", texts("funding_notice", "logos")
    )
