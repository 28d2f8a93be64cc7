"""How long a role counts: outside auditors look for a time, not for ever (AUD-04).

§§ 91, 100 BHO: the funder, its agents and the Bundesrechnungshof may inspect books and receipts.
The city's own audit office looks at every grant and stays; who audits one grant comes from outside.
"""

from __future__ import annotations

from datetime import date

from contracts.roles import Role
from shared.errors import Violation


def check_role_end(
    role: str, grant_id: str | None, until: date | None, today: date
) -> list[Violation]:
    """Violations of a role that is to be given; `until` is its last day, that day included."""
    if until is None and role == Role.AUDITOR and grant_id is not None:
        message = (
            "Die Rechnungsprüfung einer einzelnen Zuwendung ist ein Zugang von außen "
            "(Zuwendungsgeber, KfW, Rechnungshof). Bitte den letzten Tag der Prüfung angeben; "
            "er lässt sich später verlängern."
        )
        return [Violation("role_end_missing", "AUD-04", message, field="until")]
    if until is not None and until < today:
        message = (
            f"Der letzte Tag der Rolle ({until:%d.%m.%Y}) ist schon vorbei. Bitte heute oder einen "
            "späteren Tag angeben."
        )
        return [Violation("role_end_past", "AUD-04", message, field="until")]
    return []


def is_endless_audit(role: str, until: date | None) -> bool:
    """Whether a role reads as an auditor without a last day.

    Right for the city's own audit office only; a grant's auditor from before the rule has none
    either, so whoever administers sees both and decides (AUD-04).
    """
    return role == Role.AUDITOR and until is None
