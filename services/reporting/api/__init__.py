"""The JSON API of reporting: translates a request, calls one use case, answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Response, request
from sqlalchemy.orm import Session

from services.reporting.store.stream import IDEMPOTENCY
from services.reporting.usecases.means import Means
from services.reporting.usecases.reader import Reader
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


def reader() -> Reader:
    """Whoever asks for reports in this request."""
    return Reader(reporting(), principal(), occasion(), f"{request.method} {request.url_rule}")
