"""GOB: orderly records."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.parameters.specs import parameter, whole


@dataclass(frozen=True)
class RecordsParameters:
    """`entry_within_days`: days from a payment within which it is to be entered here, the last one
    included (GOB-01)."""

    entry_within_days: int = parameter("Frist von der Zahlung bis zur Erfassung", whole(0, 366))
