"""What kind of period each report has, and whether it waits for the end of it: one line per report.

Drafting, release, pages and the API all look here, by the number of the report (R01 …). The rules
themselves stand in `running_period`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class SpeaksOf(StrEnum):
    """What a report speaks of when a period is chosen for it."""

    NOTHING = "none"
    """Its period only files it."""
    DAY = "day"
    """How things stand on the last day of the period."""
    SPAN = "span"
    """What happened within the period, or up to its end."""


@dataclass(frozen=True)
class PeriodRule:
    """`may_run`: whether a draft made while the period runs may be released; `rule` and `reason`
    (a German sentence) say why it may, or why not. `is_ahead`: whether the period after the running
    one may be drafted for, too."""

    speaks_of: SpeaksOf
    rule: str
    reason: str
    may_run: bool = False
    is_ahead: bool = False


_DAY: Final = PeriodRule(
    SpeaksOf.DAY,
    "GOB-01",
    "Der Bericht gibt den Stand am letzten Tag wieder, den vorher niemand kennt.",
)
_SPAN: Final = PeriodRule(
    SpeaksOf.SPAN,
    "GOB-01",
    "Der Bericht erfasst den ganzen Zeitraum, der erst danach vollständig ist.",
)


def _proof(rule: str) -> PeriodRule:
    reason = "Der Verwendungsnachweis wird innerhalb seines Zeitraums fällig und wartet nicht."
    return PeriodRule(SpeaksOf.SPAN, rule, reason, may_run=True, is_ahead=True)


def _at_once(rule: str, reason: str) -> PeriodRule:
    return PeriodRule(SpeaksOf.SPAN, rule, reason, may_run=True)


PERIOD_RULES: Final[Mapping[str, PeriodRule]] = {
    "R01": _SPAN,
    "R02": _at_once(
        "CALL-01",
        "Abgerufen wird für angefallene Kosten, auch schon vor dem Ende des Halbjahrs; was bis "
        "dahin noch bezahlt wird, kommt in den nächsten Abruf.",
    ),
    "R03": _SPAN,
    "R04": _SPAN,
    "R05": _SPAN,
    "R06": _proof("VN-01"),
    "R07": _proof("VN-02"),
    "R08": _SPAN,
    "R09": _at_once(
        "NOTE-01",
        "Mitteilungen an den Zuwendungsgeber sind unverzüglich zu machen und warten nicht.",
    ),
    "R10": _DAY,
    "R11": _DAY,
    "R12": _SPAN,
    "R13": _DAY,
    "R14": _DAY,
    "R15": _SPAN,
    "R16": _DAY,
    "R17": _at_once(
        "GOB-03", "Daten werden übergeben, wenn eine Prüfung sie verlangt, nicht erst danach."
    ),
    "R18": _at_once(
        "AUD-03", "Der Vermerk gilt einer Prüfung und steht fest, sobald sie abgeschlossen ist."
    ),
    "R19": _DAY,
    "R20": _DAY,
    "R21": _DAY,
    "R22": PeriodRule(
        SpeaksOf.NOTHING,
        "ACC-01",
        "Die Erklärung beschreibt die Anwendung; ihr Zeitraum ordnet sie nur ein.",
        may_run=True,
    ),
}
"""By the number of the report."""
