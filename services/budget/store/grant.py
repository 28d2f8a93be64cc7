"""Grants with everything the rules need to know of them, found and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, CheckConstraint, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.deciding_values import cited
from services.budget.domain.determination import Determination, reduced_to
from services.budget.domain.evidence import Evidence, Gate, Phase, gates
from services.budget.domain.grant import Amendment, NewGrant, Terms, amount_named_on, terms_as_of
from services.budget.domain.income import Cover, Income, cover_as_of
from services.budget.domain.pack_change import PackChange, with_changes
from services.budget.domain.parameters import as_setting
from services.budget.domain.rate_evidence import Award, rate_gate
from services.budget.domain.relief import Relief
from services.budget.domain.rulepack import RulePacks, Rules, resolve
from services.budget.domain.waiver import Waiver
from services.budget.store.amendment import amendments_of
from services.budget.store.determination import determinations_of
from services.budget.store.evidence import evidence_of
from services.budget.store.income import incomes_of
from services.budget.store.pack_change import released_changes
from services.budget.store.tables import Base
from services.budget.store.waiver import approved_waivers
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion, random_id

Status = Literal["proposed", "active"]


class GrantRow(Base):
    """The award notice as entered; amendments lie beside it and never change it."""

    __tablename__ = "grant"
    __table_args__ = (
        CheckConstraint("confirmed_by <> created_by", name="four_eyes"),
        CheckConstraint("(status = 'active') = (confirmed_by IS NOT NULL)", name="confirmed"),
        CheckConstraint("status IN ('proposed', 'active')", name="status"),
    )

    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    programme_id: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    phase: Mapped[str] = mapped_column(String(1))
    status: Mapped[str] = mapped_column(String(10))
    award_notice_number: Mapped[str] = mapped_column(String(120))
    award_date: Mapped[date]
    funding_rate_bp: Mapped[int]
    max_eligible_cents: Mapped[int | None] = mapped_column(BigInteger)
    max_grant_cents: Mapped[int | None] = mapped_column(BigInteger)
    period_start: Mapped[date]
    period_end: Mapped[date]
    earliest_contract_date: Mapped[date]
    payments_until: Mapped[date]
    rule_pack: Mapped[str] = mapped_column(String(80))
    rule_settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(36))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int]
    stamp: Mapped[str] = mapped_column(String(36))


@dataclass(frozen=True)
class GrantRecord:
    """One grant as stored; `amendments` includes proposed ones (`known_on` None), `determinations`
    only confirmed ones.

    `waivers` are the approved ones, expired and revoked ones included; `pack_changes` all released
    changes of rule packs as this transaction sees them.
    `version` counts every change of the grant and what belongs to it (ETag); `stamp` is random and
    new with every change, so it names one content for ever, even where a change was rolled back.
    """

    grant_id: str
    programme_id: str
    title: str
    phase: Phase
    status: Status
    award_notice_number: str
    award_date: date
    first_terms: Terms
    amendments: tuple[Amendment, ...]
    evidence: tuple[Evidence, ...]
    incomes: tuple[Income, ...]
    determinations: tuple[Determination, ...]
    created_by: str
    confirmed_by: str | None
    version: int
    stamp: str
    waivers: tuple[Waiver, ...] = ()
    pack_changes: tuple[PackChange, ...] = ()

    @property
    def is_active(self) -> bool:
        """Only a confirmed grant takes plans, expenditures and calls."""
        return self.status == "active"

    def terms(self, as_of: date) -> Terms:
        """Terms in force on a day, as known on that day."""
        return self.terms_of_call(as_of, as_of)

    def terms_of_call(self, last_day: date, today: date) -> Terms:
        """The terms of a call's last day; what the funder reduced the grant to counts from its own
        day on, today if that is later: nothing beyond it is paid any more (PLAN-05)."""
        found = terms_as_of(self.first_terms, self.amendments, last_day)
        day = max(last_day, today)
        named_on = amount_named_on(self.first_terms, self.amendments, day)
        return replace(found, reduced_to_cents=reduced_to(self.determinations, day, named_on))

    def law(self, packs: RulePacks) -> RulePacks:
        """The delivered rule packs with every released change."""
        return with_changes(packs, self.pack_changes)

    def rules(self, packs: RulePacks, as_of: date) -> Rules:
        """The rule pack's parameters on a day, under the terms known then."""
        terms = self.terms(as_of)
        return resolve(self.law(packs), terms.rule_pack, terms.rule_settings, as_of)

    def relief(self, packs: RulePacks, as_of: date) -> Relief:
        """What softens errors on a day: rules that still only warn, and waivers that count."""
        counting = tuple(one for one in self.waivers if one.counts_on(as_of))
        return Relief(self.rules(packs, as_of).transitions, counting)

    def cover(self, as_of: date) -> Cover:
        """Money of others received up to a day, treated as was determined (PLAN-07)."""
        return cover_as_of(self.incomes, as_of, self.determinations)

    def gates(
        self, packs: RulePacks, as_of: date, last_day: date | None = None
    ) -> tuple[Gate, ...]:
        """The conditions of a call (Abrufvoraussetzungen) as of a day; `last_day` is that of the
        call, whose rate may be another than today's."""
        rules = self.rules(packs, as_of)
        of_call = last_day or as_of
        rate = self.terms_of_call(of_call, as_of).funding_rate_bp
        found = (
            *gates(self.phase, self.evidence, rules, as_of),
            *rate_gate(self.award, rate, rules, of_call, as_of),
        )
        return tuple(cited(found, rules, self.phase))

    @property
    def award(self) -> Award:
        """What the funding rate can come from (PRG-02)."""
        return Award(self.first_terms, self.amendments, self.evidence)


