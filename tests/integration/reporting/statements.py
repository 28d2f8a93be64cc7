"""What budget states about the grant of the story: its deadlines, and interest on one payout."""

from __future__ import annotations

from datetime import date

from contracts.events import budget
from contracts.events.budget import (
    DeadlineSnapshot,
    InterestItem,
    InterestSegment,
    RateUsed,
)
from tests.integration.reporting.stream import GRANT, Stream

_BUNDESBANK = "Deutsche Bundesbank, Bekanntgabe vom 01.01.2026"
QUARTER_END = date(2026, 3, 31)


def deadline(duty: str, title: str, due_on: date, **changes: object) -> DeadlineSnapshot:
    """An open duty of the grant officer."""
    values: dict[str, object] = {
        "deadline_id": f"{GRANT}/{duty}",
        "duty": duty,
        "title": title,
        "rule": "CALL-01",
        "basis": "30 Tage nach dem Ende des Abrufzeitraums",
        "due_on": due_on,
        "target_on": due_on,
        "responsible": "grant_officer",
        "status": "open",
    }
    return DeadlineSnapshot(**(values | changes))  # type: ignore[arg-type]


DEADLINES = (
    deadline(
        "proof_of_use", "Verwendungsnachweis der Phase B", date(2028, 12, 29), rule="VN-02",
        basis="66 Monate nach der Zusage vom 29.06.2023", target_on=date(2028, 6, 30),
    ),
    deadline(
        "base_rate-2026-07-01", "Basiszinssatz für das 2. Halbjahr 2026", date(2026, 7, 1),
        rule="INT-05", basis="Bekanntgabe der Deutschen Bundesbank zum 1. Januar und 1. Juli",
        responsible="head_of_finance", told=("grant_officer",),
    ),
    deadline(
        "drawdown-2025-H2", "Mittelabruf 2. Halbjahr 2025", date(2026, 1, 30), status="done",
        done_on=date(2026, 1, 12),
    ),
    deadline(
        "notice-1", "Mitteilung an den Zuwendungsgeber", date(2026, 3, 20), rule="NOTE-06",
        basis="Die Planposition ist um mehr als 20 % überschritten.", status="overdue",
        told=("grant_officer", "project_lead", "head_of_finance", "programme_head"),
    ),
    deadline(
        "interim_proof-2025", "Zwischennachweis für 2025", date(2026, 4, 30), rule="VN-10",
        basis="4 Monate nach dem Ende des Haushaltsjahres 2025", first_due_on=date(2026, 3, 31),
        told=("grant_officer", "project_lead"),
    ),
)  # fmt: skip


def tell_deadlines(stream: Stream) -> None:
    """All duties in two parts."""
    for part, some in ((1, DEADLINES[:3]), (2, DEADLINES[3:])):
        stream.tell(budget.DeadlinesListed(GRANT, date(2026, 4, 2), (90, 30, 7), part, 2, some))


def interest_items(
    late: int | None = 401_355, owed: int | None = 21_472
) -> tuple[InterestItem, ...]:
    """A payout that lay unused for a while, and a part of it to be paid back."""
    paid_out, starts = date(2026, 2, 20), date(2026, 2, 21)
    return (
        InterestItem("interest/1", 1, "late_use", 97_500_000, paid_out, starts, 46_946_000, late),
        InterestItem(
            "interest/2", 2, "repayment", 3_205_000, paid_out, starts, 3_205_000, owed,
            "Berichtigung nach dem letzten Abruf",
        ),
    )  # fmt: skip


SEGMENTS = (
    InterestSegment(
        "interest/1", 97_500_000, date(2026, 2, 21), date(2026, 3, 2), 10, 127, 627, 167_486
    ),
    InterestSegment(
        "interest/1", 46_946_000, date(2026, 3, 3), date(2026, 3, 31), 29, 127, 627, 233_869
    ),
    InterestSegment(
        "interest/2", 3_205_000, date(2026, 2, 21), date(2026, 3, 31), 39, 127, 627, 21_472
    ),
)


def tell_interest(stream: Stream, as_of: date = QUARTER_END, **changes: object) -> None:
    """The statement of a day: its segments, then its items."""
    stream.tell(budget.InterestSegmentsListed(GRANT, as_of, 1, 1, SEGMENTS))
    values: dict[str, object] = {
        "grant_id": GRANT,
        "as_of": as_of,
        "day_count": "act/365",
        "margin_bp": 500,
        "late_use_start": "payout",
        "parts": 1,
        "items": interest_items(),
        "rates": (RateUsed(date(2026, 1, 1), 127, _BUNDESBANK),),
    }
    stream.tell(budget.InterestStated(**(values | changes)))  # type: ignore[arg-type]


def tell_statements(stream: Stream) -> None:
    """Deadlines and interest."""
    tell_deadlines(stream)
    tell_interest(stream)
