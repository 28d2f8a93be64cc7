"""What the ledger says of a voucher: accounts, hands, owed tax."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pytest_bdd import then, when

from contracts.schema import to_payload
from services.budget.domain.assignment import parse_assignments
from tests.driver import AUDITOR, OFFICER, Answer, House
from tests.steps.notation import step

LISTED = {
    "Belegnummer": "B-77",
    "Kreditor": "Muster GmbH",
    "Rechnungsnummer": "R-77",
    "Rechnungsdatum": "01.04.2026",
    "Vertragsdatum": "02.02.2026",
    "Leistung von": "01.03.2026",
    "Leistung bis": "31.03.2026",
    "Zahlungsdatum": "15.04.2026",
    "Brutto": "1.000,00",
    "MwSt": "0,00",
    "Kostenposition": "Beratung",
    "Maßnahme": "M-1",
    "Zweck": "Beratung",
    "Angewiesen von": "P-1",
    "Gebucht von": "P-2",
    "Freigabe 1": "P-3",
    "Freigabe 2": "P-4",
    "Kontierungen": "01.11.05 / 5291000 / 4711 / / 2026 = 600,00 | "
    "01.11.06 / 5291000 / / I-7 / 2026 = 400,00",
}
EMPTY = (
    "Skonto;Sicherheitseinbehalt;Zahlbetrag;Zahlungsreferenz;Auftragsnummer;Bezugsbeleg;"
    "Haushaltsjahr;Produkt;Sachkonto;Kostenstelle;Sachlich festgestellt von;"
    "Sachlich festgestellt am;Rechnerisch festgestellt von;Rechnerisch festgestellt am"
)


@when(
    step('ich eine Ausgabe über {amount:Betrag} erfasse mit den Kontierungen "{text}"'),
    target_fixture="response",
)
def enter_assigned(house: House, grant_id: str, amount: int, text: str) -> Answer:
    parts = to_payload(parse_assignments(text))
    return house.enter(grant_id, gross_cents=amount, assignments=parts)


@when("ich die Liste mit Kontierungen einlese", target_fixture="listed")
def import_assigned(house: House, grant_id: str) -> dict[str, Any]:
    lines = [";".join([*LISTED, EMPTY]), ";".join([*LISTED.values(), ";" * EMPTY.count(";")])]
    path = f"/grants/{grant_id}/imports?profile=finanz-csv-kontierung"
    file = (BytesIO("\r\n".join(lines).encode()), "liste.csv")
    preview = house.budget(OFFICER, "POST", path, files={"file": file}).expect(200, 201)
    assert preview.body["rejected"] == [], preview.body
    house.budget(OFFICER, "POST", f"/imports/{preview.body['import_id']}/commit").expect(200)
    page = house.budget(AUDITOR, "GET", f"/grants/{grant_id}/expenditures").expect(200)
    found: dict[str, Any] = page.body["items"][0]
    return found


@then(step("hat die Ausgabe {count:d} Kontierungen"))
def has_assignments(listed: dict[str, Any], count: int) -> None:
    assert len(listed["assignments"]) == count
    assert sum(one["amount_cents"] for one in listed["assignments"]) == listed["gross_cents"]


@then(step("ist die Zahl der Hinweise nach {rule} {count:d}"))
def number_of_warnings(response: Answer, rule: str, count: int) -> None:
    assert [one["rule"] for one in response.body["violations"]].count(rule) == count


@then(step("steht in der Berechnung ein Schritt nach {rule} über {amount:Betrag}"))
def has_step(response: Answer, rule: str, amount: int) -> None:
    assert (rule, amount) in {(one["rule"], one["amount_cents"]) for one in response.body["steps"]}
