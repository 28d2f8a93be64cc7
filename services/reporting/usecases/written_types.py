"""The report types with written parts or statements: register entries of R05 to R08 and R22."""

from __future__ import annotations

from services.reporting.documents.accessibility_statement import TYPE as ACCESSIBILITY
from services.reporting.documents.factual_report import TYPE as FACTUAL_REPORT
from services.reporting.documents.interim_proof import TYPE as INTERIM_PROOF
from services.reporting.documents.proof_of_use import TYPE_A as PROOF_A
from services.reporting.documents.proof_of_use import TYPE_B as PROOF_B
from services.reporting.domain.narrative_sections import SHORT, WHOLE
from services.reporting.usecases.builders.accessibility_statement import (
    build_accessibility_statement,
)
from services.reporting.usecases.builders.factual_report import (
    build_factual_report,
    build_interim_proof,
)
from services.reporting.usecases.builders.proof_of_use import (
    build_proof_of_use_a,
    build_proof_of_use_b,
)
from services.reporting.usecases.material import Build
from services.reporting.usecases.report_type import ReportType
from shared.periods import LONG_KINDS, PeriodKind

_YEAR = (PeriodKind.YEAR,)
_ANY = LONG_KINDS


def _proof_of_use(type_: str, report: str, title: str, build: Build) -> ReportType:
    return ReportType(type_, report, title, _ANY, "2026-H1", build, True, WHOLE, needs_two=True)


WRITTEN_TYPES = (
    ReportType(
        FACTUAL_REPORT, "R05", "Sachbericht", _ANY, "2026-H1", build_factual_report, sections=WHOLE
    ),
    _proof_of_use(PROOF_A, "R06", "Verwendungsnachweis Phase A", build_proof_of_use_a),
    _proof_of_use(PROOF_B, "R07", "Verwendungsnachweis Phase B", build_proof_of_use_b),
    ReportType(
        INTERIM_PROOF, "R08", "Zwischennachweis", _YEAR, "2026", build_interim_proof, sections=SHORT
    ),
    ReportType(
        ACCESSIBILITY,
        "R22",
        "Erklärung zur Barrierefreiheit",
        _ANY,
        "2026",
        build_accessibility_statement,
    ),
)
