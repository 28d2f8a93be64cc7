"""Reports as their readers see them: a cell by its row and column, a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pytest_bdd import then, when

from services.reporting.documents import Document, Row, Table, Value, ValueType, from_json
from shared.money import format_euro, format_percent_bp
from shared.periods import german_date
from tests.driver import FINANCE, OFFICER, Answer, House
from tests.steps.notation import step

_NO_BREAK = "\u00a0"


@when(step('ich den Bericht "{type_}" für {period} erzeuge'), target_fixture="report")
def draft(house: House, grant_id: str, type_: str, period: str) -> Document:
    answer: Answer = house.draft_report(grant_id, type_, period).expect(201)
    body = json.loads(house.download(answer.body["report_id"], "json"))
    document: Document = from_json(Document, body["document"])
    return document


@when(step('ich den Bericht "{type_}" für {period} anfordere'), target_fixture="response")
def ask_for_draft(house: House, grant_id: str, type_: str, period: str) -> Answer:
    return house.draft_report(grant_id, type_, period)


@when("die Kämmerei den Bericht freigibt", target_fixture="response")
def release(house: House, grant_id: str) -> Answer:
    """The newest report of the grant."""
    path = f"/reporting/api/v1/reports/{_newest(house, grant_id)['report_id']}/release"
    return house.call(FINANCE, "POST", path, {"names_seen": True})


@when(step('der Bericht "{type_}" für {period} freigegeben ist'), target_fixture="report_id")
def drafted_and_released(house: House, grant_id: str, type_: str, period: str) -> str:
    report_id: str = house.draft_report(grant_id, type_, period).expect(201).body["report_id"]
    path = f"/reporting/api/v1/reports/{report_id}/release"
    house.call(FINANCE, "POST", path, {"names_seen": True}).expect(200)
    return report_id


@then(step("{says} der öffentliche Teil dem Ausschuss {amount:Betrag}"))
def public_part_says(house: House, report_id: str, says: str, amount: int) -> None:
    """In words or in cents: in the page and the data, or in no form at all."""
    written = format_euro(amount).removesuffix(f"{_NO_BREAK}€")
    spelled = "|".join(re.escape(one) for one in (written, written.replace(".", ""), str(amount)))
    pattern = re.compile(rf"(?<![\d.])(?:{spelled})(?!\d)")
    forms = ("html", "json", "csv")
    found = [form for form in forms if pattern.search(_public(house, report_id, form))]
    assert (found == []) is {"verschweigt": True, "nennt": False}[says], found
    assert says == "verschweigt" or {"html", "json"} <= set(found), found


def _public(house: House, report_id: str, form: str) -> str:
    path = f"/reporting/api/v1/reports/{report_id}/document.{form}?part=public"
    said: str = house.call("ausschuss", "GET", path).expect(200).data.decode()
    return said


@then(step('liest "{user}" den ganzen Bericht {may}'))
def reads_all(house: House, report_id: str, user: str, may: str) -> None:
    path = f"/reporting/api/v1/reports/{report_id}/document.json"
    answer = house.call(user, "GET", path)
    assert answer.status == {"schon": 200, "nicht": 403}[may]
    if answer.status != 200:
        assert answer.codes == {("pay_is_hidden", "PERS-06")}


@then(step('trägt der Entwurf den Hinweis "{code}" nach {rule}'))
def hint_before_release(house: House, grant_id: str, code: str, rule: str) -> None:
    found = _newest(house, grant_id)["running_period"]
    assert [(one["code"], one["rule"], one["severity"]) for one in found] == [
        (code, rule, "warning")
    ]


@then("trägt der Entwurf keinen Hinweis zum Zeitraum")
def no_hint_before_release(house: House, grant_id: str) -> None:
    assert _newest(house, grant_id)["running_period"] == []


def _newest(house: House, grant_id: str) -> dict[str, Any]:
    path = f"/reporting/api/v1/grants/{grant_id}/reports"
    drafts = house.call(OFFICER, "GET", path).expect(200).body["items"]
    newest: dict[str, Any] = max(drafts, key=lambda one: one["created_at"])
    return newest


@when(step("ich den Berichtslauf zum {day:Datum} starte"), target_fixture="response")
def run_schedule(house: House, day: date) -> Answer:
    house.settle()
    body = {"as_of": day.isoformat()}
    return house.call(FINANCE, "POST", "/reporting/api/v1/runs", body)


@then(step("ist der Bericht durch {count:d} Ereignisse überholt"))
def outdated_by(house: House, grant_id: str, count: int) -> None:
    """The newest report of the grant, once reporting has read what came."""
    house.settle()
    path = f"/reporting/api/v1/grants/{grant_id}/reports"
    newest = max(
        house.call(OFFICER, "GET", path).expect(200).body["items"],
        key=lambda one: one["created_at"],
    )
    path = f"/reporting/api/v1/reports/{newest['report_id']}"
    assert house.call(OFFICER, "GET", path).expect(200).body["outdated_by"] == count


@then(step('gibt es keinen Hinderungsgrund "{code}"'))
def not_hindered_by(response: Answer, code: str) -> None:
    assert code not in {one for one, _ in response.codes}, response.body


@then(step('sagt der Bericht nichts von "{text}"'))
def says_nothing_of(report: Document, text: str) -> None:
    assert text not in " ".join(_texts(report))


@then(step('steht im Bericht bei "{row}" unter "{column}" "{value}"'))
def cell_says(report: Document, row: str, column: str, value: str) -> None:
    assert next(_cells(report, row, column)) == value


@then(step('steht im Bericht bei "{row}" unter "{column}" ""'))
def cell_is_empty(report: Document, row: str, column: str) -> None:
    assert next(_cells(report, row, column)) == ""


@then(step('steht im Bericht nichts bei "{row}"'))
def no_row(report: Document, row: str) -> None:
    assert not [one for table in report.tables() for one in table.rows if _name(table, one) == row]


@then(step('sagt der freigegebene Bericht weiter "{text}"'))
def still_says(house: House, report_id: str, text: str) -> None:
    """As it is served now, not as it was."""
    house.settle()
    body = json.loads(house.download(report_id, "json"))
    says(from_json(Document, body["document"]), text)


@then(step('sagt der Bericht "{text}"'))
def says(report: Document, text: str) -> None:
    said = " ".join(_texts(report))
    assert text in said, said


def _cells(report: Document, row: str, column: str) -> Iterator[str]:
    """The cells in this row and column, of each table that has both."""
    for table in report.tables():
        places = [at for at, one in enumerate(table.columns) if one.label == column]
        for one in table.rows if places else ():
            if _name(table, one) == row:
                yield _printed(table.columns[places[0]].type, one.cells[places[0]])


def _name(table: Table, row: Row) -> str:
    at = table.header_index
    return row.label or _printed(table.columns[at].type, row.cells[at])


def _printed(kind: ValueType, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return german_date(value)
    text = str(value)
    if kind is ValueType.MONEY and isinstance(value, int):
        text = format_euro(value)
    if kind is ValueType.PERCENT and isinstance(value, int):
        text = format_percent_bp(value)
    return text.replace(_NO_BREAK, " ").replace("\u2212", "-")


def _texts(report: Document) -> Iterator[str]:
    for block in report.blocks():
        paragraph = getattr(block, "paragraph", block)
        text: str = getattr(paragraph, "text", "")
        yield text.replace(_NO_BREAK, " ")
        for item in getattr(block, "items", ()):
            yield getattr(item, "text", "").replace(_NO_BREAK, " ")
