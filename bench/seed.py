"""Users, grants, measures and plans for a measurement, through the JSON API."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.load import Connection, request_bytes
from services import host
from services.budget.store.user import find_user_by_login
from services.budget.usecases.sample_users import SAMPLE_USERS, create_sample_users
from services.budget.usecases.token import issue_token
from shared.occasion import Occasion
from shared.settings import Settings

MEASURE, LINE = "M-1", "Beratung"
OFFICER, FINANCE, FUNCTIONAL, AUDITOR = (
    "sachbearbeitung",
    "kaemmerei",
    "administration",
    "pruefung",
)


def tokens(environment: Mapping[str, str], directory: Path) -> dict[str, str]:
    """Makes the sample users of a budget database; a bearer token per log-in."""
    house = host.build(Settings.from_env(environment), ["budget"])
    by, made = Occasion("system", datetime.now(UTC)), {}
    try:
        with house.ports["budget"].sessions.write() as session:
            create_sample_users(session, directory / "passwords.txt", by=by)
            for login in SAMPLE_USERS:
                user = find_user_by_login(session, login)
                if user is None:
                    raise LookupError(login)
                made[login] = issue_token(session, user.access.user_id, 30, by=by)
    finally:
        house.close()
    return made


class Speaker:
    """Sends commands to a running budget service, one after the other."""

    def __init__(self, port: int, held: Mapping[str, str]) -> None:
        self._port, self._tokens, self._connection = port, held, Connection(port)

    def send(self, user: str, path: str, body: Any = None, expected: int = 201) -> Any:
        """A POST; raises UnexpectedAnswer."""
        data = b"{}" if body is None else json.dumps(body).encode()
        url = f"/budget/api/v1{path}"
        request = request_bytes("POST", url, port=self._port, token=self._tokens[user], body=data)
        return json.loads(self._connection.ask(request, expected) or b"null")


def award(speaker: Speaker, grant_id: str) -> None:
    """A confirmed grant with one measure and a released plan of one line."""
    span = {"period_start": "2025-01-01", "period_end": "2030-12-31"}
    path = f"/grants/{grant_id}"
    speaker.send(FUNCTIONAL, "/grants", _grant(grant_id) | span)
    speaker.send(FINANCE, f"{path}/confirmation", expected=200)
    speaker.send(OFFICER, f"{path}/measures", _measure() | span)
    plan = speaker.send(OFFICER, f"{path}/plan-versions", _plan())
    speaker.send(FINANCE, f"{path}/plan-versions/{plan['version']}/release", expected=200)


def _grant(grant_id: str) -> dict[str, Any]:
    return {
        "grant_id": grant_id,
        "programme_id": "MPSC",
        "title": f"Messung {grant_id}",
        "phase": "A",
        "award_notice_number": f"436-{grant_id}",
        "award_date": "2025-01-01",
        "funding_rate_bp": 6500,
        "max_eligible_cents": 10**12,
        "max_grant_cents": None,
        "earliest_contract_date": "2025-01-01",
        "rule_pack": "kfw436-2020",
        "rule_settings": {},
    }


def _measure() -> dict[str, Any]:
    return {
        "measure_id": MEASURE,
        "title": "Maßnahme",
        "action_field": "Verwaltung",
        "participation_origin": "Denklabor",
        "lead": "projektleitung",
        "strategy_reference": "Kapitel 4",
    }


def _plan() -> dict[str, Any]:
    amount = 10**11
    line = {
        "budget_line": LINE,
        "measure_id": MEASURE,
        "category": "SACH",
        "planned_cents": amount,
        "years": {"2026": amount},
    }
    own = {"source_kind": "own", "source": "Stadt", "amount_cents": amount}
    return {
        "basis": "award",
        "reason": "Bescheid",
        "reference": "Az. 1",
        "lines": [line],
        "funding": [own],
    }


def vouchers(first: int, count: int) -> Iterator[dict[str, Any]]:
    """Paid invoices of 50 creditors, no two alike."""
    for number in range(first, first + count):
        yield {
            "budget_line": LINE,
            "measure_id": MEASURE,
            "creditor": f"Muster {number % 50} GmbH",
            "purpose": "Beratung im Projekt",
            "gross_cents": 10_000 + number,
            "vat_cents": 0,
            "contract_date": "2026-02-02",
            "service_from": "2026-03-01",
            "service_to": "2026-03-31",
            "voucher_number": f"B-{number}",
            "invoice_number": f"R-{number}",
            "invoice_date": "2026-04-01",
            "payment_date": "2026-04-15",
            "payment_reference": f"Z-{number}",
        }
