"""What waits for somebody's release: only what can be released, in the order of its periods."""

from __future__ import annotations

from contracts.roles import Role
from services.reporting.domain.narrative_sections import WHOLE
from services.reporting.usecases.releasable import releasable
from shared.access import ALL_GRANTS, Principal
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import GRANT, HEAD
from tests.integration.reporting.test_reporting_proofs import write_all

WHO = Principal(HEAD, frozenset({(Role.HEAD_OF_FINANCE, ALL_GRANTS)}))


def waiting(house: Reporting, limit: int = 50) -> list[str]:
    """Type and period of what waits for the head of finance."""
    with house.ports.sessions.read() as session:
        found = releasable(session, GRANT, WHO, limit=limit)
        return [f"{one.type} {one.period}" for one in found]


def test_periods_come_in_the_order_of_their_ends_not_of_their_letters(told: Reporting) -> None:
    periods = ("2025", "2025-H2", "2025-Q3", "2026-Q1", "2025-Q4")
    for period in periods:
        told.draft("portfolio", period)
    assert sorted(periods)[:2] == ["2025", "2025-H2"]
    assert waiting(told) == [
        "portfolio 2025-Q3",
        "portfolio 2025",
        "portfolio 2025-H2",
        "portfolio 2025-Q4",
        "portfolio 2026-Q1",
    ]


def test_a_draft_without_its_texts_waits_for_them_first(told: Reporting) -> None:
    told.draft("interim-proof", "2025")
    told.draft("proof-of-use-b", "2026")
    assert waiting(told) == []
    write_all(told, WHOLE)
    assert waiting(told) == []  # both drafts know nothing of the texts of 2026
    told.draft("proof-of-use-b", "2026")
    assert waiting(told) == ["proof-of-use-b 2026"]


def test_what_cannot_be_released_takes_no_place_of_what_can(told: Reporting) -> None:
    told.draft("interim-proof", "2025")  # lacks its texts
    told.draft("portfolio", "2026-Q1")
    told.draft("data-quality", "2026-Q2")  # its period runs
    told.draft("change-notice", "2026-Q2")  # so does this one's, but it may be released
    assert waiting(told, limit=1) == ["portfolio 2026-Q1"]
    assert waiting(told) == ["portfolio 2026-Q1", "change-notice 2026-Q2"]
