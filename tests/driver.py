"""What a user can do, in users' words: the only HTTP client of the features.

`House` runs all services in one process on files of its own and speaks HTTP to them. It knows ids,
tokens and defaults, so that a step is one sentence.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app

from shared.clock import FixedClock
from shared.service import ServicePorts
from shared.settings import Settings
from tests.answer import Answer
from tests.named_values import demand_advice, demand_values
from tests.one_app import OneApp
from tests.prepared_house import noon, settled_by_hand

TODAY = date(2026, 8, 3)
SAMPLE_INVOICES = Path(__file__).parent / "samples" / "invoices"
OFFICER, FACTUAL, ARITHMETICAL = "sachbearbeitung", "sachlich", "rechnerisch"
FINANCE, PROGRAMME, AUDITOR = "kaemmerei", "programmleitung", "pruefung"


class House:
    """All services on a copy of a prepared directory; `today` is the day everybody believes."""

    def __init__(
        self, template: Path, directory: Path, tokens: Mapping[str, str], app: OneApp | None = None
    ) -> None:
        shutil.copytree(template, directory, dirs_exist_ok=True)
        self.settings = Settings.from_env({"DATA_DIR": str(directory)})
        self.clock = FixedClock(noon(TODAY))
        self._tokens = tokens
        self._house = settled_by_hand(self.settings, self.clock)
        self._app = app.plugged_into(self.settings, self._house.ports) if app else self._house.app()
        self._pump = self._house.pump()
        self._client: FlaskClient = self._app.test_client()
        self.grants: dict[str, dict[str, Any]] = {}
        self._vouchers = 0

    def close(self) -> None:
        self._house.close()

    @property
    def app(self) -> Flask:
        """The running app, for what is no call of a user (cookies, raw bodies)."""
        return self._app

    def ports(self, service: str) -> ServicePorts:
        """One of the running services."""
        return self._house.ports[service]

    # --- speaking --------------------------------------------------------------------------

    def call(
        self,
        user: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        files: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request of one user; `files` are multipart fields."""
        options: dict[str, Any] = {"json": body} if body is not None else {}
        if files is not None:
            options = {"data": dict(files), "content_type": "multipart/form-data"}
        if query is not None:
            options["query_string"] = dict(query)
        response = self._client.open(
            path,
            method=method,
            headers={"Authorization": f"Bearer {self._tokens[user]}", **(headers or {})},
            base_url="http://127.0.0.1",
            buffered=True,  # reads what is streamed and closes the file behind it
            **options,
        )
        body = response.get_json(silent=True)
        demand_values(body)
        demand_advice(body)
        return Answer(response.status_code, body, dict(response.headers), response.data)

    def send_raw(self, user: str, path: str, body: bytes, kind: str) -> Answer:
        """A POST with exactly these bytes and this content type."""
        return self.stream_raw(user, path, BytesIO(body), kind, length=len(body))

    def stream_raw(
        self, user: str, path: str, stream: Any, kind: str, *, length: int | None
    ) -> Answer:
        """A POST with a body as a server hands it over; without `length` it comes in chunks."""
        environ = create_environ(path, "http://127.0.0.1", method="POST")
        environ["CONTENT_TYPE"] = kind
        environ["HTTP_AUTHORIZATION"] = f"Bearer {self._tokens[user]}"
        environ["wsgi.input"] = stream
        environ["wsgi.input_terminated"] = length is None
        if length is not None:
            environ["CONTENT_LENGTH"] = str(length)
        chunks, status, headers = run_wsgi_app(self._app, environ, buffered=True)
        data = b"".join(chunks)
        is_json = "json" in headers.get("Content-Type", "")
        return Answer(
            int(status.split()[0]), json.loads(data) if is_json else None, dict(headers), data
        )

    def budget(self, user: str, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """A call of the budget API; `path` without the prefix."""
        return self.call(user, method, f"/budget/api/v1{path}", body, **more)

    def settle(self) -> None:
        """Lets everything written reach the log and the reports."""
        self._pump.settle()

    def go_to(self, day: date) -> None:
        """From now on it is this day."""
        self.clock.at = noon(day)

    # --- grants ----------------------------------------------------------------------------

    def award(self, grant_id: str, phase: str, start: date, end: date, **terms: Any) -> Answer:
        """A confirmed grant with one measure `M-1`; day one is the award."""
        body = {
            "grant_id": grant_id,
            "programme_id": "MPSC",
            "title": f"Modellprojekt Phase {phase}",
            "phase": phase,
            "award_notice_number": f"436-{grant_id}",
            "award_date": start.isoformat(),
            "funding_rate_bp": 6500,
            "max_eligible_cents": 1_300_000_000,
            "max_grant_cents": None,
            "period_start": start.isoformat(),
            "period_end": end.isoformat(),
            "earliest_contract_date": start.isoformat(),
            "rule_pack": "kfw436-2020",
            "rule_settings": {},
        } | terms
        answer = self.budget("administration", "POST", "/grants", body)
        if answer.status != 201:
            return answer
        self.budget(FINANCE, "POST", f"/grants/{grant_id}/confirmation").expect(200)
        self.grants[grant_id] = body
        self.add_measure(grant_id, "M-1").expect(201)
        return answer

    def add_measure(self, grant_id: str, measure_id: str, **more: Any) -> Answer:
        """A measure over the whole period of the grant."""
        grant = self.grants[grant_id]
        body = {
            "measure_id": measure_id,
            "title": f"Maßnahme {measure_id}",
            "action_field": "Verwaltung",
            "participation_origin": "Denklabor",
            "lead": "projektleitung",
            "period_start": grant["period_start"],
            "period_end": grant["period_end"],
            "strategy_reference": "Kapitel 4",
            "charta_reference": "Leitlinie 1",
        } | more
        return self.budget(OFFICER, "POST", f"/grants/{grant_id}/measures", body)

    def plan(
        self,
        grant_id: str,
        lines: Mapping[str, int],
        basis: str = "award",
        funding: Sequence[Mapping[str, Any]] | None = None,
        release: bool = True,
        categories: Mapping[str, str] | None = None,
        reason: str = "Bescheid",
    ) -> Answer:
        """A plan version with these lines (cents), own money covering it unless said otherwise."""
        total = sum(lines.values())
        body = {
            "basis": basis,
            "reason": reason,
            "reference": "Az. 1",
            "lines": [
                {
                    "budget_line": name,
                    "measure_id": "M-1",
                    "category": (categories or {}).get(name, "SACH"),
                    "planned_cents": cents,
                    "years": {"2026": cents},
                }
                for name, cents in lines.items()
            ],
            "funding": funding
            or [{"source_kind": "own", "source": "Stadt", "amount_cents": total}],
        }
        answer = self.budget(OFFICER, "POST", f"/grants/{grant_id}/plan-versions", body)
        if answer.status == 201 and release:
            version = answer.body["version"]
            self.budget(
                FINANCE, "POST", f"/grants/{grant_id}/plan-versions/{version}/release"
            ).expect(200)
        return answer

    def file_evidence(self, grant_id: str, kind: str, decided_on: date, **more: Any) -> Answer:
        """A decision or approval on file."""
        body = {"kind": kind, "decided_on": decided_on.isoformat(), "reference": "Az. 2", **more}
        return self.budget(OFFICER, "POST", f"/grants/{grant_id}/evidence", body)

    # --- expenditures ----------------------------------------------------------------------

    def expenditure_body(self, **fields: Any) -> dict[str, Any]:
        """A paid March invoice of 1.190,00 €, all in order; `None` leaves a field out."""
        self._vouchers += 1
        body: dict[str, Any] = {
            "budget_line": "Beratung",
            "measure_id": "M-1",
            "creditor": "Muster GmbH",
            "purpose": "Beratung",
            "gross_cents": 119_000,
            "vat_cents": 0,
            "contract_date": "2026-02-02",
            "service_from": "2026-03-01",
            "service_to": "2026-03-31",
            "voucher_number": f"B-{self._vouchers}",
            "invoice_number": f"R-{self._vouchers}",
            "invoice_date": "2026-04-01",
            "payment_date": "2026-04-15",
            "payment_reference": f"Z-{self._vouchers}",
        } | fields
        return {name: value for name, value in body.items() if value is not None}

    def enter(self, grant_id: str, *, dry_run: bool = False, **fields: Any) -> Answer:
        """The grant officer enters an expenditure."""
        query = "?dry_run=true" if dry_run else ""
        path = f"/grants/{grant_id}/expenditures{query}"
        return self.budget(OFFICER, "POST", path, self.expenditure_body(**fields))

    def certify(self, user: str, expenditure_id: str, kind: str) -> Answer:
        """One certification."""
        path = f"/expenditures/{expenditure_id}/certifications"
        return self.budget(user, "POST", path, {"kind": kind})

    def file_voucher(self, expenditure_id: str, kind: str = "voucher") -> Answer:
        """A file at an expenditure."""
        path = f"/expenditures/{expenditure_id}/documents"
        content = BytesIO(f"%PDF-1.4 Beleg {expenditure_id}".encode())
        files = {"file": (content, "beleg.pdf", "application/pdf"), "kind": kind}
        return self.budget(OFFICER, "POST", path, files=files)

    def complete(self, expenditure_id: str) -> None:
        """Voucher on file and both certifications: claimable, if the rules allow it."""
        self.file_voucher(expenditure_id).expect(200, 201)
        self.certify(FACTUAL, expenditure_id, "factual").expect(200, 201)
        self.certify(ARITHMETICAL, expenditure_id, "arithmetical").expect(200, 201)

    def enter_claimable(self, grant_id: str, **fields: Any) -> dict[str, Any]:
        """An expenditure that waits for nothing but the next call."""
        entered = self.enter(grant_id, **fields).expect(201).body
        self.complete(entered["expenditure_id"])
        return self.expenditure(entered["expenditure_id"])

    def expenditure(self, expenditure_id: str) -> dict[str, Any]:
        """The expenditure as it stands."""
        found: dict[str, Any] = (
            self.budget(AUDITOR, "GET", f"/expenditures/{expenditure_id}").expect(200).body
        )
        return found

    def balance(self, grant_id: str, as_of: date | None = None) -> dict[str, Any]:
        """All sums as of a day."""
        query = f"?as_of={as_of.isoformat()}" if as_of else ""
        found: dict[str, Any] = (
            self.budget(AUDITOR, "GET", f"/grants/{grant_id}/balance{query}").expect(200).body
        )
        return found

    # --- intake ----------------------------------------------------------------------------

    def sample_invoice(self, name: str, *, leitweg_id: str | None = None) -> bytes:
        """The bytes of a sample invoice, with another buyer reference if one is given."""
        content = (SAMPLE_INVOICES / name).read_bytes()
        if leitweg_id is None:
            return content
        pattern = rb"(<cbc:BuyerReference>)[^<]*"
        return re.sub(pattern, rb"\g<1>" + leitweg_id.encode(), content)

    def drop_invoice(self, grant_id: str, content: bytes) -> Answer:
        """The officer drops an e-invoice."""
        files = {"file": (BytesIO(content), "rechnung.xml", "application/xml")}
        return self.budget(OFFICER, "POST", f"/grants/{grant_id}/invoices", files=files)

    def preview_list(self, grant_id: str, content: BytesIO) -> Answer:
        """The officer uploads the list of the finance system."""
        path = f"/grants/{grant_id}/imports?profile=finanz-csv"
        return self.budget(OFFICER, "POST", path, files={"file": (content, "liste.csv")})

    def import_list(self, grant_id: str, content: BytesIO) -> Answer:
        """Preview and commit; the answer is that of the preview."""
        preview = self.preview_list(grant_id, content).expect(200, 201)
        self.budget(OFFICER, "POST", f"/imports/{preview.body['import_id']}/commit").expect(
            200, 202
        )
        return preview

    # --- reports ---------------------------------------------------------------------------

    def draft_report(self, grant_id: str, type_: str, period: str) -> Answer:
        """The officer drafts a report after everything has arrived, a minute later: what the day
        itself brought (deadlines, interest) is signed by then."""
        self.settle()
        self.clock.at += timedelta(minutes=1)
        self.settle()
        path = f"/reporting/api/v1/grants/{grant_id}/reports"
        return self.call(OFFICER, "POST", path, {"type": type_, "period": period})

    def download(self, report_id: str, extension: str) -> bytes:
        """The bytes of one form of a report."""
        path = f"/reporting/api/v1/reports/{report_id}/document.{extension}"
        return self.call(AUDITOR, "GET", path).expect(200).data

    # --- calls -----------------------------------------------------------------------------

    def draft_call(self, grant_id: str, period: str, kind: str = "interim") -> Answer:
        """The grant officer drafts a call for funds."""
        path = f"/grants/{grant_id}/drawdowns"
        return self.budget(OFFICER, "POST", path, {"period": period, "kind": kind})

    def release_call(self, drawdown_id: str, user: str = FINANCE) -> Answer:
        """A second person releases the call."""
        return self.budget(user, "POST", f"/drawdowns/{drawdown_id}/release")

    # --- the trail -------------------------------------------------------------------------

    def trail(self, **filters: str) -> list[dict[str, Any]]:
        """Entries of the log, newest last, after everything has arrived."""
        self.settle()
        query = "&".join(f"{name}={value}" for name, value in filters.items())
        answer = self.call(AUDITOR, "GET", f"/audit/api/v1/entries?{query}").expect(200)
        found: list[dict[str, Any]] = answer.body["items"]
        return found
