"""Typed events, past tense, one `TYPE` each: what the services tell each other and the log."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

from contracts.events import audit, budget, reporting
from contracts.events.budget import audit_cases, retention


class UnknownEvent(LookupError):
    """No event of this type is promised."""


class Event:
    """For annotations: any frozen data class of this package."""

    TYPE: ClassVar[str]


def _types(*modules: ModuleType) -> dict[str, type]:
    found = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and "TYPE" in vars(value)
    ]
    by_type = {one.TYPE: one for one in found}  # type: ignore[attr-defined]
    if len(by_type) != len(found):
        raise TypeError("two events share a TYPE")
    return by_type


EVENT_TYPES: dict[str, type] = _types(budget, retention, audit_cases, reporting, audit)


def event_class(type_: str) -> type:
    """The data class of an event type; raises UnknownEvent."""
    try:
        return EVENT_TYPES[type_]
    except KeyError:
        raise UnknownEvent(type_) from None
