"""The JSON API of reporting: translates a request, calls one use case, answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from flask import Response, request
from sqlalchemy.orm import Session

from services.reporting.store.stream import IDEMPOTENCY
from services.reporting.usecases.means import Means
from services.reporting.usecases.reading import tells_pay, visibility
from services.reporting.usecases.rights import DRAFT_READERS, pay_is_hidden
from shared.errors import Forbidden
from shared.service import ServicePorts
from shared.web.access import AccessControl, occasion, ports_of, principal
from shared.web.idempotency import Answer, run_command
from shared.web.long_work import MakeOrder, Tell, run_long
from shared.workshop import Workshop

access = AccessControl("reporting")


def reporting() -> ServicePorts:
    """The running reporting service of this app."""
    return ports_of("reporting")


def means() -> Means:
    """What use cases need besides their session."""
    return cast(Means, reporting().extras["means"])


def command(name: str, run: Callable[[Session], Answer]) -> Response:
    """Runs one use case as the answer to a POST."""
    return run_command(reporting(), IDEMPOTENCY, name, run)


def works() -> Workshop:
    """Where drafts and releases are done."""
    return cast(Workshop, reporting().extras["works"])


def long_command(name: str, order: MakeOrder, tell: Tell) -> Response:
    """Orders long work as the answer to a POST: its result, or 202 with its progress."""
    return run_long(reporting(), IDEMPOTENCY, works(), name, order, tell)


def sees_drafts(grant_id: str) -> bool:
    """The committee sees what was released, the other readers everything."""
    return principal().holds(DRAFT_READERS, grant_id)


def demand_readable(grant_id: str, *, released: bool) -> None:
    """Raises Forbidden (written as an event) when only a reader of drafts may see this."""
    if not released:
        _demand_reader(grant_id, partial(principal().demand, DRAFT_READERS, grant_id))


def demand_part(report_id: str, part: str) -> None:
    """The same, and where this part would tell the committee what few persons earn (PERS-06).
    Raises NotFound."""
    with reporting().sessions.read() as session:
        grant_id, released = visibility(session, report_id)
    demand_readable(grant_id, released=released)
    if hides(report_id, grant_id, part):
        _demand_reader(grant_id, _refuse_pay)


def hides(report_id: str, grant_id: str, part: str) -> bool:
    """Whether this part is kept from whoever asks: readers of single rows read everything."""
    if sees_drafts(grant_id):
        return False
    with reporting().sessions.read() as session:
        return tells_pay(session, report_id, part)


def _refuse_pay() -> None:
    raise pay_is_hidden()


def _demand_reader(grant_id: str, demand: Callable[[], None]) -> None:
    try:
        demand()
    except Forbidden:
        route = f"{request.method} {request.url_rule}"
        reporting().record_denial(route, DRAFT_READERS, occasion(), grant_id)
        raise
