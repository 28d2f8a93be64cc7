"""What comes after a release: a voucher, an income, an entry of a register."""

from __future__ import annotations

from datetime import date

from contracts.events import budget
from contracts.events.budget import DeterminationSnapshot
from contracts.events.budget.registers import RegisterPlace
from contracts.events.reporting import NarrativeReleased, NarrativeVersion
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import grant
from tests.integration.reporting.stream import GRANT, OFFICER

INCOME = "e0000000-0000-4000-8000-00000000000e"


def income(day: date = date(2026, 3, 31), cents: int = 100_000) -> budget.IncomeRecorded:
    """Money of others."""
    return budget.IncomeRecorded(INCOME, GRANT, "private", "Sponsor Müller", day, cents, "M1")


def software(name: str = "Portal <Mitreden>") -> budget.SoftwareRecorded:
    """An entry of the register of software."""
    place = RegisterPlace("software-77", GRANT, 77, 1, "M1", "")
    return budget.SoftwareRecorded(
        place, name, "EUPL-1.2", "", "", "", "in_development", None, "", ()
    )


def note(figure: str, period: str = "2026-Q1") -> NarrativeReleased:
    """An explanation of a figure."""
    return NarrativeReleased(
        NarrativeVersion(f"n-{figure}", GRANT, period, f"figure:{figure}", 1, "Weil.", OFFICER)
    )


def waiver(about: str, number: int = 1) -> budget.WaiverApproved:
    """An approved exception."""
    days = (date(2026, 1, 5), date(2027, 1, 5))
    return budget.WaiverApproved(
        f"w{number}", number, about, "ELG-01", "too_early", "", "Grund", *days, "0" * 64, OFFICER
    )


def settle(house: Reporting, *events: object) -> None:
    """Tells the events; the log signs them and reporting reads them."""
    for event in events:
        house.stream.tell(event)
    house.stream.checkpoint()
    house.settle()


def tell_changes(house: Reporting) -> None:
    """One voucher, one income, one entry."""
    house.stream.row(
        budget.ExpenditureReturned, 48, gross=1_000, status="recorded",
        extra={"reason": "Rechnung unvollständig"},
    )  # fmt: skip
    settle(house, income(), software())


def rest() -> tuple[object, ...]:
    """One event of each kind that the story leaves out."""
    determination = DeterminationSnapshot(
        "d1",
        GRANT,
        "reduction",
        date(2026, 1, 5),
        date(2026, 1, 5),
        "KfW 7",
        "",
        None,
        None,
        {},
        None,
    )
    texts = (
        NarrativeVersion(f"n-{subject}", GRANT, "2026-Q1", subject, 1, "Text", OFFICER)
        for subject in ("deviations", "figure:sums|Bezahlt|amount")
    )
    return (
        budget.EvidenceFiled("ev1", "other", date(2026, 1, 5), "Rat 7", None, (), None, grant()),
        budget.DeterminationConfirmed(determination, OFFICER),
        budget.NoticeOpened("no1", GRANT, "MUN", "k", "Verzug", date(2026, 2, 1), date(2026, 3, 1)),
        budget.ProofAttachmentFiled(GRANT, "council_report", "Akte 7"),
        budget.ProofStatementSigned(GRANT, "Erklärung", 1),
        budget.HalfYearClosed("2025-H2", "2026-02-01T08:00:00.000Z"),
        budget.ReconciliationClosed("r1", "2026-Q1", "0" * 64, 1, 1, 0, (), OFFICER),
        *(NarrativeReleased(one) for one in texts),
        waiver("measure/M1", 9),
    )
