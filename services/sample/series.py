"""What comes again and again: posts by the quarter, a standing invoice by the month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from services.sample.scribe import Bill, Scribe
from services.sample.timeline import Timeline
from services.sample.voucher import Voucher
from shared.periods import add_months


@dataclass(frozen=True)
class Post:
    """A post in the project, for so many euros a quarter."""

    line: str
    measure_id: str
    title: str
    euro: int
    share_bp: int = 10_000


_POSTS: Final = (
    Post("M1 Personal", "M1-DATENPLATTFORM", "Stelle 1 (Datenmanagement)", 19_400),
    Post("M6 Personal", "M6-WERKSTATT", "Stelle 2 (Werkstattleitung)", 17_800, 5_000),
    Post("M8 Personal", "M8-STEUERUNG", "Stelle 3 (Programmleitung)", 23_600),
    Post("M8 Personal", "M8-STEUERUNG", "Stelle 4 (Öffentlichkeitsarbeit)", 16_900),
)
_NO_CONTRACT: Final[dict[str, Any]] = {"contract_date": None, "invoice_number": None}
HOSTING: Final = "Hosting-1"


def personnel(line: Timeline, scribe: Scribe) -> Iterator[Voucher]:
    """Four posts, paid after each quarter; half of one works for the project only."""
    for number, quarter in enumerate(line.quarters, start=1):
        for post in _POSTS:
            share: dict[str, Any] = {}
            if post.share_bp < 10_000:
                reason = "Stellenanteil nach Stundennachweis"
                share = {"allocation_bp": post.share_bp, "allocation_reason": reason}
            bill = Bill(
                post.line,
                post.measure_id,
                "Stadt Musterstadt, Personalabrechnung",
                f"Personalausgaben {post.title}, {quarter.label}",
                post.euro + 200 * number,
                vat_percent=0,
                pays=6,
                enters=8,
                more={
                    **_NO_CONTRACT,
                    **share,
                    "service_from": quarter.first_day,
                    "service_to": quarter.last_day,
                },
            )
            name = f"{post.title}-{number}"
            yield scribe.write(name, bill, quarter.last_day - timedelta(days=8))


def hosting(line: Timeline, scribe: Scribe) -> Iterator[Voucher]:
    """One standing invoice, paid month by month without a new invoice."""
    bill = Bill(
        "M1 Dienstleistungen",
        "M1-DATENPLATTFORM",
        "Rechenzentrum Beispiel AöR",
        "Betrieb der Datenplattform, Monatsrate",
        3_400,
        pays=4,
        enters=6,
    )
    first = scribe.write(HOSTING, bill, line.b_day(2))
    contract = first.facts.contract_date
    for month in range(2, line.months_of_b + 1):
        month_first = line.b_day(month)
        one = scribe.write(f"Hosting-{month - 1}", bill, month_first)
        facts = replace(
            one.facts,
            invoice_number=first.facts.invoice_number,
            invoice_date=first.facts.invoice_date,
            contract_date=contract,
            service_from=month_first,
            service_to=add_months(month_first, 1) - timedelta(days=1),
            instalment_of=None if month == 2 else HOSTING,
        )
        yield replace(one, facts=facts)
