"""Plugs the rooms of budget together: ports, blueprints, workers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint
from sqlalchemy.orm import Session

from contracts.events.budget import AccessDenied, CommandRefused
from services.budget import rulepacks
from services.budget.api import (
    amendments,
    audits,
    authorities,
    balance,
    base_rates,
    budget_years,
    certifications,
    deadlines,
    deletions,
    determinations,
    documents,
    drawdowns,
    evidence,
    expenditures,
    expenditures_actions,
    grants,
    imports,
    imports_openings,
    incomes,
    interest,
    inventory,
    inventory_disposals,
    invoices,
    measure_closing,
    measure_description,
    measures,
    moving_out,
    notices,
    personnel,
    plans,
    procurements,
    procurements_contract,
    procurements_items,
    proofs,
    reallocations,
    receipt_bundles,
    receipt_files,
    reconciliations,
    registers,
    repayments,
    retention,
    rights,
    rules,
    signatories,
    waivers,
)
from services.budget.api import rulepacks as rulepacks_api
from services.budget.handlers import Reassessment
from services.budget.store.amendment import load_amendment
from services.budget.store.authorisation import grant_of_authorisation
from services.budget.store.creditor import CreditorIndex
from services.budget.store.deadline import load_extension
from services.budget.store.determination import grant_of_determination
from services.budget.store.files import FileStore
from services.budget.store.grant_lookup import GRANT_OF
from services.budget.store.reallocation import grant_of_reallocation
from services.budget.store.signatory import grant_of_signatory
from services.budget.store.tables import DIRECTORY, KEYS, OUTBOX, POSITIONS
from services.budget.store.user import sample_user_exists, user_by_name
from services.budget.store.waiver import grant_of_waiver
from services.budget.usecases.means import Means
from services.budget.usecases.works import WORKS
from services.budget.web import session as session_pages
from services.budget.web import users as user_pages
from services.budget.web.page_rules import PAGE_RULES
from services.budget.web.pages import PAGES
from shared.clock import Clock
from shared.database import Sessions
from shared.keyring import Keyring
from shared.pump import Worker
from shared.relay import Relay
from shared.service import Service, ServicePorts
from shared.settings import Settings, SettingsError
from shared.transport import Transport
from shared.web.openapi import rest_api
from shared.workshop import TakeUp

NAME = "budget"
API = (
    grants.blueprint,
    amendments.blueprint,
    measures.blueprint,
    measure_closing.blueprint,
    measure_description.blueprint,
    plans.blueprint,
    reallocations.blueprint,
    signatories.blueprint,
    evidence.blueprint,
    incomes.blueprint,
    determinations.blueprint,
    repayments.blueprint,
    expenditures.blueprint,
    expenditures_actions.blueprint,
    certifications.blueprint,
    authorities.blueprint,
    personnel.blueprint,
    documents.blueprint,
    procurements.blueprint,
    procurements_items.blueprint,
    procurements_contract.blueprint,
    balance.blueprint,
    budget_years.blueprint,
    reconciliations.blueprint,
    drawdowns.blueprint,
    base_rates.blueprint,
    interest.blueprint,
    deadlines.blueprint,
    notices.blueprint,
    proofs.blueprint,
    registers.blueprint,
    invoices.blueprint,
    imports.blueprint,
    imports_openings.blueprint,
    moving_out.blueprint,
    receipt_bundles.blueprint,
    receipt_files.blueprint,
    rules.blueprint,
    rulepacks_api.blueprint,
    waivers.blueprint,
    inventory.blueprint,
    inventory_disposals.blueprint,
    retention.blueprint,
    rights.blueprint,
    deletions.blueprint,
    audits.blueprint,
)


def ports(settings: Settings, clock: Clock, transport: Transport) -> ServicePorts:
    """The running service on a migrated database.

    Raises RulePackError when a rule pack is wrong, SettingsError where `DATA_KEY` is not the one of
    this database and in production while a user of the embedded default exists.
    """
    packs = rulepacks.load()
    sessions = Sessions(settings.database_url_for(NAME), durable=settings.durable)
    if settings.production:
        _demand_no_sample_user(sessions)
    keyring = Keyring(KEYS, settings.data_key)
    return ServicePorts(
        name=NAME,
        settings=settings,
        clock=clock,
        sessions=sessions,
        outbox=OUTBOX,
        directory=DIRECTORY,
        positions=POSITIONS,
        refused=CommandRefused,
        denied=AccessDenied,
        transport=transport,
        extras={
            "means": Means(
                packs=packs,
                keyring=keyring,
                files=FileStore(settings.documents_dir, durable=settings.durable),
                index=_index(sessions, keyring),
            ),
            "works": WORKS,
        },
        grant_of={
            "amendment_id": _grant_of_amendment,
            "extension_id": _grant_of_extension,
            "measure_id": measures.grant_of_measure,
            "determination_id": grant_of_determination,
            "waiver_id": grant_of_waiver,
            "notice_id": notices.grant_of_notice,
            "reallocation_id": grant_of_reallocation,
            "signatory_id": grant_of_signatory,
            "authorisation_id": grant_of_authorisation,
            **GRANT_OF,
        },
        user_named=_user_named,
    )


def blueprints(ports: ServicePorts) -> Sequence[Blueprint]:
    """The JSON API and the pages."""
    return (
        rest_api(NAME, "Fördernachweis: Budget", API),
        session_pages.blueprint,
        user_pages.blueprint,
        *PAGES,
    )


def workers(ports: ServicePorts) -> Sequence[Worker]:
    """Budget hears nobody: it carries its outbox into the stream, takes up long work, and keeps
    grants assessed as the law and the day demand."""
    lock_file = ports.settings.data_dir / f"{NAME}.relay.lock"
    return (
        Relay(ports.sessions, ports.outbox, ports.transport, ports.clock, lock_file),
        TakeUp(ports, ports.extras["works"]),
        Reassessment(ports),
    )


def _index(sessions: Sessions, keyring: Keyring) -> CreditorIndex:
    try:
        return CreditorIndex.of_installation(sessions, keyring)
    except ValueError as error:
        raise SettingsError(
            "DATA_KEY öffnet die Schlüssel dieser Datenbank nicht. Bitte den Schlüssel einsetzen, "
            "mit dem sie zuletzt betrieben wurde."
        ) from error


def _demand_no_sample_user(sessions: Sessions) -> None:
    with sessions.read() as session:
        found = sample_user_exists(session)
    if found:
        raise SettingsError(
            "In dieser Datenbank gibt es noch Beispielbenutzer des Probebetriebs. Ein Betrieb "
            "außerhalb dieses Rechners braucht eine Datenbank ohne sie."
        )


def _user_named(session: Session, login_or_id: str) -> str | None:
    found = user_by_name(session, login_or_id)
    return found.user_id if found else None


def _grant_of_amendment(session: Session, amendment_id: str) -> str:
    return load_amendment(session, amendment_id).grant_id


def _grant_of_extension(session: Session, extension_id: str) -> str:
    return load_extension(session, extension_id).grant_id


SERVICE = Service(
    name=NAME,
    ports=ports,
    blueprints=blueprints,
    workers=workers,
    page_rules=PAGE_RULES,
    migrations=Path(__file__).parent / "migrations",
)
