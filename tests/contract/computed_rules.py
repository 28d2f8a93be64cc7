"""Rules of codes whose calls do not write them down: the rule depends on what is judged.

Where the product keeps the rules in a table of its own, that table is read here; the rest is said
by hand. A test holds that no code of a rule of law is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.budget.domain.determination import DeterminationKind
from services.budget.domain.evidence import GATE_RULES
from services.budget.domain.procurement_words import CLAUSE_RULES, REGIME_RULES
from services.reporting.domain.period_rule import PERIOD_RULES

_REGIMES: Final = tuple(REGIME_RULES.values())
_DETERMINED: Final = tuple(dict.fromkeys(one.rule for one in DeterminationKind))
_SHIFTED: Final = ("PLAN-02", "PLAN-08")
_REGISTERS: Final = ("ELG-08", "KNOW-01", "KNOW-02", "OSS-01", "PRG-11", "PUB-01")

COMPUTED: Final[Mapping[str, tuple[str, ...]]] = {
    "value_limit_exceeded": _REGIMES,
    "procedure_not_allowed": _REGIMES,
    "limit_without_file": _REGIMES,
    "clause_missing": ("PROC-06", *CLAUSE_RULES.values()),
    "procurement_item_missing": ("PROC-04", "PROC-08"),
    "procurement_fact_missing": ("PROC-04", "PROC-08"),
    "gate_missing": (*dict.fromkeys(GATE_RULES.values()), "PRG-02"),
    "payments_after_proof": ("VN-02", "VN-07"),
    "nothing_to_call": ("CALL-02", "CALL-04", "CALL-08", "CALL-09"),
    "decided_in_future": _DETERMINED,
    "determination_not_open": _DETERMINED,
    "line_short": _SHIFTED,
    "shifts_missing": _SHIFTED,
    "reallocation_not_open": _SHIFTED,
    "reason_missing": (*_SHIFTED, "MUN-09"),
    "text_missing": _REGISTERS,
    "address_invalid": _REGISTERS,
    "period_running": tuple(dict.fromkeys(one.rule for one in PERIOD_RULES.values())),
    **dict.fromkeys(("ancillary_conditions_unknown", "edition_without_pack"), ("GOV-02",)),
    **dict.fromkeys(
        ("rule_setting_fixed", "rule_setting_invalid", "rule_setting_unknown"), ("GOV-01",)
    ),
    "transition_not_possible": ("GOV-01",),
    **dict.fromkeys(
        (
            *("finding_unknown", "waiver_document_missing", "waiver_exists", "waiver_expired"),
            *("waiver_not_possible", "waiver_state", "waiver_too_long"),
        ),
        ("GOV-01",),
    ),
}
"""Of a waiver the rule is that of the finding, any one; its own is that of the order of sources."""

OF_READERS: Final[Mapping[str, tuple[str, ...]]] = {
    "services/budget/intake/datev_": ("FMT-04",),
    "services/budget/intake/notation": ("FMT-01", "FMT-02", "FMT-03"),
    "services/budget/intake/csv_": ("FMT-03",),
    "services/budget/intake/workbook": ("FMT-03",),
    "services/budget/intake/opening": ("FMT-03",),
    "services/budget/domain/opening_row": ("FMT-03",),
    "services/budget/domain/import_checks": ("FMT-03",),
    "services/budget/intake/invoice_": ("EINV-02",),
    "services/budget/intake/buyer_reference": ("EINV-04",),
    "services/budget/intake/xml_document": ("EINV-02",),
    "services/budget/intake/zugferd": ("EINV-03",),
    "services/budget/usecases/credited_invoice": ("EINV-02",),
    "services/budget/intake/zip_guard": ("ELG-12",),
    "services/budget/intake/voucher_zip": ("ELG-12",),
    "services/budget/domain/hour_sheet": ("PERS-02",),
    "services/budget/usecases/hour_sheet": ("PERS-02",),
}
"""Readers of files and of their lines say what they cannot take under the rule of the format."""


def computed_rules(code: str, module: str) -> tuple[str, ...]:
    """The rules of a code that a call in `module` says without writing a rule down."""
    if code in COMPUTED:
        return COMPUTED[code]
    return next((rules for start, rules in OF_READERS.items() if module.startswith(start)), ())
