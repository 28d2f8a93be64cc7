"""Text of users is text everywhere: on pages, in CSV, in workbooks and in PDFs.

Every text field of the API is filled with the beginning of a formula and with HTML that would make
an element; then everything that shows it is looked at.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.routing import Rule

from services.budget.store.user import find_user_by_login
from services.budget.usecases.sample_users import SAMPLE_USERS
from tests.driver import AUDITOR, FACTUAL, FINANCE, OFFICER, PROGRAMME, House

GRANT = "KFW-1"
HTML = "<evil>&lt;'\">"
GATES = ("council_decision", "committee_decision", "ministry_approval", "phase_b_documents")
REPORTS = {"quarterly": "2026-Q1", "voucher-list": "2026-H1", "voucher-list-summary": "2026-H1",
           "call-package": "2026-H1"}  # fmt: skip
SHOWN = {
    "title", "notice", "creditor", "purpose", "line", "source", "income", "council_decision",
    "voucher_number", "participation_origin", "reason", "milestones", "risk", "decision_needed",
    "plan", "amendment", "no_contract_reason", "file_name", "return", "decision", "submission",
    "storno",
}  # fmt: skip
"""Texts that stand on some page: what nobody shows proves nothing."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def evil(name: str) -> str:
    """A text that is a formula and an element, and says which field it came from."""
    return f"=1+{name}{HTML}"


