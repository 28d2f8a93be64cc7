"""The parameters a rule pack may set, grouped by the family of rules that reads them.

Every field of a group is a parameter of that name; its spec says which values it takes. A new
parameter is a field here and a value with its citation in a pack; without either the start stops.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from services.budget.domain.parameters.audit import AuditParameters
from services.budget.domain.parameters.budget_year import BudgetYearParameters
from services.budget.domain.parameters.deadline import DeadlineParameters
from services.budget.domain.parameters.drawdown import DrawdownParameters
from services.budget.domain.parameters.expenditure import ExpenditureParameters
from services.budget.domain.parameters.governance import GovernanceParameters
from services.budget.domain.parameters.interest import InterestParameters
from services.budget.domain.parameters.inventory import InventoryParameters
from services.budget.domain.parameters.notice import NoticeParameters
from services.budget.domain.parameters.personnel import PersonnelParameters
from services.budget.domain.parameters.plan import PlanParameters
from services.budget.domain.parameters.procurement import ProcurementParameters
from services.budget.domain.parameters.programme import ProgrammeParameters
from services.budget.domain.parameters.proof import ProofParameters
from services.budget.domain.parameters.records import RecordsParameters
from services.budget.domain.parameters.register import RegisterParameters
from services.budget.domain.parameters.retention import RetentionParameters
from services.budget.domain.parameters.specs import Setting, Spec, as_setting

__all__ = ["GROUPS", "LABELS", "SPECS", "Setting", "Spec", "as_setting", "grouped"]

GROUPS: Final[Mapping[str, type[Any]]] = {
    "governance": GovernanceParameters,
    "programme": ProgrammeParameters,
    "expenditure": ExpenditureParameters,
    "plan": PlanParameters,
    "personnel": PersonnelParameters,
    "drawdown": DrawdownParameters,
    "proof": ProofParameters,
    "interest": InterestParameters,
    "notice": NoticeParameters,
    "deadline": DeadlineParameters,
    "budget_year": BudgetYearParameters,
    "inventory": InventoryParameters,
    "retention": RetentionParameters,
    "audit": AuditParameters,
    "procurement": ProcurementParameters,
    "register": RegisterParameters,
    "records": RecordsParameters,
}
"""Group by the name of its field in `rulepack.Rules`."""

SPECS: Final[Mapping[str, Spec]] = {
    one.name: one.metadata["spec"] for group in GROUPS.values() for one in fields(group)
}

LABELS: Final[Mapping[str, str]] = {
    one.name: one.metadata["label"] for group in GROUPS.values() for one in fields(group)
}
"""What people read instead of the parameter's name (German)."""


def grouped(values: Mapping[str, Any]) -> dict[str, Any]:
    """The groups filled from values by parameter name. Raises KeyError where one is missing."""
    return {
        name: group(**{one.name: values[one.name] for one in fields(group)})
        for name, group in GROUPS.items()
    }
