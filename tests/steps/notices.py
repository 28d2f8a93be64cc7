"""Notices to the funder."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import docx
from pypdf import PdfReader
from pytest_bdd import given, then, when

from tests.driver import OFFICER, Answer, House
from tests.steps.deadlines import deadlines
from tests.steps.notation import step


def notices(house: House, grant_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        house.budget(OFFICER, "GET", f"/grants/{grant_id}/notices").expect(200).body["items"]
    )
    return found


def the_notice(house: House, grant_id: str) -> str:
    [one] = notices(house, grant_id)
    found: str = one["notice_id"]
    return found


@then(step("sind {number:d} Mitteilungen offen"))
def are_open(house: House, grant_id: str, number: int) -> None:
    assert [one["status"] for one in notices(house, grant_id)].count("open") == number


@then(step("sind {number:d} Mitteilungen nach {rule} offen"))
def are_open_by_rule(house: House, grant_id: str, number: int, rule: str) -> None:
    found = [one for one in notices(house, grant_id) if one["status"] == "open"]
    assert [one["rule"] for one in found].count(rule) == number


@then(step('zeigt die Liste der Mitteilungen mit "{query}" {number:d}'))
def are_listed(house: House, grant_id: str, query: str, number: int) -> None:
    path = f"/grants/{grant_id}/notices?{query}"
    assert len(house.budget(OFFICER, "GET", path).expect(200).body["items"]) == number


@then(step("ist der Anlass von {number:d} Mitteilungen weggefallen"))
def occasions_gone(house: House, grant_id: str, number: int) -> None:
    assert [one["occasion_gone"] for one in notices(house, grant_id)].count(True) == number


@given(step('eine Ausgabe über {amount:Betrag} auf "{line}", die storniert ist'))
def spend_and_reverse(house: House, grant_id: str, amount: int, line: str) -> None:
    entered = house.enter(grant_id, gross_cents=amount, budget_line=line).expect(201).body
    path = f"/expenditures/{entered['expenditure_id']}/reversal"
    house.budget(OFFICER, "POST", path, {"reason": "doppelt"}).expect(201)


@then(step("ist die Mitteilung nach {rule} bis {day:Datum} zu senden"))
def is_due(house: House, grant_id: str, rule: str, day: date) -> None:
    [one] = [one for one in notices(house, grant_id) if one["rule"] == rule]
    assert one["due_on"] == day.isoformat()


@then(step("nennt die Mitteilung {amount:Betrag}"))
def names_amount(house: House, grant_id: str, amount: int) -> None:
    [one] = notices(house, grant_id)
    assert one["effect_cents"] == amount


@then(step("hat die Mitteilung ihre Frist am {day:Datum}"))
def is_a_deadline(house: House, grant_id: str, day: date) -> None:
    duty = f"notice-{the_notice(house, grant_id)}"
    assert deadlines(house, grant_id)[duty]["due_on"] == day.isoformat()


@given(step('eine neue Planfassung nennt "{source}" als Finanzierungsquelle'))
def new_source(house: House, grant_id: str, source: str) -> None:
    funding = [
        {"source_kind": "own", "source": "Stadt", "amount_cents": 100_000},
        {"source_kind": "other_public", "source": source, "amount_cents": 100_000},
    ]
    lines = {"Beratung": 100_000, "Reisen": 100_000}
    house.plan(grant_id, lines, basis="change_approved", funding=funding).expect(201)


@given(step('eine neue Planfassung allein mit {amount:Betrag} auf "{line}"'))
def smaller_plan(house: House, grant_id: str, amount: int, line: str) -> None:
    house.plan(grant_id, {line: amount}, basis="change_approved").expect(201)


@given(step('eine neue Planfassung mit {amount:Betrag} auf "{line}"'))
def other_plan(house: House, grant_id: str, amount: int, line: str) -> None:
    lines = {line: amount, "Reisen": 100_000}
    house.plan(grant_id, lines, basis="change_approved").expect(201)


@given(step('eine Ausgabe über {amount:Betrag} auf "{line}"'))
def spend(house: House, grant_id: str, amount: int, line: str) -> None:
    house.enter(grant_id, gross_cents=amount, budget_line=line).expect(201)


@given(step('"{user}" hat für "{measure}" "{kind}" gemeldet'))
@when(step('"{user}" für "{measure}" meldet "{kind}"'), target_fixture="response")
def report(house: House, grant_id: str, user: str, measure: str, kind: str) -> Answer:
    body = {"kind": kind, "description": "Der Partner hat abgesagt."}
    path = f"/measures/{measure}/changes?grant_id={grant_id}"
    return house.budget(user, "POST", path, body)


@when(step('"{user}" für "{measure}" ohne Beschreibung meldet'), target_fixture="response")
def report_nothing(house: House, grant_id: str, user: str, measure: str) -> Answer:
    path = f"/measures/{measure}/changes?grant_id={grant_id}"
    return house.budget(user, "POST", path, {"kind": "scope", "description": " "})


@when(
    step('"{user}" für "{measure}" im Quartal {period} "{light}" meldet'),
    target_fixture="response",
)
def light(house: House, grant_id: str, user: str, measure: str, period: str, light: str) -> Answer:
    body = {"period": period, "light": light, "reason": "Der Bau ruht."}
    path = f"/measures/{measure}/status?grant_id={grant_id}"
    return house.budget(user, "POST", path, body).expect(201)


@when("ich die Bücher auf Anlässe durchsehe", target_fixture="response")
def check(house: House, grant_id: str) -> Answer:
    return house.budget(OFFICER, "POST", f"/grants/{grant_id}/notice-checks").expect(200)


@given(step("die Mitteilung ist am {day:Datum} versandt"))
def sent(house: House, grant_id: str, day: date) -> None:
    send(house, grant_id, day).expect(200)


@when(step("ich die Mitteilung am {day:Datum} versende"), target_fixture="response")
def send(house: House, grant_id: str, day: date) -> Answer:
    body = {"sent_on": day.isoformat(), "reference": "Az. 11"}
    return house.budget(OFFICER, "POST", f"/notices/{the_notice(house, grant_id)}/sending", body)


@when(step("ich die Antwort vom {day:Datum} ablege"), target_fixture="response")
def answer(house: House, grant_id: str, day: date) -> Answer:
    body = {"answered_on": day.isoformat(), "answer": "Zur Kenntnis genommen."}
    return house.budget(OFFICER, "POST", f"/notices/{the_notice(house, grant_id)}/answer", body)


@given(step("die Antwort vom {day:Datum} ist abgelegt"))
def answered(house: House, grant_id: str, day: date) -> None:
    answer(house, grant_id, day).expect(200)


def take_back(house: House, grant_id: str, what: str, reason: str) -> Answer:
    path = f"/notices/{the_notice(house, grant_id)}/{what}-withdrawal"
    return house.budget(OFFICER, "POST", path, {"reason": reason})


@when(step('ich den Versand mit der Begründung "{reason}" zurücknehme'), target_fixture="response")
def take_back_sending(house: House, grant_id: str, reason: str) -> Answer:
    return take_back(house, grant_id, "sending", reason)


@given("der Versand ist zurückgenommen")
def sending_taken_back(house: House, grant_id: str) -> None:
    take_back(house, grant_id, "sending", "Irrtum").expect(200)


@given("die Antwort ist zurückgenommen")
def answer_taken_back(house: House, grant_id: str) -> None:
    take_back(house, grant_id, "answer", "Irrtum").expect(200)


@then(step("steht der zurückgenommene Versand vom {day:Datum} in ihrem Verlauf"))
def stays_visible(house: House, grant_id: str, day: date) -> None:
    [one] = notices(house, grant_id)
    found = [(each["step"], each["on"], each["words"]) for each in one["withdrawals"]]
    assert found == [("sending", day.isoformat(), "Az. 11")]


@given("die Mitteilung ist als entbehrlich begründet")
@when("ich die Mitteilung für entbehrlich halte", target_fixture="response")
def dispense(house: House, grant_id: str) -> Answer:
    path = f"/notices/{the_notice(house, grant_id)}/dispensation"
    return house.budget(OFFICER, "POST", path, {"reason": "Schon im Antrag genannt."}).expect(200)


@given(step('"{user}" hat der Entbehrlichkeit zugestimmt'))
@when(step('"{user}" der Entbehrlichkeit zustimmt'), target_fixture="response")
def agree(house: House, grant_id: str, user: str) -> Answer:
    path = f"/notices/{the_notice(house, grant_id)}/dispensation-confirmation"
    return house.budget(user, "POST", path)


@when(step("ich den Brief des Quartals {period} erzeuge"), target_fixture="response")
def draft_letter(house: House, grant_id: str, period: str) -> Answer:
    return house.draft_report(grant_id, "change-notice", period).expect(201)


@when(step('"{user}" den Brief der Mitteilung als {form} abruft'), target_fixture="response")
def fetch_letter(house: House, grant_id: str, user: str, form: str) -> Answer:
    [one] = notices(house, grant_id)
    path = f"/reporting/api/v1/grants/{grant_id}/notices/{one['notice_id']}/letter.{form}"
    assert one["letter"] is None or one["letter"][form] == path
    house.settle()
    return house.call(user, "GET", path)


@when(step("ich den Brief der Mitteilung nach {rule} als {form} abrufe"), target_fixture="response")
def fetch_letter_by_rule(house: House, grant_id: str, rule: str, form: str) -> Answer:
    [one] = [one for one in notices(house, grant_id) if one["rule"] == rule]
    house.settle()
    return house.call(OFFICER, "GET", one["letter"][form]).expect(200)


@then("steht der Abruf des Briefs im Prüfpfad")
def fetching_is_told(house: House) -> None:
    [_] = house.trail(type="funding.reporting.notice_letter.downloaded.v1", outcome="ok")


@then("nennt die Mitteilung keinen Brief")
def no_letter(house: House, grant_id: str) -> None:
    [one] = notices(house, grant_id)
    assert one["letter"] is None


@then(step('nennt der Brief als {form} "{text}"'))
def letter_says(house: House, response: Answer, form: str, text: str) -> None:
    assert text in letter_text(house, response, form)


@then(step('nennt der Brief als {form} nicht "{text}"'))
def letter_does_not_say(house: House, response: Answer, form: str, text: str) -> None:
    assert text not in letter_text(house, response, form)


def letter_text(house: House, response: Answer, form: str) -> str:
    """The words of a fetched letter, or of a drafted report in one of its forms."""
    is_report = response.data.startswith(b"{")
    content = house.download(response.body["report_id"], form) if is_report else response.data
    if form == "pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    paper = docx.Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])
