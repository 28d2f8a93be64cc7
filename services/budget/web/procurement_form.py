"""The form of a procurement file's facts, for opening and for revising one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from flask import request

from services.budget.domain.procurement_entry import NewProcurement
from services.budget.domain.procurement_words import CLAUSES, KINDS, PROCEDURES, RELATIONS
from shared.web.forms import Day, Euro, Form, FormSchema, Percent, Text, Whole, filled_form

LABELS: Final = {
    "subject": "Gegenstand",
    "measure_id": "Maßnahme",
    "creditor": "Auftragnehmer oder Letztempfänger",
    "relation": "Art",
    "estimate_net_cents": "Geschätzter Auftragswert (netto)",
    "kind": "Art des Auftrags",
    "procedure": "Verfahren",
    "procedure_reason": "Begründung des Verfahrens",
    "splitting_reason": "Warum nicht aufgeteilt wurde",
    "bidders_asked": "aufgeforderte Bieter",
    "offers_received": "eingegangene Angebote",
    "contract_date": "Vertrag vom",
    "award_net_cents": "vereinbarter Betrag (netto)",
    "delivery_due_on": "Liefertermin",
    "penalty_bp": "Vertragsstrafe in Prozent je begonnenem Zeitraum",
    "penalty_days": "Zeitraum in Tagen",
    "penalty_cap_bp": "Höchstsatz in Prozent",
    "clauses": "Klauseln im Vertrag",
    "item": "Unterlage",
    "file": "Datei",
    "net_cents": "Änderung des Betrags (netto)",
    "changed_on": "Nachtrag vom",
    "delivered_on": "Leistung erbracht am",
    "amount_cents": "Vertragsstrafe",
    "claimed_on": "geltend gemacht am",
    "expenditure_id": "abgezogen von",
    "reference": "Schreiben",
    "reason": "Begründung",
    "penalty": "Vertragsstrafe",
}


class ProcurementForm(FormSchema):
    """Names and meaning as in the JSON API."""

    subject = Text(200, required=True)
    measure_id = Text(80, required=True)
    creditor = Text(200, load_default="")
    relation = Text(20, required=True)
    estimate_net_cents = Euro(required=True)
    kind = Text(20, load_default="services")
    procedure = Text(40, load_default="")
    procedure_reason = Text(2000, load_default="")
    splitting_reason = Text(2000, load_default="")
    bidders_asked = Whole(0, 10_000, load_default=0)
    offers_received = Whole(0, 10_000, load_default=0)
    contract_date = Day(load_default=None)
    award_net_cents = Euro(load_default=None)
    delivery_due_on = Day(load_default=None)
    penalty_bp = Percent(load_default=0)
    penalty_days = Whole(1, 366, load_default=1)
    penalty_cap_bp = Percent(load_default=0)
    reason = Text(2000, load_default="")


def facts_of_form(data: Mapping[str, Any]) -> dict[str, Any]:
    """The facts a form stands for; boxes that are not ticked are not sent."""
    facts = {name: value for name, value in data.items() if name != "reason"}
    chosen = request.form.getlist("clauses")
    return {**facts, "clauses": tuple(one for one in CLAUSES if one in chosen)}


def form_of_facts(facts: NewProcurement) -> Form:
    """A form filled with stored facts; zeros stay empty, as nobody typed them."""
    return filled_form({name: value for name, value in asdict(facts).items() if value})


def choices() -> dict[str, object]:
    """Template values every form of facts needs."""
    return {
        "labels": LABELS,
        "relations": list(RELATIONS.items()),
        "kinds": list(KINDS.items()),
        "procedures": list(PROCEDURES.items()),
        "clauses": CLAUSES,
    }
