"""From an entry of a register to its event: the whole entry, each time."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from contracts.events.budget import (
    AllocationKeyRecorded,
    ExchangeRecorded,
    IndicatorRecorded,
    PublicationRecorded,
    RecommendationRecorded,
    RegisterPlace,
    SoftwareRecorded,
)
from services.budget.domain.allocation_key import NewAllocationKey
from services.budget.domain.exchange import NewExchange
from services.budget.domain.indicator import NewIndicator
from services.budget.domain.publication import NewPublication, publication_gaps
from services.budget.domain.recommendation import NewRecommendation
from services.budget.domain.rulepack import Rules
from services.budget.domain.software import NewSoftware, software_gaps
from services.budget.store.register import RegisterRecord

RegisterEvent = (
    SoftwareRecorded
    | ExchangeRecorded
    | PublicationRecorded
    | IndicatorRecorded
    | RecommendationRecorded
    | AllocationKeyRecorded
)


def event_of(record: RegisterRecord, rules: Rules) -> RegisterEvent:
    """What listeners are told of this version."""
    facts = record.facts
    values: dict[str, Any] = asdict(facts)
    measure_id = values.pop("measure_id")
    place = RegisterPlace(
        entry_id=record.entry_id,
        grant_id=record.grant_id,
        number=record.number,
        version=record.version,
        measure_id=measure_id,
        change_reason=record.change_reason,
    )
    measures = (f"measure/{measure_id}",) if measure_id else ()
    related = (f"grant/{record.grant_id}", *measures)
    match facts:
        case NewSoftware():
            gaps = tuple(one.code for one in software_gaps(facts, rules))
            return SoftwareRecorded(place, **values, missing=gaps, related=related)
        case NewExchange():
            return ExchangeRecorded(place, **values, related=related)
        case NewPublication():
            gaps = tuple(one.code for one in publication_gaps(facts, rules))
            return PublicationRecorded(place, **values, missing=gaps, related=related)
        case NewIndicator():
            return IndicatorRecorded(place, **values, related=related)
        case NewRecommendation():
            return RecommendationRecorded(place, **values, related=related)
        case NewAllocationKey():
            return AllocationKeyRecorded(place, **values, related=related)
