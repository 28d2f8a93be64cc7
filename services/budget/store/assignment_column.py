"""The account assignments of a row as one JSON column: NULL where the flat fields say it all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from contracts.schema import to_payload
from services.budget.domain.assignment import AccountAssignment


class Assignments(TypeDecorator[tuple[AccountAssignment, ...]]):
    """Frozen values in Python, a list of objects in the database."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(
        self, value: tuple[AccountAssignment, ...] | None, dialect: Dialect
    ) -> Any:
        return to_payload(value) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[AccountAssignment, ...]:
        return tuple(AccountAssignment(**one) for one in value) if value else ()
