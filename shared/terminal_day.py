"""A day on the command line, with a German sentence where it is none."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from shared.periods import DateError, parse_german_date


class _DayType(click.ParamType[date]):
    name = "JJJJ-MM-TT"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_german_date(value)
        except DateError:
            self.fail(f"„{value[:40]}“ ist kein Tag. Bitte JJJJ-MM-TT angeben.", param, ctx)


DAY: Final = _DayType()
"""`2026-04-01` or `01.04.2026` (FMT-02)."""
