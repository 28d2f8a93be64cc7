"""Reads the registers beside the money for every report that prints them."""

from __future__ import annotations

from contracts.events.budget import (
    ExchangeRecorded,
    PublicationRecorded,
    RecommendationRecorded,
    SoftwareRecorded,
)
from services.reporting.domain.registers import Registers, registers
from services.reporting.store.registers import (
    EXCHANGE,
    PUBLICATION,
    RECOMMENDATION,
    SOFTWARE,
    entries,
    indicators,
)
from services.reporting.usecases.material import Material


def register_figures(given: Material) -> Registers:
    """The entries as of the last day of the period (inclusive), as the cut-off knows them."""
    place, day = (given.session, given.grant_id, given.offset), given.period.last_day
    return registers(
        entries(*place, SOFTWARE, SoftwareRecorded),
        entries(*place, EXCHANGE, ExchangeRecorded),
        entries(*place, PUBLICATION, PublicationRecorded),
        indicators(*place, day),
        entries(*place, RECOMMENDATION, RecommendationRecorded),
        day=day,
    )
