"""What waits for a second person: grants, amendments, plans, calls and takeovers to be released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.domain.base_rate import half_year_text
from services.budget.domain.drawdown import CallStatus
from services.budget.domain.waiver import WaiverState
from services.budget.store.amendment import amendment_records
from services.budget.store.base_rate import all_base_rates
from services.budget.store.determination import determination_records
from services.budget.store.drawdown_reading import drawdowns_of, releases_of
from services.budget.store.grant import GrantRecord, list_grants
from services.budget.store.pack_change import changes_of
from services.budget.store.plan import plans_of
from services.budget.store.reallocation import reallocations_of
from services.budget.store.waiver import waivers_of
from services.budget.usecases.opening import waiting_openings
from services.budget.web.grant_pages import today
from services.budget.web.labels import period_label
from shared.access import Principal
from shared.money import format_euro


@dataclass(frozen=True)
class OpenRelease:
    """One thing that waits; `is_own` says that this user made it and so may not release it."""

    grant_id: str
    what: str
    href: str
    is_own: bool


def open_releases(session: Session, who: Principal) -> list[OpenRelease]:
    """What waits for a release in the grants where the user holds a releasing role."""
    releasing = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
    if not who.holds(releasing, None):
        return []
    found = list(_base_rates(session, who))
    for grant in list_grants(session, only=who.grants(releasing)):
        if who.holds([Role.HEAD_OF_FINANCE], grant.grant_id):
            found.extend(_confirmations(session, grant, who.user_id))
        found.extend(_plans(session, grant, who.user_id))
        found.extend(_determinations(session, grant.grant_id, who.user_id))
        found.extend(_reallocations(session, grant.grant_id, who.user_id))
        found.extend(_calls(session, grant.grant_id, who.user_id))
        found.extend(_openings(session, grant.grant_id, who.user_id))
        found.extend(_waivers(session, grant.grant_id, who.user_id))
    if who.grants([Role.HEAD_OF_FINANCE]) is None:
        found.extend(_packs(session, who.user_id))
    return found


def _base_rates(session: Session, who: Principal) -> Iterator[OpenRelease]:
    if who.holds([Role.PROGRAMME_HEAD], None):
        for one in all_base_rates(session):
            if not one.confirmed_by:
                what = f"Basiszinssatz für das {half_year_text(one.rate.valid_from)}"
                href = url_for("budget_base_rates.show")
                yield OpenRelease("alle Zuwendungen", what, href, one.created_by == who.user_id)


def _confirmations(session: Session, grant: GrantRecord, user_id: str) -> Iterator[OpenRelease]:
    at = grant.grant_id
    if not grant.is_active:
        href = url_for("budget_grants.show", grant_id=at)
        yield OpenRelease(at, f"Zuwendung „{grant.title}“", href, grant.created_by == user_id)
    for one in amendment_records(session, at):
        if not one.confirmed_by:
            href = url_for("budget_amendments.show", grant_id=at)
            what = f"Änderungsbescheid {one.amendment.reference}"
            yield OpenRelease(at, what, href, one.created_by == user_id)


def _determinations(session: Session, grant_id: str, user_id: str) -> Iterator[OpenRelease]:
    for one in determination_records(session, grant_id):
        if one.status == "proposed":
            href = url_for("budget_determinations.show", grant_id=grant_id)
            what = f"Festlegung {one.determination.reference}"
            yield OpenRelease(grant_id, what, href, one.created_by == user_id)


def _reallocations(session: Session, grant_id: str, user_id: str) -> Iterator[OpenRelease]:
    for one in reallocations_of(session, grant_id):
        if one.status == "proposed":
            href = url_for("budget_reallocations.show", grant_id=grant_id)
            yield OpenRelease(
                grant_id, f"Mittelverschiebung {one.number}", href, one.created_by == user_id
            )


def _plans(session: Session, grant: GrantRecord, user_id: str) -> Iterator[OpenRelease]:
    records = plans_of(session, grant.grant_id)
    newest = max((one.version for one in records if one.status == "released"), default=0)
    for one in records:
        if one.status != "released" and one.version > newest:
            href = url_for("budget_plans.one_version", grant_id=grant.grant_id, version=one.version)
            is_own = user_id in {one.created_by, *one.releases}
            yield OpenRelease(grant.grant_id, f"Planfassung {one.version}", href, is_own)


def _calls(session: Session, grant_id: str, user_id: str) -> Iterator[OpenRelease]:
    drafts = [one for one in drawdowns_of(session, grant_id) if CallStatus(one.status).is_open]
    given = releases_of(session, [one.drawdown_id for one in drafts])
    for one in drafts:
        href = url_for("budget_drawdowns.show", drawdown_id=one.drawdown_id)
        what = f"Mittelabruf {period_label(one.period)} über {format_euro(one.amount_cents)}"
        people = {one.created_by, *given.get(one.drawdown_id, ())}
        yield OpenRelease(grant_id, what, href, user_id in people)


def _openings(session: Session, grant_id: str, user_id: str) -> Iterator[OpenRelease]:
    for one in waiting_openings(session, grant_id):
        href = url_for("budget_openings.show", opening_id=one.opening_id)
        is_own = user_id in {one.created_by, one.first_released_by}
        yield OpenRelease(grant_id, f"Übernahme von {one.expenditures} Belegen", href, is_own)


def _waivers(session: Session, grant_id: str, user_id: str) -> Iterator[OpenRelease]:
    for one in waivers_of(session, grant_id):
        if one.state(today()) is WaiverState.PROPOSED:
            href = url_for("budget_waivers.show_all", grant_id=grant_id)
            what = f"Ausnahme Nr. {one.number} von {one.new.target.rule}"
            yield OpenRelease(grant_id, what, href, one.created_by == user_id)


def _packs(session: Session, user_id: str) -> Iterator[OpenRelease]:
    for one in changes_of(session):
        if one.status == "proposed":
            href = url_for("budget_rulepacks.show_change", change_id=one.change_id)
            what = f"Änderung des Regelpakets {one.change.pack_id}"
            yield OpenRelease("alle", what, href, one.created_by == user_id)
