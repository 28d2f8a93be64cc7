"""A small grant in full life, entered through the forms: what the pages of the tests show."""

from __future__ import annotations

import io
from pathlib import Path

from tests.browser.living_house import LivingHouse

GRANT = "MPSC-B"
AT = f"/budget/zuwendungen/{GRANT}"

PLAN = """\
Personal Projektbüro; M-01; Personalausgaben; 600.000,00; 2025=300.000,00; 2026=300.000,00
Beteiligung und Veranstaltungen; M-01; Sachausgaben; 150.000,00; 2025=50.000,00; 2026=100.000,00
Sensornetz; M-02; Investitionen; 450.000,00; 2025=150.000,00; 2026=300.000,00
Datenplattform; M-03; Sachausgaben; 800.000,00; 2025=300.000,00; 2026=500.000,00
"""
VOUCHER = Path(__file__).with_name("beleg.pdf")

FUNDING = """\
Zuwendung; Bundesministerium; 1.300.000,00
Eigenmittel; Haushalt der Stadt; 700.000,00
"""


def enter_programme(house: LivingHouse) -> None:
    """Grant, measures, plan, expenditures in several states; one call."""
    _enter_grant(house)
    _enter_plan(house)
    _enter_expenditures(house)
    house.settle()


def _enter_grant(house: LivingHouse) -> None:
    house.act(
        "administration",
        "/budget/zuwendungen/neu",
        grant_id=GRANT,
        programme_id="MPSC",
        title="Modellprojekt Smart City, Phase B",
        phase="B",
        award_notice_number="SC-2025-0815",
        award_date="01.02.2025",
        funding_rate_bp="65",
        max_eligible_cents="2.000.000,00",
        max_grant_cents="1.300.000,00",
        period_start="01.02.2025",
        period_end="31.12.2029",
        earliest_contract_date="01.02.2025",
        rule_pack="kfw436-2020",
    )
    house.act("kaemmerei", f"{AT}/bestaetigung")
    for measure_id, title, origin in (
        ("M-01", "Digitales Stadtforum", "Stadtforum 2024, Bürgeridee 12"),
        ("M-02", "Sensornetz für Hitze und Starkregen", "Online-Beteiligung Klima, Vorschlag 3"),
        ("M-03", "Offene Datenplattform", "Werkstatt Daten, Ergebnis 1"),
    ):
        house.act(
            "sachbearbeitung",
            f"{AT}/massnahmen/neu",
            measure_id=measure_id,
            title=title,
            action_field="Stadt gestalten",
            participation_origin=origin,
            lead="projektleitung",
            period_start="01.02.2025",
            period_end="31.12.2028",
            strategy_reference="Strategie, Kapitel 4",
        )
    for kind in (
        "council_decision",
        "committee_decision",
        "ministry_approval",
        "phase_b_documents",
    ):
        house.act(
            "sachbearbeitung",
            f"{AT}/nachweise",
            kind=kind,
            decided_on="15.01.2025",
            reference=f"Vorlage {kind[:4].upper()}/2025",
        )


def _enter_plan(house: LivingHouse) -> None:
    house.act(
        "sachbearbeitung",
        f"{AT}/plan/fassungen/neu",
        basis="award",
        reason="Plan laut Bescheid",
        lines=PLAN,
        funding=FUNDING,
    )
    house.act("kaemmerei", f"{AT}/plan/fassungen/1/freigabe")
    house.act(
        "projektleitung",
        f"{AT}/massnahmen/M-02/stand",
        period="2025-Q4",
        light="amber",
        reason="Die Lieferung der Sensoren verzögert sich um sechs Wochen.",
        milestones="Ausschreibung; 01.06.2025; 20.05.2025\nAufbau; 30.06.2026",
        risk="Frost im Winter",
        decision_needed="Standorte im Stadtwald",
    )


def expenditure(number: int, **changed: str) -> dict[str, str]:
    """The fields of one entry."""
    line, measure = (
        ("Beteiligung und Veranstaltungen", "M-01"),
        ("Sensornetz", "M-02"),
        ("Datenplattform", "M-03"),
    )[number % 3]
    return {
        "action": "show",
        "creditor": ("Muster Messtechnik GmbH", "Agentur Beispiel OHG", "Datenwerk eG")[number % 3],
        "invoice_number": f"R-2025-{number:03d}",
        "invoice_date": f"{number:02d}.09.2025",
        "voucher_number": f"B-{number:04d}",
        "gross_cents": f"{number}.190,50",
        "vat_cents": f"{number * 190},08",
        "purpose": f"Leistung für Abschnitt {number}",
        "service_from": "01.07.2025",
        "service_to": "31.08.2025",
        "budget_line": line,
        "measure_id": measure,
        "contract_date": "15.05.2025",
        "payment_date": f"{number + 12:02d}.09.2025",
        "payment_reference": f"Z-{number}",
        **changed,
    }


def _enter_expenditures(house: LivingHouse) -> None:
    new = f"{AT}/ausgaben/neu"
    rows = []
    for number in range(1, 9):
        at = house.act("sachbearbeitung", new, **expenditure(number))
        rows.append(at)
        file_voucher(house, at)
    house.act(
        "sachbearbeitung",
        new,
        **expenditure(
            30,
            gross_cents="119.000,00",
            invoice_number="",
            invoice_date="",
            voucher_number="",
            payment_date="",
            payment_reference="",
            budget_line="Sensornetz",
            measure_id="M-02",
            purpose="Rahmenauftrag Sensoren",
        ),
    )
    for at in rows[:5]:
        house.act("sachlich", f"{at}/feststellung", kind="factual")
        house.act("rechnerisch", f"{at}/feststellung", kind="arithmetical")
    house.act("sachlich", f"{rows[6]}/rueckgabe", reason="Der Leistungszeitraum fehlt im Beleg.")
    house.act("sachbearbeitung", f"{rows[7]}/storno", reason="doppelt gebucht")


def file_voucher(house: LivingHouse, at: str) -> None:
    house.act(
        "sachbearbeitung",
        f"{at}/dateien",
        kind="voucher",
        file=(io.BytesIO(VOUCHER.read_bytes()), VOUCHER.name),
    )
