"""How long every document of a grant stays, and by which rule; when periods begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.deadline import PROOF
from services.budget.domain.deciding_values import Values, deciding
from services.budget.domain.retention import (
    Keeping,
    RetentionFacts,
    decisive,
    keepings,
)
from services.budget.domain.rulepack import Rules
from services.budget.store.annual_accounts import resolutions
from services.budget.store.deadline import completions_of
from services.budget.store.deletion import erased_on
from services.budget.store.grant import load_grant
from services.budget.store.kept_file import KeptFile, kept_files
from services.budget.store.retention import final_payment_on
from services.budget.usecases.means import Means
from shared.clock import local_day
from shared.occasion import Occasion


@dataclass(frozen=True)
class KeptGroup:
    """Documents of one sort, budget year and period; `erased` of them are gone already."""

    label: str
    budget_year: int
    files: int
    keeping: Keeping
    erased: bool


def kept_groups(
    session: Session, grant_id: str, *, by: Occasion, means: Means
) -> tuple[KeptGroup, ...]:
    """The documents of a grant by sort and year with what keeps them. Raises NotFound."""
    load_grant(session, grant_id)
    files = kept_files(session, grant_id)
    gone = {sha256 for sha256 in erased_on(session) if not means.files.has(sha256)}
    found = keeping_of(session, files, by=by, means=means)
    counted = Counter(
        (one.label, one.budget_year, keeping, one.sha256 in gone)
        for one, keeping in zip(files, found, strict=True)
    )
    groups = [
        KeptGroup(label, year, count, keeping, erased)
        for (label, year, keeping, erased), count in counted.items()
    ]
    return tuple(sorted(groups, key=lambda one: (one.budget_year, one.label, one.keeping.text)))


def keeping_of(
    session: Session, files: Iterable[KeptFile], *, by: Occasion, means: Means
) -> list[Keeping]:
    """The decisive period of each file, in order; files may be of several grants."""
    world = _World(session, by, means)
    return [world.keeping(one) for one in files]


class _World:
    """What periods count from, looked up once per grant."""

    def __init__(self, session: Session, by: Occasion, means: Means) -> None:
        self._session, self._by, self._means = session, by, means
        self._resolved = resolutions(session)
        self._grants: dict[str, tuple[Rules, date | None, date | None]] = {}
        self._values: dict[tuple[str, str], Values] = {}

    def keeping(self, one: KeptFile) -> Keeping:
        rules, proof, payment = self._of(one.grant_id)
        resolution = self._resolved.get(one.budget_year)
        facts = RetentionFacts(
            kind=one.kind,
            budget_year=one.budget_year,
            dated_on=one.dated_on,
            is_tax_relevant=one.is_tax_relevant,
            resolved_on=resolution.resolved_on if resolution else None,
            proof_submitted_on=proof,
            final_payment_on=payment,
        )
        found = decisive(keepings(facts, rules))
        return replace(found, values=self._deciding(one.grant_id, found.parameter, rules))

    def _deciding(self, grant_id: str, parameter: str, rules: Rules) -> Values:
        key = grant_id, parameter
        if key not in self._values:
            self._values[key] = deciding((parameter,), rules)
        return self._values[key]

    def _of(self, grant_id: str) -> tuple[Rules, date | None, date | None]:
        if grant_id not in self._grants:
            grant = load_grant(self._session, grant_id)
            proof = completions_of(self._session, grant_id).get(PROOF)
            self._grants[grant_id] = (
                grant.rules(self._means.packs, local_day(self._by.now)),
                proof.done_on if proof else None,
                final_payment_on(self._session, grant_id),
            )
        return self._grants[grant_id]
