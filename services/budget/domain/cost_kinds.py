"""Which kinds of cost the grant pays for: the pack's lists, and what is typically outside.

A category or account outside the list refuses the entry (ELG-01, ELG-02), and takes the stored row
back where a list was changed after it. A word of the block list only stops the row on its way to a
call (ELG-11): two persons may lift that by a waiver, also for what is left of a row that was cut,
or the whole amount is entered as not eligible. A changed list of words is tried on stored rows too,
by whoever may open their purposes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.parameters.expenditure import ExpenditureParameters
from services.budget.domain.plan import Category
from shared.errors import Violation

BLOCKED: Final = "blocked_cost"
"""A finding that warns at the entry and blocks the stored row."""


def cost_kind_violations(
    new: NewExpenditure, category: Category, rules: ExpenditureParameters
) -> Iterator[Violation]:
    """Every reason why this kind of cost is not paid for; nothing for what claims nothing."""
    yield from list_violations(new, category, rules)
    if not new.claims_nothing:
        yield from _blocked(new, rules.blocked_cost_words)


def list_violations(
    new: NewExpenditure, category: Category, rules: ExpenditureParameters
) -> Iterator[Violation]:
    """What the lists of the pack say today of an entry or a stored row (ELG-01, ELG-02)."""
    if new.claims_nothing:
        return
    if category.value not in rules.eligible_categories:
        allowed = ", ".join(rules.eligible_categories) or "keine"
        message = (
            f"Die Kostenart {category.value} ist nach diesem Regelpaket nicht zuwendungsfähig "
            f"(zuwendungsfähig: {allowed}). Bitte als nicht zuwendungsfähig erfassen."
        )
        yield Violation("category_not_eligible", "ELG-01", message, field="budget_line")
    elif category is Category.PERSONAL and rules.own_services == "excluded":
        message = (
            "Eigenleistungen der Stadt (eigenes Personal) sind hier nicht zuwendungsfähig. "
            "Bitte als nicht zuwendungsfähig erfassen."
        )
        yield Violation("own_services_not_eligible", "ELG-02", message, field="budget_line")
    yield from _account_violations(new, rules.eligible_account_classes)


def firm(findings: Iterable[Violation]) -> Iterator[Violation]:
    """The stored findings of an entry; a blocked cost blocks from here on, as one of the row."""
    for one in findings:
        yield replace(one, severity="error", field=None) if one.code == BLOCKED else one


def tried_anew(
    kept: Sequence[Violation], row: NewExpenditure, words: tuple[str, ...]
) -> tuple[Violation, ...]:
    """The findings kept at a stored row, with what these `words` say of its opened purpose in
    place of what an earlier list said (ELG-11); the same ones where nothing changes."""
    before = [one for one in kept if one.code == BLOCKED]
    now = [] if row.claims_nothing else [*_blocked(row, words)]
    if before == now:
        return tuple(kept)
    return (*(one for one in kept if one.code != BLOCKED), *now)


def _account_violations(new: NewExpenditure, classes: tuple[str, ...]) -> Iterator[Violation]:
    """Sub-kinds are told apart by the account; an empty list restricts nothing."""
    if not classes:
        return
    accounts = {one.account for one in new.assignments} | {new.account}
    for account in sorted(one for one in accounts if one):
        if not account.startswith(classes):
            message = (
                f"Das Sachkonto {account} gehört zu keiner zuwendungsfähigen Ausgabenart "
                f"(zuwendungsfähig sind Konten, die mit {', '.join(classes)} beginnen)."
            )
            yield Violation("cost_type_not_eligible", "ELG-01", message, field="account")


def _blocked(new: NewExpenditure, listed: tuple[str, ...]) -> Iterator[Violation]:
    purpose = new.purpose.casefold()
    found = [word for word in listed if word.casefold() in purpose]
    if found:
        message = (
            f"„{found[0]}“ ist üblicherweise nicht zuwendungsfähig. Die Ausgabe wird erst "
            "abrufbar, wenn der ganze Betrag als nicht zuwendungsfähig abgezogen ist oder zwei "
            "Personen für den Rest eine Ausnahme beantragt und genehmigt haben."
        )
        yield Violation(BLOCKED, "ELG-11", message, "warning", "purpose")
