"""An audit in the sample: a sample drawn by the local auditor, one objection, the city's answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from services.budget.domain.audit_case import AuditKind, NewAudit, NewFinding, Weight
from services.budget.usecases.audit_case import answer_finding, open_audit, record_finding
from services.sample.agenda import Agenda
from services.sample.city import PHASE_B
from services.sample.desk import AUDITOR, OFFICER, Desk
from services.sample.timeline import Timeline

_LARGE_CENTS: Final = 5_000_000
_DRAWN: Final = 12


class Audits:
    """The local audit looks at phase B some weeks before today; its note is still a draft."""

    def __init__(self, desk: Desk, agenda: Agenda, line: Timeline) -> None:
        self._desk = desk
        self._agenda = agenda
        self._line = line

    def plan_all(self) -> None:
        """One audit in depth."""
        self._agenda.add(self._line.today - timedelta(days=18), self._audit)

    def _audit(self) -> None:
        desk = self._desk
        new = NewAudit(
            AuditKind.IN_DEPTH, "Belege der Phase B", _LARGE_CENTS, _DRAWN, "Beispiel-2024"
        )
        audit = desk.do(
            AUDITOR,
            "open_audit",
            lambda session, by: open_audit(session, PHASE_B, new, by=by, means=desk.means),
        ).record
        finding = NewFinding(
            Weight.OBJECTION,
            "Das angebotene Skonto wurde nicht gezogen.",
            audit.sample.numbers[0],
            12_300,
        )
        found = desk.do(
            AUDITOR,
            "record_finding",
            lambda session, by: record_finding(session, audit.audit_id, finding, by=by),
        )
        text = "Die Zahlung wurde nach Fristablauf angewiesen; der Ablauf ist geändert."
        desk.do(
            OFFICER,
            "answer_finding",
            lambda session, by: answer_finding(session, found.finding_id, text, by=by),
        )
