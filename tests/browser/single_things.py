"""One thing of every kind that has a page of its own, entered through the forms."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import timedelta

from shared.clock import FixedClock
from tests.browser.living_house import LivingHouse
from tests.browser.programme import AT, GRANT
from tests.integration.budget.test_imports import csv, line
from tests.integration.budget.test_openings import archive

Visits = Mapping[str, tuple[str, str]]
"""Endpoint of a page: who looks at it, and where."""

OFFICER, FINANCE, AUDITOR, ADMIN = "sachbearbeitung", "kaemmerei", "pruefung", "administration"
EMPTY = "MPSC-C"


def enter_single_things(house: LivingHouse) -> Visits:
    """The pages that need an id. The programme must have been entered."""
    return {
        **_lists_and_files(house),
        **_registers(house),
        **_procurement(house),
        **_audit(house),
        **_accounts(house),
        **_rule_pack(house),
        **_report(house),
        **_trail(house),
        **_opening(house),
    }


def _first(house: LivingHouse, user: str, page: str, pattern: str) -> str:
    found = re.search(rf'"({pattern})"', house.client(user).get(page).text)
    assert found, f"{page}: {pattern}"
    return found[1]


def _lists_and_files(house: LivingHouse) -> Visits:
    rows = (io.BytesIO(csv(line(1), line(2, Brutto="1.234"))), "liste.csv")
    listed = house.act(OFFICER, f"{AT}/einlesen", profile="finanz-csv", file=rows)
    row = _first(house, OFFICER, f"{AT}/ausgaben", "/budget/ausgaben/[0-9a-f-]{36}")
    called = house.act(OFFICER, f"{AT}/abrufe", period="2026-H1")
    return {
        "budget_imports.show": (OFFICER, listed),
        "budget_receipt_bundles.show": (AUDITOR, house.act(OFFICER, f"{AT}/belegbuendel")),
        "budget_drawdowns.show": (OFFICER, called),
        "budget_expenditure.show": (OFFICER, row),
        "budget_change.change_form": (OFFICER, f"{row}/aendern"),
        "budget_expenditure.confirm_reversal": (OFFICER, f"{row}/storno"),
        "budget_moving_out.show": (FINANCE, f"{AT}/mitnahme"),
    }


def _registers(house: LivingHouse) -> Visits:
    board = f"{AT}/register/software"
    house.act(OFFICER, board, measure_id="M-03", name="Plattform", status="in_development")
    house.act(
        OFFICER, f"{AT}/inventar", name="Sensorkasten", measure_id="M-02", asset_class="sensors",
        place="Park", responsible_unit="Amt 66", acquired_on="01.03.2026", net_cents="1.000,00",
        vat_cents="190,00", eligible_cents="1.190,00",
    )  # fmt: skip
    entry = _first(house, OFFICER, board, f"{board}/[0-9a-f-]{{36}}")
    item = _first(house, AUDITOR, f"{AT}/inventar", f"{AT}/inventar/[0-9a-f-]{{36}}")
    return {
        "budget_registers.change_form": (OFFICER, entry),
        "budget_inventory_item.show": (OFFICER, item),
    }


def _procurement(house: LivingHouse) -> Visits:
    at = house.act(
        OFFICER, f"{AT}/vergaben/neu", subject="Plattform", measure_id="M-03",
        creditor="Datenwerk GmbH", relation="contract", estimate_net_cents="50.000,00",
        procedure="negotiated", procedure_reason="drei Angebote", contract_date="01.03.2026",
        award_net_cents="49.000,00", clauses=["audit_right"],
    )  # fmt: skip
    return {
        "budget_procurement.show": (OFFICER, at),
        "budget_procurements.change_form": (OFFICER, f"{at}/angaben"),
    }


def _audit(house: LivingHouse) -> Visits:
    opened = {"kind": "in_depth", "scope": "Belege", "limit_cents": "0,01", "draw_count": "0"}
    at = house.act(AUDITOR, f"{AT}/pruefungen", **opened)
    house.act(AUDITOR, f"{at}/feststellung", weight="objection", text="Skonto fehlt")
    return {"budget_audits.show": (AUDITOR, at)}


def _accounts(house: LivingHouse) -> Visits:
    shown = house.send(
        ADMIN, "/budget/benutzer/einladen", display_name="Neue Kollegin", role="committee",
        grant_id="",
    ).text  # fmt: skip
    link = re.search(r"/budget/einladung/[\w-]+", shown)
    assert link
    account = _first(house, ADMIN, "/budget/benutzer", "/budget/benutzer/[0-9a-f-]{36}")
    return {
        "budget_session.invitation_form": ("", link[0]),
        "budget_users.show": (ADMIN, account),
    }


def _rule_pack(house: LivingHouse) -> Visits:
    at = house.act(
        ADMIN, "/budget/regelpakete/komhvo-nrw", key="payment_proof", value="file",
        citation="Erlass", confidence="H", valid_from="31.12.2026", reason="Erlass",
    )  # fmt: skip
    return {"budget_rulepacks.show_change": (FINANCE, at)}


def _report(house: LivingHouse) -> Visits:
    _sign(house)
    place = f"/reporting/zuwendungen/{GRANT}/entwuerfe"
    at = house.act(OFFICER, place, type="quarterly", period="2026-Q2")
    package = house.act(OFFICER, place, type="audit-package", period="2026-Q2")
    return {
        "reporting_audit_files.show": (OFFICER, f"{package}/pruefpaket"),
        "reporting_reports.show": (OFFICER, at),
        "reporting_reports.release_form": (FINANCE, f"{at}/freigabe"),
        "reporting_reports.changes": (OFFICER, f"{at}/aenderungen"),
    }


def _sign(house: LivingHouse) -> None:
    """The log signs at most once a second; a report needs a checkpoint behind all it tells."""
    clock = house.house.ports["budget"].clock
    assert isinstance(clock, FixedClock)
    house.settle()
    clock.at += timedelta(seconds=2)
    house.settle()


def _trail(house: LivingHouse) -> Visits:
    house.settle()
    subject = _first(house, AUDITOR, "/audit/", '/audit/verlauf/[^"]+')
    return {
        "audit.show_history": (AUDITOR, subject),
        "audit_exports.show": (AUDITOR, house.act(AUDITOR, "/audit/auszuege")),
    }


def _opening(house: LivingHouse) -> Visits:
    house.act(
        ADMIN, "/budget/zuwendungen/neu", grant_id=EMPTY, programme_id="MPSC",
        title="Modellprojekt Smart City, Nachtrag", phase="B", award_notice_number="SC-2026-1",
        award_date="01.01.2026", funding_rate_bp="65", max_eligible_cents="1.000.000,00",
        max_grant_cents="650.000,00", period_start="01.01.2026", period_end="31.12.2027",
        earliest_contract_date="01.01.2026", rule_pack="kfw436-2020",
    )  # fmt: skip
    at = f"/budget/zuwendungen/{EMPTY}"
    house.act(FINANCE, f"{at}/bestaetigung")
    for measure_id in ("M1", "M2"):
        house.act(
            OFFICER, f"{at}/massnahmen/neu", measure_id=measure_id, title="Maßnahme",
            action_field="Stadt gestalten", participation_origin="Werkstatt",
            lead="projektleitung", period_start="01.01.2026", period_end="31.12.2027",
            strategy_reference="Kapitel 4",
        )  # fmt: skip
    house.send(OFFICER, f"{at}/uebernahme", file=(archive(), "uebernahme.zip"))
    proposed = house.act(OFFICER, f"{at}/uebernahme/vorschlag")
    return {"budget_openings.show": (FINANCE, proposed)}
