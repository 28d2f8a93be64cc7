"""The calculation beside a form: every step, what is left, what speaks against it, unsaved."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.budget.domain.assessment import Assessment, Missing
from services.budget.domain.expenditure import NewExpenditure
from services.budget.usecases.expenditure_trial import try_expenditure
from services.budget.usecases.queries import ShownLine, lines_of_grant
from services.budget.web import means
from services.budget.web.expenditure_form import expenditure_of
from shared.errors import Violation
from shared.web.access import occasion
from shared.web.forms import Form


@dataclass(frozen=True)
class Trial:
    """What a dry run found; `line` is the plan's line with what is left before this entry."""

    assessment: Assessment | None
    violations: tuple[Violation, ...]
    line: ShownLine | None
    has_invoice: bool
    freed_cents: int = 0
    """What the named order gives back to that line: it had set the money aside before."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What would still be missing; an e-invoice is filed as the voucher when it is saved."""
        found = self.assessment.missing if self.assessment else ()
        return tuple(one for one in found if not (self.has_invoice and one.code == "voucher_file"))

    @property
    def left_after_cents(self) -> int | None:
        """What the line has left once the entry is stored."""
        if self.line is None or self.assessment is None:
            return None
        left = self.line.remaining_cents + self.freed_cents
        return left - self.assessment.eligible_cents


def trial_of(session: Session, grant_id: str, form: Form) -> Trial | None:
    """The dry run of a form that could be read, else None. Nothing is stored. Raises NotFound."""
    if form.data is None:
        return None
    new: NewExpenditure = expenditure_of(form.data)
    result = try_expenditure(session, grant_id, new, by=occasion(), means=means())
    lines = {one.budget_line: one for one in lines_of_grant(session, grant_id)}
    return Trial(
        result.assessment,
        result.violations,
        lines.get(new.budget_line),
        new.invoice_id is not None,
        result.freed.get(new.budget_line, 0),
    )