class World:
    """A house in which every text is evil; `ids` are arguments of routes."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._award()
        entered = house.enter(
            GRANT,
            budget_line=evil("line"),
            **{
                name: evil(name)
                for name in ("creditor", "purpose", "voucher_number", "invoice_number",
                             "payment_reference", "product", "account", "cost_centre", "paid_by",
                             "booked_by", "allocation_reason", "ineligible_reason")
            },
            allocation_bp=9_000,
            ineligible_cents=100,
        ).expect(201).body  # fmt: skip
        house.complete(entered["expenditure_id"])
        drawdown = house.draft_call(GRANT, "2026-H1").expect(201).body
        house.release_call(drawdown["drawdown_id"]).expect(200)
        path = f"/drawdowns/{drawdown['drawdown_id']}"
        sent = {"submitted_on": "2026-08-01", "reference": evil("submission")}
        house.budget(OFFICER, "POST", f"{path}/submission", sent).expect(200)
        decided = {"decided_on": "2026-08-02", "approved_cents": 0, "reason": evil("decision")}
        house.budget(OFFICER, "POST", f"{path}/decision", decided).expect(200)
        returned = self._return_one()
        late = house.enter(GRANT, budget_line=evil("line")).expect(201).body
        reason = {"reason": evil("storno")}
        path = f"/expenditures/{late['expenditure_id']}/reversal"
        house.budget(OFFICER, "POST", path, reason).expect(200, 201)
        house.settle()
        self.reports = {type_: self._report(type_, period) for type_, period in REPORTS.items()}
        house.settle()
        self.ids: dict[str, Any] = {
            "grant_id": GRANT,
            "measure_id": "M-2",
            "expenditure_id": entered["expenditure_id"],
            "drawdown_id": drawdown["drawdown_id"],
            "report_id": self.reports["quarterly"],
            "subject": f"expenditure/{entered['expenditure_id']}",
            "version": 1,
            "sequence": 20,
            "user_id": self.user("kaemmerei").access.user_id,
            "format": "html",
        }
        others = (returned, late["expenditure_id"])
        self.pages_with = (self.ids, *({**self.ids, "expenditure_id": one} for one in others))

    def _award(self) -> None:
        house = self.house
        house.award(
            GRANT,
            "B",
            date(2026, 1, 1),
            date(2027, 12, 31),
            title=evil("title"),
            award_notice_number=evil("notice"),
        ).expect(201)
        measure = {
            "measure_id": "M-2",
            **{name: evil(name) for name in ("title", "action_field", "participation_origin",
                                             "lead", "strategy_reference")},
            "period_start": "2026-01-01",
            "period_end": "2027-12-31",
        }  # fmt: skip
        house.budget(OFFICER, "POST", f"/grants/{GRANT}/measures", measure).expect(201)
        status = {"period": "2026-Q1", "light": "red", **{
            name: evil(name) for name in ("reason", "milestones", "risk", "decision_needed")
        }}  # fmt: skip
        path = f"/measures/M-2/status?grant_id={GRANT}"
        house.budget(OFFICER, "POST", path, status).expect(201)
        own = {"source_kind": "own", "source": evil("source"), "amount_cents": 50_000_000}
        house.plan(GRANT, {evil("line"): 50_000_000}, funding=[own], reason=evil("plan")).expect(
            201
        )
        for kind in GATES:
            house.file_evidence(GRANT, kind, date(2026, 1, 2), reference=evil(kind)).expect(201)
        income = {"source_kind": "private", "source": evil("income"), "received_on": "2026-02-01",
                  "amount_cents": 100}  # fmt: skip
        house.budget(OFFICER, "POST", f"/grants/{GRANT}/incomes", income).expect(201)
        amendment = {
            "reference": evil("amendment"),
            "decided_on": "2026-02-01",
            "valid_from": "2026-02-01",
            "changes": {"period_end": "2028-01-31"},
        }
        house.budget(OFFICER, "POST", f"/grants/{GRANT}/amendments", amendment).expect(201)

    def _return_one(self) -> str:
        """An expenditure with a file that was given back."""
        late = {"contract_date": None, "no_contract_reason": evil("no_contract_reason")}
        entered = self.house.enter(GRANT, budget_line=evil("line"), **late).expect(201).body
        found: str = entered["expenditure_id"]
        file = (io.BytesIO(b"%PDF-1.4 Beleg"), "=1+file_name<evil>&lt;'>.pdf", "application/pdf")
        path = f"/expenditures/{found}"
        self.house.budget(
            OFFICER, "POST", f"{path}/documents", files={"file": file, "kind": "voucher"}
        ).expect(200, 201)
        reason = {"reason": evil("return")}
        self.house.budget(FACTUAL, "POST", f"{path}/return", reason).expect(200)
        return found

    def _report(self, type_: str, period: str) -> str:
        path = f"/reporting/api/v1/grants/{GRANT}/reports"
        body = {"type": type_, "period": period}
        drafted = self.house.call(OFFICER, "POST", path, body).expect(201).body
        path = f"/reporting/api/v1/reports/{drafted['report_id']}/release"
        self.house.call(PROGRAMME, "POST", path, {"names_seen": True}).expect(200)
        found: str = drafted["report_id"]
        return found

    def user(self, login: str) -> Any:
        with self.house.ports("budget").sessions.read() as session:
            return find_user_by_login(session, login)

    def browser(self, login: str) -> FlaskClient:
        """A browser in which that user is logged in."""
        user, client = self.user(login), self.house.app.test_client()
        with client.session_transaction() as cookie:
            cookie["user_id"], cookie["revision"] = (
                user.access.user_id,
                user.access.session_revision,
            )
        return client

    def rendering(self, type_: str, format_: str, part: str = "full") -> bytes:
        path = f"/reporting/api/v1/reports/{self.reports[type_]}/document.{format_}?part={part}"
        return self.house.call(FINANCE, "GET", path).expect(200).data


@pytest.fixture(scope="module")
def world(
    prepared_house: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    template, tokens = prepared_house
    house = House(template, tmp_path_factory.mktemp("evil"), tokens)
    yield World(house)
    house.close()


class Elements(HTMLParser):
    """What a browser would make of a page: its elements and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.handlers: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on") or name == "style"}

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def pages_of(world: World) -> list[str]:
    """Addresses of all pages that can be looked at with what is there."""
    found = []
    for rule in world.house.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and "/api/" not in rule.rule and _known(rule, world):
            with world.house.app.test_request_context():
                found += [
                    rule.build({name: ids[name] for name in rule.arguments})[1]
                    for ids in world.pages_with
                ]
    return sorted(set(found))


