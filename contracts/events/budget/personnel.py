"""Personnel cost: that something was entered or booked, never how much somebody earns.

Sums are told over enough posts only (decision 0019, PERS-06): what is in the log stays there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class PostRecorded:
    """A post of the project under its pseudonym; share and salary stay in budget."""

    TYPE: ClassVar[str] = "funding.budget.post.recorded.v1"
    post_id: str
    grant_id: str
    measure_id: str
    tariff_group: str | None
    existing_staff: bool
    file_sha256: str | None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PayrollRecorded:
    """Payroll months of a post were entered: which (`2026-01`), not how much."""

    TYPE: ClassVar[str] = "funding.budget.payroll.recorded.v1"
    post_id: str
    grant_id: str
    months: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class HourSheetImported:
    """Signed hour sheets were taken over; `sha256` is the file as it came."""

    TYPE: ClassVar[str] = "funding.budget.hour_sheet.imported.v1"
    import_id: str
    grant_id: str
    sha256: str
    accepted: int
    known: int
    rejected: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonnelCostBooked:
    """A calculation became an ordinary expenditure; `posts` counts them, `method` says how.

    `shows_sums`: over so many posts that sums tell no salary; only then `gross_cents` (employer's
    gross of the months), `over_tariff_cents` (cut off) and `hundredths` of project hours are there.
    `hour_import_ids` are the hour sheets it rests on. `persons` are marks of the posts, one each,
    the same in every booking, so that several bookings can be counted together; `least_persons` is
    the fewest whose sum everybody may see. Events without them prove nothing beyond `shows_sums`.
    """

    TYPE: ClassVar[str] = "funding.budget.personnel_cost.booked.v1"
    calculation_id: str
    grant_id: str
    expenditure_id: str
    method: str
    posts: int
    first_month: str
    last_month: str
    shows_sums: bool = False
    gross_cents: int | None = None
    over_tariff_cents: int | None = None
    hundredths: int | None = None
    hour_import_ids: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    least_persons: int | None = None
    related: tuple[str, ...] = ()
