"""German words for the values of the domain, and how a status looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final

from services.budget.domain.audit_case import AuditKind, AuditResult, Verdict, Weight
from services.budget.domain.authorisation import NATURE_WORDS, AuthorisationKind
from services.budget.domain.determination import DeterminationKind
from services.budget.domain.drawdown import CallKind, CallStatus
from services.budget.domain.evidence import EVIDENCE_WORDS, Phase
from services.budget.domain.expenditure import CertificationKind, DocumentKind, Kind, Status
from services.budget.domain.inventory_disposal import WORDS as DISPOSAL_WORDS
from services.budget.domain.measure import Light
from services.budget.domain.parameters.inventory import WORDS as ASSET_WORDS
from services.budget.domain.plan import CATEGORY_WORDS, Basis, SourceKind
from shared.periods import Period, PeriodError

_LABELS: Final[Mapping[Enum, str]] = {
    Status.COMMITTED: "gebunden",
    Status.RECORDED: "bezahlt, in Prüfung",
    Status.CLAIMABLE: "abrufbar",
    Status.CALLED: "abgerufen",
    Kind.VOUCHER: "Beleg",
    Kind.ORDER: "Auftrag",
    Kind.CREDIT_NOTE: "Gutschrift",
    Kind.RETENTION_RELEASE: "Auszahlung des Einbehalts",
    Kind.REVERSAL: "Storno",
    CertificationKind.FACTUAL: "sachliche Feststellung",
    CertificationKind.ARITHMETICAL: "rechnerische Feststellung",
    DocumentKind.VOUCHER: "Beleg",
    DocumentKind.PAYMENT_PROOF: "Zahlungsnachweis",
    DocumentKind.CONTRACT: "Vertrag oder Auftrag",
    DocumentKind.DELIVERY: "Leistungsnachweis",
    DocumentKind.PROCUREMENT: "Vergabeunterlage",
    **CATEGORY_WORDS,
    Basis.AWARD: "Zuwendungsbescheid",
    Basis.CHANGE_APPROVED: "genehmigte Änderung",
    Basis.INTERNAL: "interne Fortschreibung",
    SourceKind.GRANT: "Zuwendung",
    SourceKind.OWN: "Eigenmittel",
    SourceKind.FEDERAL: "andere Bundesmittel",
    SourceKind.OTHER_PUBLIC: "andere öffentliche Mittel",
    SourceKind.PRIVATE: "private Mittel und Einnahmen",
    Light.GREEN: "im Plan",
    Light.AMBER: "gefährdet",
    Light.RED: "gestört",
    Phase.A: "Phase A (Strategie)",
    Phase.B: "Phase B (Umsetzung)",
    CallKind.INTERIM: "Zwischenabruf",
    CallKind.FINAL: "Schlussabruf",
    CallStatus.DRAFT: "Entwurf",
    CallStatus.PARTLY_RELEASED: "einmal freigegeben",
    CallStatus.RELEASED: "freigegeben",
    CallStatus.SUBMITTED: "eingereicht",
    CallStatus.DECIDED: "entschieden",
    CallStatus.RECEIVED: "Geld eingegangen",
    CallStatus.WITHDRAWN: "zurückgezogen",
    **EVIDENCE_WORDS,
    DeterminationKind.COVER_UP_TO_COST: "Andere öffentliche Mittel: bis zur Höhe der Ausgaben",
    DeterminationKind.COVER_PROPORTIONAL: "Andere öffentliche Mittel: anteilige Ermäßigung",
    DeterminationKind.AUTHORITY_OVERRUN: "Überschreitung durch eine Auflage",
    DeterminationKind.REDUCTION: "Ermäßigung der Zuwendung",
    DeterminationKind.REPAYMENT: "Erstattung nach dem letzten Abruf",
    **NATURE_WORDS,
    AuthorisationKind.APPROPRIATION: "Ansatz oder Nachtrag",
    AuditKind.CURSORY: "kursorische Prüfung",
    AuditKind.IN_DEPTH: "vertiefte Prüfung",
    Weight.OBJECTION: "Beanstandung",
    Weight.REMARK: "Hinweis",
    Verdict.OK: "in Ordnung",
    Verdict.NOT_OK: "nicht in Ordnung",
    Verdict.NOT_CHECKED: "nicht geprüft",
    AuditResult.WITHOUT_OBJECTION: "ohne Beanstandung",
    AuditResult.WITH_OBJECTION: "mit Beanstandungen",
    AuditResult.REJECTED: "Nachweis nicht anerkannt",
    **ASSET_WORDS,
    **DISPOSAL_WORDS,
    AuthorisationKind.TRANSFER: "Übertragung in das Folgejahr",
}

_BADGES: Final[Mapping[Enum, str]] = {
    Status.COMMITTED: "info",
    Status.RECORDED: "warning",
    Status.CLAIMABLE: "success",
    Status.CALLED: "success",
    Light.GREEN: "success",
    Light.AMBER: "warning",
    Light.RED: "danger",
    CallStatus.DRAFT: "warning",
    CallStatus.PARTLY_RELEASED: "warning",
    CallStatus.RELEASED: "info",
    CallStatus.SUBMITTED: "info",
    CallStatus.DECIDED: "info",
    CallStatus.RECEIVED: "success",
    CallStatus.WITHDRAWN: "danger",
}

LIGHTS: Final[Mapping[Light, str]] = {Light.GREEN: "Grün", Light.AMBER: "Gelb", Light.RED: "Rot"}


def label(value: Enum) -> str:
    """The German word on screen."""
    return _LABELS[value]


def heading(value: Enum) -> str:
    """The German word where a sentence or a button begins with it."""
    text = _LABELS[value]
    return text[0].upper() + text[1:]


def badge_kind(value: Enum) -> str:
    """Which of the four kinds of badge shows this status: info, success, warning, danger."""
    return _BADGES.get(value, "info")


def light_label(value: Light) -> str:
    """A light in words: its colour and what it means."""
    return f"{LIGHTS[value]}: {_LABELS[value]}"


def options(values: Iterable[Enum]) -> list[tuple[Any, str]]:
    """Choices of a select field."""
    return [(one.value, _LABELS[one]) for one in values]


def period_label(text: str) -> str:
    """`1. Quartal 2026` for `2026-Q1`; what is no period stays as it is."""
    try:
        return Period.parse(text).label
    except PeriodError:
        return text
