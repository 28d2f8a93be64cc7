"""Which rules of law stand behind the pages of the budget service.

In the order in which somebody at the page meets them; a test holds that no page is forgotten and
that every rule that holds is told on one.
"""

from __future__ import annotations

from typing import Final

from shared.web.page_rules import PageRules

_EVIDENCE: Final = ("ELG-05", "ELG-12", "PROC-01", "MUN-01", "MUN-02", "MUN-04")
_INVOICE: Final = ("EINV-01", "EINV-02", "EINV-03", "EINV-04")
_WORTH: Final = ("ELG-06", "ELG-07", "ELG-08", "ELG-11", "ELG-13")
_NOTICES: Final = ("NOTE-01", "NOTE-02", "NOTE-03", "NOTE-04", "NOTE-05", "NOTE-06")
_LISTS: Final = ("FMT-01", "FMT-02", "FMT-03", "FMT-04", "MUN-04", "MUN-12", "ELG-09", "VN-11")
_AWARD: Final = ("PROC-01", "PROC-02", "PROC-03", "PROC-04", "PROC-05")
_CALLS: Final = ("CALL-01", "CALL-02", "CALL-03", "CALL-04", "CALL-05", "CALL-06", "CALL-07")

PAGE_RULES: Final[PageRules] = {
    # the grant, its sources and its phases
    "budget_grants": ("PRG-01", "PRG-03", "PLAN-01", "ELG-05", "CALL-02", "MUN-03"),
    "budget_grants.new_form": (
        "GOV-01",
        "GOV-02",
        "GOV-03",
        "PRG-01",
        "PRG-02",
        "PRG-03",
        "PRG-04",
    ),
    "budget_amendments": ("GOV-02", "PRG-01", "PRG-02", "PRG-03", "PRG-04", "ELG-03", "MUN-03"),
    "budget_evidence": ("PRG-02", "PRG-06", "PRG-07", "PRG-08", "PRG-12", "ELG-04", "CALL-03"),
    "budget_rulepacks": ("GOV-01", "GOV-02", "MUN-03"),
    "budget_waivers": ("GOV-01", "MUN-03"),
    "budget_worklist": ("MUN-01", "MUN-02", "MUN-03", "ELG-12", "VN-03"),
    # expenditures
    "budget_entry": (
        *("ELG-01", "ELG-02", "ELG-03", "ELG-04", "ELG-09", *_WORTH, *_EVIDENCE, "PROC-05"),
        *("PRG-05", "MUN-07", "MUN-08", "VN-11", *_INVOICE, "FMT-01", "FMT-02"),
    ),
    "budget_change": (
        "ELG-01",
        "ELG-03",
        "ELG-09",
        *_WORTH,
        "MUN-02",
        "MUN-07",
        "MUN-08",
        "MUN-09",
    ),
    "budget_expenditures": (*_EVIDENCE, "ELG-03", "FMT-05"),
    "budget_expenditures.orders": ("ELG-03", "ELG-05", "PROC-01", "PROC-05", "PLAN-02"),
    "budget_expenditure": (*_EVIDENCE, *_WORTH, "ELG-03", "MUN-09", "CALL-08"),
    "budget_expenditure.confirm_reversal": ("MUN-09", "MUN-03", "CALL-08", "GOB-01"),
    "budget_imports": _LISTS,
    "budget_openings": (*_LISTS, "MUN-03", "MUN-14"),
    "budget_receipt_bundles": ("ELG-12", "VN-09", "RET-02"),
    "budget_incomes": ("ELG-10", "CALL-07", "PLAN-07", "NOTE-01"),
    "budget_personnel": ("PERS-01", "PERS-02", "PERS-03", "PERS-04", "PERS-05", "PERS-06"),
    # plan and budget year
    "budget_plans": ("PLAN-01", "PLAN-02", "PLAN-03", "PLAN-10", "PRG-09", "PERS-05", "MUN-03"),
    "budget_reallocations": ("PLAN-02", "PLAN-08", "PRG-13", "INV-05", "MUN-03", "NOTE-06"),
    "budget_years": ("MUN-13", "PLAN-08", "MUN-03"),
    "budget_reconciliations": ("MUN-14", "MUN-07", "GOB-01"),
    # calls, interest, what is claimed back
    "budget_drawdowns": (*_CALLS, "CALL-08", "CALL-09", "MUN-03", "MUN-14"),
    "budget_signatories": ("CALL-10",),
    "budget_interest": ("INT-01", "INT-03", "INT-04", "INT-07", "INT-09", "NOTE-04"),
    "budget_base_rates": ("INT-04", "INT-05", "INT-06", "MUN-03"),
    "budget_determinations": ("PLAN-05", "PLAN-06", "PLAN-07", "CALL-08", "INT-01", "MUN-03"),
    # measures and their registers
    "budget_measures": ("PRG-05", "PRG-10", "PRG-11", "NOTE-02", "NOTE-03", "KNOW-02"),
    "budget_measure_description": ("PRG-05", "PRG-10", "NOTE-02"),
    "budget_measure_closing": ("OSS-01", "OSS-03", "KNOW-02", "PUB-01"),
    "budget_registers": ("OSS-01", "OSS-03", "PUB-01", "KNOW-01", "KNOW-02"),
    "budget_procurements": (*_AWARD, "PROC-06", "PROC-08"),
    "budget_procurement_items": ("PROC-04", "PROC-08"),
    "budget_procurement": (*_AWARD, "PROC-06", "PROC-07", "PROC-08", "OSS-02"),
    "budget_inventory": ("INV-01", "INV-02", "INV-03", "INV-04"),
    "budget_inventory_item": ("INV-02", "INV-03", "INV-04", "NOTE-05"),
    # duties
    "budget_deadlines": ("VN-01", "VN-02", "VN-03", "VN-07", "VN-10", "VN-12", "PLAN-09", "MUN-01"),
    "budget_notices": _NOTICES,
    "budget_notice_list": _NOTICES,
    "budget_proof": ("VN-01", "VN-02", "VN-04", "VN-05", "VN-12", "VN-13", "CALL-04"),
    "budget_audits": ("AUD-01", "AUD-02", "AUD-03", "AUD-04", "MUN-10"),
    "budget_retention": ("RET-01", "RET-02", "RET-03", "RET-04", "RET-05", "RET-06"),
    "budget_moving_out": ("GOB-03", "FMT-05", "RET-02"),
    # persons
    "budget_authorities": ("MUN-01", "MUN-02", "MUN-03"),
    "budget_rights": ("MUN-01", "MUN-02", "MUN-03", "AUD-04"),
    "budget_users": ("MUN-02", "MUN-03", "AUD-04"),
}
