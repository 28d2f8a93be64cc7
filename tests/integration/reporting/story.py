"""A grant with eight measures, a plan, calls and vouchers over several quarters."""

from __future__ import annotations

from datetime import UTC, date, datetime

from contracts.events import budget
from contracts.events.findings import Finding
from contracts.events.snapshots import (
    AccessSnapshot,
    DrawdownSnapshot,
    Effect,
    FundingSource,
    Gate,
    GrantSnapshot,
    HeldRole,
    MeasureSnapshot,
    MeasureStatus,
    Milestone,
    PlanLine,
    TermsVersion,
)
from contracts.roles import Role
from tests.integration.reporting.audits import tell_audit
from tests.integration.reporting.personnel import tell_personnel
from tests.integration.reporting.registers import tell_registers
from tests.integration.reporting.statements import tell_statements
from tests.integration.reporting.stream import (
    CHIEF,
    COMMITTEE,
    GRANT,
    HEAD,
    OFFICER,
    Stream,
    paid_effects,
    row_id,
)

ROLES = {
    OFFICER: Role.GRANT_OFFICER,
    HEAD: Role.HEAD_OF_FINANCE,
    CHIEF: Role.PROGRAMME_HEAD,
    COMMITTEE: Role.COMMITTEE,
}
CALL = "c0000000-0000-4000-8000-000000000001"
OPEN_CALL = "c0000000-0000-4000-8000-000000000002"

TITLES = (
    ("Bürgerbüro digital", "Denklabor am 12.06.2022, Vorschlag 14", "green", "green"),
    ("Sensornetz Grundwasser", "Plattform digitaler Aufbruch, Idee 231", "amber", "amber"),
    ("Offene Datenplattform", "Hackathon 2022", "green", "green"),
    ("Digitale Lernorte in Bibliothek und Volkshochschule", "Morgenmacher 2022", "red", "red"),
    ("Verkehr verstehen", "Denklabor am 03.09.2022", "green", "amber"),
    ("Klimagarten Südpark", "Kinderbeteiligung am 18.03.2023", "amber", "amber"),
    ("Mitreden: Beteiligung online", "Umfrage im Stadtteil Nord 2022", "green", "green"),
    ("Pflege vernetzt", "Runder Tisch Pflege 2022", "green", "green"),
)
_TOLD = {
    "green": ("Ausschreibung abgeschlossen, Auftrag erteilt", "", ""),
    "amber": (
        "12 von 20 Messstellen in Betrieb",
        "Vier Wochen später, weil Genehmigungen für zwei Standorte fehlen.",
        "",
    ),
    "red": (
        "Konzept abgenommen",
        "Die Vergabe wurde aufgehoben: kein wirtschaftliches Angebot.",
        "Neue Ausschreibung mit zwei Losen beschließen",
    ),
}


def terms(**changes: object) -> TermsVersion:
    """The terms of the award."""
    values: dict[str, object] = {
        "version": 1,
        "reference": "ZB-2023-17",
        "valid_from": date(2023, 6, 29),
        "known_on": date(2023, 6, 29),
        "funding_rate_bp": 6500,
        "max_eligible_cents": 1_050_000_000,
        "max_grant_cents": None,
        "period_start": date(2023, 7, 1),
        "period_end": date(2027, 12, 31),
        "earliest_contract_date": date(2023, 7, 1),
        "payments_until": date(2028, 12, 29),
        "cap_basis": "eligible",
        "income_treatment": "reduce_base",
        "rule_pack": "kfw436-2020",
        "rule_pack_version": "3",
        "rule_settings": {},
    }
    return TermsVersion(**(values | changes))  # type: ignore[arg-type]


def grant(*award: TermsVersion) -> GrantSnapshot:
    """Phase B of a fictional city."""
    return GrantSnapshot(
        grant_id=GRANT,
        programme_id="MPSC",
        title="Modellprojekt Smart City, Phase B",
        phase="B",
        status="active",
        award_notice_number="436-4711/23",
        award_date=date(2023, 6, 29),
        terms=award or (terms(),),
        gates=(Gate("council_decision", "PRG-06", True), Gate("ministry_approval", "PRG-06", True)),
    )


def tell_users(stream: Stream) -> None:
    """Who may do what."""
    for user_id, role in ROLES.items():
        access = AccessSnapshot(user_id, False, 1, (HeldRole(role.value, None),), ())
        event = budget.UserAccessChanged(access=access, change="invited")
        stream.tell(event, f"user/{user_id}", grant_id=None)


