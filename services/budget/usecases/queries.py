"""What pages and API ask about expenditures; nothing is changed here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.domain.assessment import Assessment
from services.budget.domain.expenditure import CertificationKind, NewExpenditure
from services.budget.domain.half_year import Closings, closed_before_entry
from services.budget.store.certification import CertificationRow
from services.budget.store.creditor import all_creditor_names, creditor_names
from services.budget.store.document import DocumentRow
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_effect import line_use
from services.budget.store.expenditure_family import (
    Stored,
    facts_of,
    load_families,
    load_row,
    load_stored,
)
from services.budget.store.expenditure_links import part_invoices, replacements, split_parts
from services.budget.store.expenditure_list import (
    Filters,
    count_rows,
    creditors_of_grant,
    last_entry,
    list_rows,
    open_orders,
    returned_rows,
    waiting_for_certification,
)
from services.budget.store.expenditure_texts import open_texts
from services.budget.store.measure_lead import measures_led_by
from services.budget.store.plan_in_force import plan_in_force
from services.budget.store.reconciliation import closings_of
from services.budget.usecases.assessment_context import split_head_of
from services.budget.usecases.expenditure_snapshot import amounts_of
from services.budget.usecases.means import Means
from shared.access import Principal
from shared.periods import Period

_MATCHES = 500


@dataclass(frozen=True)
class ShownExpenditure:
    """A row as people see it, with its texts opened and amounts as shown (twins negative).

    `closed_half_year` was closed already when the row, or its payment, was entered for a day
    of it (MUN-14).
    """

    stored: Stored
    facts: NewExpenditure
    amounts: Mapping[str, int]
    closed_half_year: Period | None = None

    @property
    def row(self) -> ExpenditureRow:
        return self.stored.row

    @property
    def assessment(self) -> Assessment:
        return self.stored.assessment

    @property
    def certifications(self) -> Sequence[CertificationRow]:
        return self.stored.certifications

    @property
    def documents(self) -> Sequence[DocumentRow]:
        return self.stored.documents


@dataclass(frozen=True)
class ExpenditureDetail:
    """One row with all rows that belong to it; `related_ids` are the subjects of its history."""

    shown: ShownExpenditure
    family: tuple[ShownExpenditure, ...]
    part_invoices: tuple[ShownExpenditure, ...]
    split_parts: tuple[ShownExpenditure, ...]
    replaced_by: tuple[str, ...]

    @property
    def related_ids(self) -> tuple[str, ...]:
        """Ids whose histories tell the whole story of this row."""
        return tuple(one.row.expenditure_id for one in (self.shown, *self.family))


@dataclass(frozen=True)
class ShownLine:
    """A line of the binding plan with what it has used: eligible plus expected eligible."""

    budget_line: str
    measure_id: str
    category: str
    planned_cents: int
    used_cents: int

    @property
    def remaining_cents(self) -> int:
        return self.planned_cents - self.used_cents


@dataclass(frozen=True)
class ExpenditureQuery:
    """Filters of a list as typed; `creditor` matches parts of names, `q` numbers and names too."""

    status: str | None = None
    budget_line: str | None = None
    measure_id: str | None = None
    creditor: str | None = None
    paid_from: date | None = None
    paid_to: date | None = None
    min_cents: int | None = None
    max_cents: int | None = None
    q: str | None = None
    import_id: str | None = None


def list_expenditures(
    session: Session,
    grant_id: str,
    query: ExpenditureQuery,
    *,
    means: Means,
    after: int | None = None,
    limit: int = 50,
) -> list[ShownExpenditure]:
    """Rows of a grant, newest first, from behind the running number `after`."""
    filters = _filters(session, query, means)
    rows = list_rows(session, grant_id, filters, after=after, limit=limit)
    return shown_rows(session, rows, means)


def count_expenditures(
    session: Session, grant_id: str, query: ExpenditureQuery, *, means: Means
) -> int:
    """How many rows a list without paging would have."""
    return count_rows(session, grant_id, _filters(session, query, means))


def show_expenditure(session: Session, expenditure_id: str, *, means: Means) -> ExpenditureDetail:
    """One row with everything that belongs to it. Raises NotFound."""
    row = load_row(session, expenditure_id)
    members = load_families(session, [row.family_id])[row.family_id].members
    late = closings_of(session, [row.grant_id]).get(row.grant_id, {})
    shown = {key: _shown(session, one, means, late) for key, one in members.items()}
    head = split_head_of(row)
    siblings = split_parts(session, [head]) if head else []
    invoices = part_invoices(session, [expenditure_id])
    return ExpenditureDetail(
        shown=shown[expenditure_id],
        family=tuple(one for key, one in shown.items() if key != expenditure_id),
        part_invoices=tuple(shown_rows(session, invoices, means)),
        split_parts=tuple(shown_rows(session, siblings, means)),
        replaced_by=tuple(one.expenditure_id for one in replacements(session, [expenditure_id])),
    )


def work_list(
    session: Session, who: Principal, *, means: Means, limit: int = 200
) -> dict[str, list[ShownExpenditure]]:
    """What waits for this person: `factual`, `arithmetical` certifications, `returned` rows.

    Only the parts the person has a role for; a project lead certifies the own measures.
    """
    found: dict[str, list[ShownExpenditure]] = {}
    for role, kind in (
        (Role.FACTUAL_CERTIFIER, CertificationKind.FACTUAL),
        (Role.ARITHMETICAL_CERTIFIER, CertificationKind.ARITHMETICAL),
    ):
        if who.holds([role], None):
            rows = waiting_for_certification(
                session, kind, who.user_id, grants=who.grants([role]), limit=limit
            )
            found[kind.value] = shown_rows(session, rows, means)
    if who.holds([Role.PROJECT_LEAD], None) and CertificationKind.FACTUAL.value not in found:
        found[CertificationKind.FACTUAL.value] = _as_lead(session, who, means, limit)
    if who.holds([Role.GRANT_OFFICER], None):
        back = returned_rows(session, grants=who.grants([Role.GRANT_OFFICER]), limit=limit)
        found["returned"] = shown_rows(session, back, means)
    return found


def lines_of_grant(session: Session, grant_id: str) -> list[ShownLine]:
    """The lines of the binding plan with what is left of each."""
    plan = plan_in_force(session, grant_id)
    used = line_use(session, grant_id)
    return [
        ShownLine(
            line.budget_line,
            line.measure_id,
            line.category.value,
            line.planned_cents,
            used.get(line.budget_line, 0),
        )
        for line in (plan.plan.lines if plan else ())
    ]


def known_creditors(
    session: Session, grant_id: str, *, means: Means, limit: int = 200
) -> list[str]:
    """Names for proposals while typing, the latest used first."""
    keys = creditors_of_grant(session, grant_id, limit)
    names = creditor_names(session, means.keyring, keys)
    return [names[key] for key in keys if key in names]


def known_orders(
    session: Session, grant_id: str, *, means: Means, limit: int = 200
) -> list[ShownExpenditure]:
    """Orders that an invoice may name, newest first."""
    return shown_rows(session, open_orders(session, grant_id, limit), means)


def last_entry_of(
    session: Session, grant_id: str, person: str, *, means: Means
) -> NewExpenditure | None:
    """What this person entered last, to start the next entry from; numbers and payment left out."""
    row = last_entry(session, grant_id, person)
    if row is None:
        return None
    facts = facts_of(row, open_texts(session, means.keyring, row))
    return replace(
        facts,
        voucher_number=None,
        invoice_number=None,
        invoice_id=None,
        payment_date=None,
        payment_reference=None,
        replaces=None,
    )


def shown_rows(
    session: Session, rows: Sequence[ExpenditureRow], means: Means
) -> list[ShownExpenditure]:
    """Rows with certifications, files and opened texts, in the given order."""
    stored = load_stored(session, [row.expenditure_id for row in rows])
    closings = closings_of(session, {row.grant_id for row in rows})
    return [
        _shown(session, stored[row.expenditure_id], means, closings.get(row.grant_id, {}))
        for row in rows
    ]


def _shown(session: Session, stored: Stored, means: Means, closings: Closings) -> ShownExpenditure:
    row = stored.row
    texts = open_texts(session, means.keyring, row)
    late = closed_before_entry(
        row.effective_on, row.payment_recorded_at or row.recorded_at, closings
    )
    return ShownExpenditure(stored, facts_of(row, texts), amounts_of(row), late)


def _as_lead(session: Session, who: Principal, means: Means, limit: int) -> list[ShownExpenditure]:
    rows = waiting_for_certification(
        session,
        CertificationKind.FACTUAL,
        who.user_id,
        grants=who.grants([Role.PROJECT_LEAD]),
        measures=measures_led_by(session, who.user_id),
        limit=limit,
    )
    return shown_rows(session, rows, means)


def _filters(session: Session, query: ExpenditureQuery, means: Means) -> Filters:
    plain: dict[str, Any] = {
        name: getattr(query, name)
        for name in (
            "status", "budget_line", "measure_id", "paid_from", "paid_to",
            "min_cents", "max_cents", "q", "import_id",
        )
    }  # fmt: skip
    key_ids = _matching(session, query.creditor, means) if query.creditor else None
    q_key_ids = _matching(session, query.q, means) if query.q else ()
    return Filters(key_ids=key_ids, q_key_ids=q_key_ids, **plain)


def _matching(session: Session, text: str, means: Means) -> Collection[str]:
    """Creditors whose name contains the text; names are sealed, so they are opened and compared."""
    wanted = text.casefold()
    names = all_creditor_names(session, means.keyring)
    return [key for key, name in names if wanted in name.casefold()][:_MATCHES]
