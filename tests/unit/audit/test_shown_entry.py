"""Things of the trail by the number people know, certifications by their kind."""

from __future__ import annotations

from typing import Any

import pytest

from services.audit.web.report_titles import REPORTS
from services.audit.web.shown_entry import thing_of, what_of
from services.reporting.usecases.report_types import REPORT_TYPES

KEY = "34dfa0eb-2070-45e8-82c5-4b9d545ef6f4"
VOUCHER = {"expenditure": {"expenditure_id": KEY, "number": 187}}


@pytest.mark.parametrize(
    ("subject", "payload", "said"),
    [
        (f"expenditure/{KEY}", VOUCHER, "Ausgabe Nr. 187"),
        (f"expenditure/{KEY}", {"expenditure": {"expenditure_id": "x", "number": 3}}, "34dfa0eb…"),
        (f"expenditure/{KEY}", {"expenditure": "kein Objekt"}, "Ausgabe 34dfa0eb…"),
        (f"drawdown/{KEY}", {"drawdown": {"drawdown_id": KEY, "number": 2}}, "Mittelabruf Nr. 2"),
        (f"software/{KEY}", {"place": {"entry_id": KEY, "number": 4}}, "Software Nr. 4"),
        (f"audit/{KEY}", {"audit_id": KEY, "number": 1}, "Prüfung 34dfa0eb…"),
        (
            f"report/{KEY}",
            {"report": {"report_id": KEY, "type": "quarterly", "period": "2026-Q1"}},
            "Quartalsbericht 2026-Q1",
        ),
        ("log/entries", None, "Prüfpfad (alle Einträge)"),
        (f"report/{KEY}", {"report": {"report_id": "x"}}, "Bericht 34dfa0eb…"),
        ("measure/M-3", {"measure": {"measure_id": "M-3"}}, "Maßnahme M-3"),
        ("grant/KFW-1", None, "Zuwendung KFW-1"),
        ("comet/7", {}, "comet 7"),
        (None, None, "–"),
    ],
)
def test_a_thing_is_named_by_its_number(
    subject: str | None, payload: dict[str, Any] | None, said: str
) -> None:
    assert thing_of(subject, payload).endswith(said)


def test_the_two_certifications_are_told_apart() -> None:
    given = "funding.budget.expenditure.certified.v1"
    assert what_of(given, {"kind": "factual"}) == "Ausgabe: sachlich festgestellt"
    assert what_of(given, {"kind": "arithmetical"}) == "Ausgabe: rechnerisch festgestellt"
    back = "funding.budget.expenditure.certification_withdrawn.v1"
    assert "rechnerische Feststellung zurück" in what_of(back, {"kind": "arithmetical"})
    assert what_of(given, None) == "Ausgabe: festgestellt"
    assert what_of(None, {"kind": ["factual"]}) == "nicht lesbar"


def test_reports_are_called_as_their_own_service_calls_them() -> None:
    assert {name: one.title for name, one in REPORT_TYPES.items()} == REPORTS
