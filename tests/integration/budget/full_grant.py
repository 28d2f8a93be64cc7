"""A grant with something in every table a city takes along."""

from __future__ import annotations

import io
from datetime import date, timedelta

from services.budget.domain.exchange import NewExchange
from services.budget.domain.grant import Amendment
from services.budget.domain.indicator import NewIndicator
from services.budget.domain.personnel import Post
from services.budget.domain.publication import NewPublication
from services.budget.domain.software import NewSoftware
from services.budget.domain.waiver import NewWaiver, Target
from services.budget.usecases.amendment import propose_amendment
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.hour_sheet import take_over_hours
from services.budget.usecases.inventory import record_item
from services.budget.usecases.notice import open_notice
from services.budget.usecases.notice_steps import Letter, send_notice
from services.budget.usecases.notice_withdrawal import withdraw_sending
from services.budget.usecases.payroll_sheet import take_over_payroll
from services.budget.usecases.personnel import record_post
from services.budget.usecases.reconciliation import open_reconciliation
from services.budget.usecases.register import record_entry
from services.budget.usecases.waiver import propose_waiver
from shared.periods import Period
from tests.integration.budget.scene import GRANT, HEAD, Scene, expenditure
from tests.integration.budget.test_inventory import ITEM
from tests.integration.budget.test_procurements import released as released_procurement

DAY = date(2026, 7, 15)
POSTS = (Post("ST-01", "M1", 5_000, "E11"), Post("ST-02", "M2", 10_000, "E9"))
PAYROLL = (
    "Stelle;Monat;Arbeitgeberbrutto\r\nST-01;01.01.2026;6.536,00\r\nST-01;01.02.2026;6.536,00\r\n"
    "ST-02;01.01.2026;5.100,50\r\n"
)
HOURS = (
    "Stelle;Datum;Stunden;Tätigkeit;Maßnahme;Unterschrift;Unterschrieben am;Gegenzeichnung;"
    "Gegengezeichnet am\r\nST-01;15.06.2026;7,50;Konzept;M1;P-1;30.06.2026;P-9;01.07.2026\r\n"
    "ST-02;15.06.2026;8,25;=Sensoren;M2;P-2;30.06.2026;P-9;01.07.2026\r\n"
)
TOTALS = (
    "Sachkonto;Kostenträger;Haushaltsjahr;Betrag\r\n529100;M1;2026;1.234,50\r\n"
    "785200;;2026;-50,00\r\n"
)
REGISTERED = (
    NewSoftware("M1", "Plattform", licence="EUPL-1.2"),
    NewPublication("M1", "Bericht", "Zeitschrift", date(2026, 5, 1), has_logos=True),
    NewIndicator("M1", "Sensoren", "Stück", "0", "12.5", "Zählung", "3.5", date(2026, 6, 1)),
    NewExchange("M1", date(2026, 4, 1), "Nachbarstadt", "Datenportal", is_model_project=True),
)
QUARTERS = (Period.parse("2026-Q1"), Period.parse("2026-Q2"))


def stream(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


def fill(scene: Scene) -> None:
    """Something in every table."""
    for post in POSTS:
        scene.run(record_post, GRANT, post, actor=HEAD)
    scene.run(take_over_payroll, GRANT, stream(PAYROLL), actor=HEAD)
    scene.run(take_over_hours, GRANT, stream(HOURS))
    scene.run(record_item, GRANT, ITEM)
    released_procurement(scene)
    for facts in REGISTERED:
        scene.run(record_entry, GRANT, facts)
    new = Amendment("ÄB 1", DAY, DAY, {"period_end": date(2027, 6, 30)})
    scene.run(propose_amendment, GRANT, new)
    entered = scene.run(record_expenditure, GRANT, expenditure(voucher_number="B-9"))
    target = Target(f"expenditure/{entered.expenditure_id}", "ELG-12", "voucher_file")
    letter = scene.means.files.put(b"letter")
    scene.run(propose_waiver, GRANT, NewWaiver(target, "Brand", DAY + timedelta(30), letter))
    notice = scene.run(open_notice, GRANT, rule="NOTE-01", occasion_key="x", reason="Umzug")
    scene.run(send_notice, notice.notice_id, Letter(DAY, "Az. 1"))
    scene.run(withdraw_sending, notice.notice_id, "Falsche Akte")
    for quarter in QUARTERS:
        scene.run(open_reconciliation, GRANT, quarter, stream(TOTALS))