def tell_grant(stream: Stream) -> None:
    """Grant, measures and the released plan."""
    stream.tell(budget.GrantAwarded(grant=grant()))
    lines = []
    for number, (title, origin, _, _) in enumerate(TITLES, start=1):
        measure = MeasureSnapshot(
            measure_id=f"M{number}",
            grant_id=GRANT,
            title=title,
            action_field="Digitale Stadt",
            participation_origin=origin,
            lead=HEAD,
            period_start=date(2023, 9, 1),
            period_end=date(2027, 6, 30),
            strategy_reference=f"Strategie, Kapitel 4.{number}",
        )
        stream.tell(budget.MeasureRecorded(measure=measure), f"measure/M{number}")
        planned = 40_000_000 + number * 20_000_000
        lines.append(_line(f"{number}.1 Personal", f"M{number}", "PERSONAL", planned // 2))
        lines.append(_line(f"{number}.2 Leistungen", f"M{number}", "SACH", planned // 2))
    total = sum(one.planned_cents for one in lines)
    stream.tell(budget.PlanLinesListed(GRANT, 1, 1, 1, tuple(lines)))
    funding = (
        FundingSource("grant", "KfW", total * 65 // 100),
        FundingSource("own", "Stadt", total - total * 65 // 100),
    )
    stream.tell(
        budget.PlanReleased(
            GRANT, 1, "award", "ZB-2023-17", "Bewilligung", total, funding, drafted_by=OFFICER
        ),
        actor=HEAD,
    )


def _line(name: str, measure: str, category: str, cents: int) -> PlanLine:
    quarter = cents // 4
    years = {"2024": quarter, "2025": quarter, "2026": quarter, "2027": cents - 3 * quarter}
    return PlanLine(name, measure, category, cents, years)  # type: ignore[arg-type]


def milestones(light: str) -> tuple[Milestone, ...]:
    """Four milestones with long names; where the light is red the third is overdue."""
    return (
        Milestone("Auftrag vergeben und Leistung begonnen", date(2025, 5, 28), date(2025, 4, 12)),
        Milestone("Erste zehn Standorte ausgestattet", date(2026, 2, 27), date(2026, 2, 12)),
        Milestone(
            "Alle 22 Standorte ausgestattet und abgenommen",
            date(2026, 3, 31),
            None if light == "red" else date(2026, 3, 31),
        ),
        Milestone("Auswertung mit dem Seniorenrat", date(2027, 9, 28)),
    )


def tell_statuses(stream: Stream, period: str = "2026-Q1") -> None:
    """How the measures stand at the end of a quarter."""
    for number, (_, _, light, proposed) in enumerate(TITLES, start=1):
        done, reason, decision = _TOLD[light]
        if light != proposed:
            reason = "Die Verzögerung ist seit April aufgeholt."
        status = MeasureStatus(
            period=period,
            light=light,  # type: ignore[arg-type]
            proposed_light=proposed,  # type: ignore[arg-type]
            criteria=("Kosten und Meilensteine liegen im Plan.",)
            if proposed == "green"
            else ("Meilenstein „Vergabe“ war am 15.02.2026 fällig.",),
            reason=reason,
            milestones=done,
            risk="Fachkräfte sind knapp." if light == "red" else "",
            decision_needed=decision,
            listed_milestones=milestones(light),
        )
        stream.tell(
            budget.MeasureStatusSet(measure_id=f"M{number}", grant_id=GRANT, status=status),
            f"measure/M{number}",
        )


def tell_vouchers(stream: Stream, count: int = 48) -> None:
    """Vouchers from 2024 to March 2026, some waiting, some with parts that are not eligible."""
    for number in range(1, count + 1):
        measure = (number - 1) % 8 + 1
        paid_on = date(2024 + number * 9 // count // 4, number % 12 + 1, number % 27 + 1)
        paid_on = min(paid_on, date(2026, 3, 20 - number % 5))
        gross = 3_456_789 + number * 91_357
        waiting = number % 11 == 0
        stream.row(
            budget.ExpenditureRecorded,
            number,
            gross=gross,
            eligible=gross - (50_001 if number % 7 == 0 else 0),
            paid_on=paid_on,
            status="recorded"
            if waiting
            else ("called" if paid_on < date(2026, 1, 1) else "claimable"),
            missing=("certification_factual",) if waiting else (),
            findings=(Finding("vat_unusual", "ELG-07", "warning"),) if number % 9 == 0 else (),
            line=f"{measure}.{('1 Personal', '2 Leistungen')[number // 8 % 2]}",
            measure=f"M{measure}",
            creditor=("Stadtwerke Musterstadt", "Ing.-Büro Weiß", "Druckerei Kurz")[number % 3],
            procurement_id="procurement-1" if measure == 2 else None,
            drawdown_id=CALL if paid_on < date(2026, 1, 1) and not waiting else None,
        )


def tell_order(
    stream: Stream, number: int = 900, cents: int = 25_000_000, on: date = date(2026, 3, 2)
) -> None:
    """An order that is not invoiced yet."""
    effects = (Effect(on, "committed", cents), Effect(on, "expected_eligible", cents))
    stream.row(
        budget.ExpenditureRecorded,
        number,
        kind="order",
        gross=cents,
        paid_on=None,
        status="committed",
        effects=effects,
        line="2.2 Leistungen",
        measure="M2",
        procurement_id="procurement-1",
    )


def call(
    drawdown_id: str, number: int, period: str, status: str, **changes: object
) -> DrawdownSnapshot:
    """A call for funds."""
    values: dict[str, object] = {
        "drawdown_id": drawdown_id,
        "grant_id": GRANT,
        "number": number,
        "period": period,
        "kind": "interim",
        "status": status,
        "cumulative_eligible_cents": 150_000_000,
        "entitlement_cents": 97_500_000,
        "previously_called_cents": 0,
        "amount_cents": 97_500_000,
        "approved_cents": None,
        "received_cents": None,
        "released_on": None,
        "submitted_on": None,
        "decided_on": None,
        "received_on": None,
        "expenditure_count": 30,
        "gates": grant().gates,
        "rule_pack": "kfw436-2020",
        "rule_pack_version": "3",
        "opening": False,
    }
    return DrawdownSnapshot(**(values | changes))  # type: ignore[arg-type]


def tell_calls(stream: Stream) -> None:
    """One call that was paid, one that is a draft with three rows."""
    paid = call(
        CALL, 1, "2025-H2", "received",
        released_on=date(2026, 1, 12), submitted_on=date(2026, 1, 15), decided_on=date(2026, 2, 2),
        approved_cents=97_500_000, received_cents=97_500_000, received_on=date(2026, 2, 20),
    )  # fmt: skip
    stream.tell(budget.DrawdownReceived(drawdown=paid), f"drawdown/{CALL}")
    ids = (row_id(46), row_id(47), row_id(48))
    stream.tell(budget.DrawdownRowsListed(OPEN_CALL, GRANT, 1, 1, ids), f"drawdown/{OPEN_CALL}")
    draft = call(
        OPEN_CALL, 2, "2026-H1", "draft", previously_called_cents=97_500_000,
        cumulative_eligible_cents=180_000_000, entitlement_cents=117_000_000,
        amount_cents=19_500_000, expenditure_count=3,
    )  # fmt: skip
    stream.tell(budget.DrawdownDrafted(drawdown=draft), f"drawdown/{OPEN_CALL}")


def tell_reversed_pair(stream: Stream) -> None:
    """A voucher reversed before any call took it, and its replacement."""
    on, gross = date(2026, 1, 20), 222_222
    stream.row(budget.ExpenditureRecorded, 500, gross=gross, paid_on=on, measure="M1",
               line="1.2 Leistungen", status="recorded", reversed_by=row_id(501))  # fmt: skip
    effects = tuple(Effect(one.on, one.kind, -one.cents) for one in paid_effects(on, gross, gross))
    stream.row(budget.ExpenditureReversed, 501, kind="reversal", gross=-gross, effects=effects,
               paid_on=on, measure="M1", line="1.2 Leistungen", status="recorded",
               reversal_of=row_id(500),
               extra={"original_id": row_id(500), "reason": "falsche Maßnahme"})  # fmt: skip


def tell_income(stream: Stream) -> None:
    """Money tied to the purpose."""
    stream.tell(
        budget.IncomeRecorded("in-1", GRANT, "private", "Sparkassenstiftung", date(2026, 2, 2),
                              1_000_000, "M6"),
        "income/in-1",
    )  # fmt: skip


def tell_everything(stream: Stream, vouchers: int = 48) -> None:
    """The whole story, as of April 2026."""
    tell_users(stream)
    tell_grant(stream)
    stream.at = datetime(2026, 4, 2, 6, 0, tzinfo=UTC)
    tell_vouchers(stream, vouchers)
    tell_order(stream)
    tell_reversed_pair(stream)
    tell_income(stream)
    tell_calls(stream)
    tell_statuses(stream)
    tell_statements(stream)
    tell_personnel(stream)
    tell_registers(stream)
    tell_audit(stream)
