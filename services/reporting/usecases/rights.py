"""Who may do what with reports, for API and pages alike."""

from __future__ import annotations

from typing import Final

from contracts.roles import COUNCIL_READERS, READERS, RECEIPT_PACKERS, Role
from services.reporting.usecases.releasing import Releaser
from shared.access import Principal
from shared.errors import Forbidden, Violation

ALL_READERS: Final = tuple(sorted(COUNCIL_READERS))
"""The committee among them sees what was released."""

DRAFT_READERS: Final = tuple(sorted(READERS))
DRAFTERS: Final = (Role.GRANT_OFFICER,)
PACKERS: Final = RECEIPT_PACKERS
"""Take the audit package with the files of receipts."""
RELEASERS: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
REMINDED: Final = (Role.PROJECT_LEAD, Role.FACTUAL_CERTIFIER, Role.AUDITOR)
"""Have deadlines of their own, or are told of them, beside those who draft and release."""
RUNNERS: Final = (Role.SERVICE_ACCOUNT, Role.HEAD_OF_FINANCE)
REBUILDERS: Final = (Role.FUNCTIONAL_ADMIN,)


def pay_is_hidden() -> Forbidden:
    """The 403 of a report that would tell the committee what few persons earn."""
    message = (
        "Dieser Bericht enthält Personalausgaben für so wenige Personen, dass er ihr Gehalt "
        "verriete. Der öffentliche Teil des Quartalsberichts steht offen; alles andere sieht, "
        "wer Ausgaben liest."
    )
    return Forbidden([Violation("pay_is_hidden", "PERS-06", message)])


def releaser_of(who: Principal, grant_id: str) -> Releaser:
    """The office in which someone releases, and whether it is a person. Raises Forbidden."""
    who.demand(RELEASERS, grant_id)
    held = next(role for role in RELEASERS if who.holds([role], grant_id))
    return Releaser(held.label, is_person=not who.holds([Role.SERVICE_ACCOUNT], None))
