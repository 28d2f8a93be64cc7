"""GOV: what the award says about the law that applies beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from services.budget.domain.parameters.specs import Spec, choice, parameter

_PACK_ID: Final = Spec(
    "die Kennung der Nebenbestimmungen, die der Bescheid nennt, oder none",
    lambda value: isinstance(value, str) and 0 < len(value) <= 80,
)


@dataclass(frozen=True)
class GovernanceParameters:
    """`ancillary_conditions`: the edition of ANBest the award names (GOV-01, GOV-02).
    `legal_basis_interest`: what the claim for interest rests on, a text for reports (GOV-03).
    """

    ancillary_conditions: str = parameter("Nebenbestimmungen laut Bescheid", _PACK_ID)
    legal_basis_interest: Literal["open", "vwvfg-49a", "kfw-clause"] = parameter(
        "Rechtsgrundlage der Zinsen", choice("open", "vwvfg-49a", "kfw-clause")
    )
