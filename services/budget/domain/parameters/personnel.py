"""PERS: how personnel cost is computed and who sees which sum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from services.budget.domain.parameters.specs import Setting, Spec, choice, parameter, whole

_ENTRY: Final = re.compile(r"[^/=]{1,20}/20\d\d-(?:0[1-9]|1[0-2])=[1-9]\d{0,8}")


def _is_table(value: Setting) -> bool:
    if not isinstance(value, tuple):
        return False
    places = [str(one).partition("=")[0] for one in value]
    return all(_ENTRY.fullmatch(str(one)) for one in value) and len(set(places)) == len(places)


_TABLE: Final = Spec("eine Liste wie E11/2026-01=653600 (Gruppe, Monat, Cent)", _is_table)


@dataclass(frozen=True)
class PersonnelParameters:
    """`productive_hours`: of a full post in a year (PERS-03). `part_year_rate`: whether a job that
    began or ended within the year has its part of them by months, or no hourly rate.
    `tariff_monthly_cents`: the dated table of what a tariff group costs the employer at most in a
    month (PERS-01). `partial_post_without_hours`: whether months of a post that is in the project
    only in part are booked without an hour sheet (PERS-02). `personnel_sum_persons`: the fewest
    persons whose sum everybody may see (PERS-06).
    """

    productive_hours: int = parameter("Jahresarbeitszeit einer vollen Stelle", whole(1, 4_000))
    part_year_rate: Literal["prorated", "refused"] = parameter(
        "Stundensatz, wenn die Stelle nicht das ganze Jahr besetzt war",
        choice("prorated", "refused"),
    )
    tariff_monthly_cents: tuple[str, ...] = parameter(
        "Höchstbetrag je Entgeltgruppe und Monat", _TABLE
    )
    partial_post_without_hours: Literal["warn", "block"] = parameter(
        "Teilstelle nach Monaten ohne Stundennachweis", choice("warn", "block")
    )
    personnel_sum_persons: int = parameter("Personen, ab denen Summen sichtbar sind", whole(1, 100))
