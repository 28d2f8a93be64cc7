"""INV: from which value assets are inventoried, and how long they are bound to their purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from services.budget.domain.parameters.specs import CENTS, parameter, words

MOST_YEARS: Final = 50


class AssetClass(StrEnum):
    """Anlagenklasse: what kind of thing an item is."""

    HARDWARE = "hardware"
    SOFTWARE = "software"
    SENSORS = "sensors"
    VEHICLE = "vehicle"
    FURNITURE = "furniture"
    BUILDING = "building"
    OTHER = "other"


WORDS: Final[Mapping[Enum, str]] = {
    AssetClass.HARDWARE: "IT-Geräte",
    AssetClass.SOFTWARE: "Software und Lizenzen",
    AssetClass.SENSORS: "Sensorik und Netze",
    AssetClass.VEHICLE: "Fahrzeuge",
    AssetClass.FURNITURE: "Ausstattung",
    AssetClass.BUILDING: "Bauten",
    AssetClass.OTHER: "Sonstiges",
}
"""What people read."""


@dataclass(frozen=True)
class InventoryParameters:
    """`inventory_threshold_cents`: net value above which an asset is inventoried (INV-01).
    `binding_years`: `class=years` per asset class, a class left out has no known binding period
    (INV-03).
    """

    inventory_threshold_cents: int = parameter("Wertgrenze des Inventars (netto)", CENTS)
    binding_years: tuple[str, ...] = parameter(
        "Zweckbindung je Anlagenklasse", words(*AssetClass, low=1, high=MOST_YEARS)
    )
