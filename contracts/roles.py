"""Who may do what: the roles of the German municipality, one word each in all services."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A role held for one grant or for all; the label is what the screen shows."""

    GRANT_OFFICER = "grant_officer"
    PROJECT_LEAD = "project_lead"
    FACTUAL_CERTIFIER = "factual_certifier"
    ARITHMETICAL_CERTIFIER = "arithmetical_certifier"
    HEAD_OF_FINANCE = "head_of_finance"
    PROGRAMME_HEAD = "programme_head"
    AUDITOR = "auditor"
    COMMITTEE = "committee"
    FUNCTIONAL_ADMIN = "functional_admin"
    SERVICE_ACCOUNT = "service_account"

    @property
    def label(self) -> str:
        """The German name on screen."""
        return _LABELS[self]


_LABELS = {
    Role.GRANT_OFFICER: "Fördermittelsachbearbeitung",
    Role.PROJECT_LEAD: "Projektleitung",
    Role.FACTUAL_CERTIFIER: "Sachliche Feststellung",
    Role.ARITHMETICAL_CERTIFIER: "Rechnerische Feststellung",
    Role.HEAD_OF_FINANCE: "Kämmerei",
    Role.PROGRAMME_HEAD: "Programmleitung",
    Role.AUDITOR: "Rechnungsprüfung",
    Role.COMMITTEE: "Ausschuss",
    Role.FUNCTIONAL_ADMIN: "Fachadministration",
    Role.SERVICE_ACCOUNT: "Dienstkonto",
}

READERS = frozenset(Role) - {Role.COMMITTEE, Role.FUNCTIONAL_ADMIN, Role.SERVICE_ACCOUNT}
"""Roles that read budget, history and every report of their grants."""

RECEIPT_PACKERS = (Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE, Role.AUDITOR)
"""Roles that take the files of receipts out of the house: for a funder who asks (VN-09), for an
auditor (GOB-03)."""

COUNCIL_READERS = READERS | {Role.COMMITTEE}
"""Those and the committee: for what the council is told."""