def load_grant(session: Session, grant_id: str, lock: bool = False) -> GrantRecord:
    """The grant with amendments, evidence and incomes. Raises NotFound.

    `lock` holds the row until the end of the transaction: two commands on one grant then run one
    after the other on PostgreSQL (SQLite writes one after the other anyway).
    """
    statement = select(GrantRow).where(GrantRow.grant_id == grant_id)
    if lock:
        # The row may be in the session already, read before the lock was had.
        statement = statement.with_for_update().execution_options(populate_existing=True)
    row = session.scalar(statement)
    if row is None:
        message = f"Die Zuwendung „{grant_id[:80]}“ gibt es nicht."
        raise NotFound([Violation("grant_unknown", "API", message)])
    return _record(session, row, released_changes(session))


def grant_exists(session: Session, grant_id: str) -> bool:
    """Whether the id is taken."""
    return session.scalar(select(GrantRow.version).where(GrantRow.grant_id == grant_id)) is not None


def list_grants(
    session: Session,
    *,
    only: Iterable[str] | None = None,
    after: str | None = None,
    limit: int = 500,
) -> list[GrantRecord]:
    """Grants in the order of their ids, from behind `after`; `only` None means all of them."""
    statement = select(GrantRow).order_by(GrantRow.grant_id).limit(limit)
    if only is not None:
        statement = statement.where(GrantRow.grant_id.in_(list(only)))
    if after is not None:
        statement = statement.where(GrantRow.grant_id > after)
    changes = released_changes(session)
    return [_record(session, row, changes) for row in session.scalars(statement)]


def insert_grant(session: Session, new: NewGrant, terms: Terms, by: Occasion) -> None:
    """Keeps a proposed grant."""
    session.add(
        GrantRow(
            grant_id=new.grant_id,
            programme_id=new.programme_id,
            title=new.title,
            phase=new.phase.value,
            status="proposed",
            award_notice_number=new.award_notice_number,
            award_date=new.award_date,
            funding_rate_bp=terms.funding_rate_bp,
            max_eligible_cents=terms.max_eligible_cents,
            max_grant_cents=terms.max_grant_cents,
            period_start=terms.period_start,
            period_end=terms.period_end,
            earliest_contract_date=terms.earliest_contract_date,
            payments_until=terms.payments_until,
            rule_pack=terms.rule_pack,
            rule_settings=dict(terms.rule_settings),
            created_by=by.actor,
            created_at=by.now,
            version=1,
            stamp=random_id(),
        )
    )
    session.flush()


def confirm_grant_row(session: Session, grant_id: str, by: Occasion) -> None:
    """Marks a proposed grant active; the second person is checked by the database too."""
    session.execute(
        update(GrantRow)
        .where(GrantRow.grant_id == grant_id, GrantRow.status == "proposed")
        .values(
            status="active",
            confirmed_by=by.actor,
            confirmed_at=by.now,
            version=GrantRow.version + 1,
            stamp=random_id(),
        )
    )


def touch_grant(session: Session, grant_id: str) -> None:
    """Counts a change of what belongs to the grant (amendment, evidence, income, plan …)."""
    session.execute(
        update(GrantRow)
        .where(GrantRow.grant_id == grant_id)
        .values(version=GrantRow.version + 1, stamp=random_id())
    )


def _record(session: Session, row: GrantRow, changes: tuple[PackChange, ...]) -> GrantRecord:
    return GrantRecord(
        grant_id=row.grant_id,
        programme_id=row.programme_id,
        title=row.title,
        phase=Phase(row.phase),
        status="active" if row.status == "active" else "proposed",
        award_notice_number=row.award_notice_number,
        award_date=row.award_date,
        first_terms=_first_terms(row),
        amendments=amendments_of(session, row.grant_id),
        evidence=evidence_of(session, row.grant_id),
        incomes=incomes_of(session, row.grant_id),
        determinations=determinations_of(session, row.grant_id),
        waivers=approved_waivers(session, row.grant_id),
        pack_changes=changes,
        created_by=row.created_by,
        confirmed_by=row.confirmed_by,
        version=row.version,
        stamp=row.stamp,
    )


def _first_terms(row: GrantRow) -> Terms:
    return Terms(
        funding_rate_bp=row.funding_rate_bp,
        max_eligible_cents=row.max_eligible_cents,
        max_grant_cents=row.max_grant_cents,
        period_start=row.period_start,
        period_end=row.period_end,
        earliest_contract_date=row.earliest_contract_date,
        payments_until=row.payments_until,
        rule_pack=row.rule_pack,
        rule_settings={key: as_setting(value) for key, value in row.rule_settings.items()},
    )
