"""Registers beside the money (R20, R10): every entry as last told, dated ones by the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts.events.budget import (
    ExchangeRecorded,
    IndicatorRecorded,
    PublicationRecorded,
    RecommendationRecorded,
    SoftwareRecorded,
)

Entry = SoftwareRecorded | PublicationRecorded
"""What may lack something that a rule wants."""


@dataclass(frozen=True)
class Registers:
    """Every entry once, by its number; exchanges, publications and what advisers recommended
    (PRG-11) only up to the day."""

    as_of: date
    software: tuple[SoftwareRecorded, ...]
    exchanges: tuple[ExchangeRecorded, ...]
    publications: tuple[PublicationRecorded, ...]
    indicators: tuple[IndicatorRecorded, ...]
    recommendations: tuple[RecommendationRecorded, ...] = ()

    @property
    def published(self) -> tuple[SoftwareRecorded, ...]:
        """Software that is published as open source by the day."""
        return tuple(
            one
            for one in self.software
            if one.status == "published" and one.published_on and one.published_on <= self.as_of
        )

    @property
    def lacking(self) -> tuple[Entry, ...]:
        """Entries in which something is missing (OSS-01, PUB-01)."""
        entries: tuple[Entry, ...] = self.software
        return tuple(one for one in entries + self.publications if one.missing)


def registers(
    software: Iterable[SoftwareRecorded],
    exchanges: Iterable[ExchangeRecorded],
    publications: Iterable[PublicationRecorded],
    indicators: Iterable[IndicatorRecorded],
    recommendations: Iterable[RecommendationRecorded] = (),
    *,
    day: date,
) -> Registers:
    """As of a day (inclusive); `indicators` as measured by then."""
    held = [one for one in exchanges if one.held_on <= day]
    shown = [one for one in publications if one.published_on <= day]
    advised = [one for one in recommendations if one.received_on <= day]
    return Registers(
        day,
        tuple(sorted(software, key=lambda one: one.place.number)),
        tuple(sorted(held, key=lambda one: (one.held_on, one.place.number))),
        tuple(sorted(shown, key=lambda one: (one.published_on, one.place.number))),
        tuple(sorted(indicators, key=lambda one: (one.place.measure_id, one.place.number))),
        tuple(sorted(advised, key=lambda one: one.place.number)),
    )
