"""Personnel cost of the grant of the story: two bookings over three posts, one over one post."""

from __future__ import annotations

from contracts.events import budget
from tests.integration.reporting.stream import GRANT, Stream, row_id

SHEETS = "50000000-0000-4000-8000-000000000001"


def booked(number: int, posts: int, **changes: object) -> budget.PersonnelCostBooked:
    """The booking of a row of the story; sums only where `shows_sums`."""
    values: dict[str, object] = {
        "calculation_id": f"calculation-{number}",
        "grant_id": GRANT,
        "expenditure_id": row_id(number),
        "method": "months",
        "posts": posts,
        "first_month": "2025-10",
        "last_month": "2025-12",
    }
    return budget.PersonnelCostBooked(**(values | changes))  # type: ignore[arg-type]


def tell_personnel(stream: Stream) -> None:
    """Posts, payroll on file, an hour sheet, and the bookings of three rows."""
    for number in range(1, 5):
        post = f"ST-{number:02d}"
        is_old = number == 4
        stream.tell(
            budget.PostRecorded(post, GRANT, f"M{(number + 1) // 2}", "E11", is_old, None),
            f"post/{post}",
        )
        months = tuple(f"2025-{month:02d}" for month in range(10, 13))
        stream.tell(budget.PayrollRecorded(post, GRANT, months), f"post/{post}")
    stream.tell(budget.HourSheetImported(SHEETS, GRANT, "ab" * 32, 120, 0, 2), f"import/{SHEETS}")
    sums = {"shows_sums": True, "over_tariff_cents": 0}
    found = (
        booked(1, 3, gross_cents=5_882_400, **sums),
        booked(
            2, 3, method="hours", gross_cents=23_529_600, hundredths=41_250,
            hour_import_ids=(SHEETS,), **sums,
        ),
        booked(3, 1, method="hours", hour_import_ids=(SHEETS,)),
    )  # fmt: skip
    for one in found:
        subject = f"personnel_calculation/{one.calculation_id}"
        stream.tell(one, subject)