def _known(rule: Rule, world: World) -> bool:
    return rule.arguments <= world.ids.keys() and "static" not in rule.endpoint


def test_no_page_makes_an_element_of_a_text(world: World) -> None:
    pages = pages_of(world)
    assert len(pages) > 35
    seen: set[str] = set()
    for login in SAMPLE_USERS:
        browser = world.browser(login)
        for page in pages:
            answer = browser.get(page, follow_redirects=True)
            assert answer.status_code in (200, 403, 404, 503), (login, page, answer.status_code)
            if "html" in answer.content_type:
                found = Elements(answer.text)
                assert "evil" not in found.names, (login, page)
                assert not found.handlers, (login, page)
                seen |= set(re.findall(r"=1\+(\w+)<evil>&lt;'\"?>", found.text))
    # otherwise the test would look past what it is about
    missing = SHOWN - seen
    assert not missing


@pytest.mark.parametrize("type_", REPORTS)
def test_a_report_is_text_in_every_form(world: World, type_: str) -> None:
    assert "evil" not in Elements(world.rendering(type_, "html").decode()).names
    for row in csv.reader(
        io.StringIO(world.rendering(type_, "csv").decode("utf-8-sig")), delimiter=";"
    ):
        for cell in row:
            assert not starts_a_formula(cell), cell
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(world.rendering(type_, "pdf"))).pages
    )
    if type_ != "voucher-list-summary":
        assert "=1+" in "".join(text.split())


def is_ours(formula: str, sheets: list[str]) -> bool:
    """Sums, products and differences of cells, or one cell of a sheet of the same book."""
    place = re.fullmatch(r"=-?'([^'!]+)'![$A-Z0-9]+", formula)
    if place:
        return place[1] in sheets
    return "evil" not in formula and bool(
        re.fullmatch(r"=(SUM|SUBTOTAL|ROUND)\([A-Z0-9:,; $!'*/]+\)|=[A-Z0-9+: -]+", formula)
    )


@pytest.mark.parametrize("type_", REPORTS)
def test_a_workbook_computes_only_our_own_totals(world: World, type_: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(world.rendering(type_, "xlsx")))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert is_ours(str(cell.value), book.sheetnames), cell.value
                assert cell.hyperlink is None


def test_lists_of_budget_are_guarded_like_reports(world: World) -> None:
    answer = world.browser(OFFICER).get(f"/budget/zuwendungen/{GRANT}/ausgaben.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert any("<evil>" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if starts_a_formula(cell)]


def starts_a_formula(cell: str) -> bool:
    """Whether a spreadsheet would compute it; German amounts may be negative."""
    return cell.startswith(FORMULA_STARTS) and not re.fullmatch(r"-[0-9.]+(,[0-9]+)?( %)?", cell)


def test_the_public_part_names_no_creditor(world: World) -> None:
    for format_ in ("pdf", "html", "csv", "json", "xlsx"):
        content = world.rendering("quarterly", format_, "public")
        if format_ == "pdf":
            content = "".join(
                p.extract_text() for p in PdfReader(io.BytesIO(content)).pages
            ).encode()
        assert b"1+creditor" not in content and b"1+purpose" not in content


def test_the_trail_shows_bytes_not_pages(world: World) -> None:
    path = f"/audit/api/v1/history/{world.ids['subject']}"
    sequence = world.house.call(AUDITOR, "GET", path).expect(200).body["items"][0]["sequence"]
    shown = world.house.call(AUDITOR, "GET", f"/audit/api/v1/entries/{sequence}").expect(200)
    assert shown.headers["Content-Type"] == "application/cloudevents+json"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert b"1+creditor" not in shown.data, "names travel sealed"
