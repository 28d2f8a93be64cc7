"""The German pages of reporting: translate a form, call one use case, show a page."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from flask import Response, make_response, render_template, request

from services.reporting.render import html
from services.reporting.usecases.means import Means
from services.reporting.usecases.reader import Reader
from services.reporting.web.words import WORDS
from shared.service import ServicePorts
from shared.web.access import AccessControl, occasion, ports_of, principal
from shared.workshop import Workshop

TEMPLATES: Final = str(Path(__file__).parent.parent / "templates")
STATIC: Final = str(Path(html.__file__).parent / "static")
"""The style of reports lies beside what it explains."""

access = AccessControl("reporting")


def reporting() -> ServicePorts:
    """The running reporting service of this app."""
    return ports_of("reporting")


def means() -> Means:
    """What use cases need besides their session."""
    return cast(Means, reporting().extras["means"])


def works() -> Workshop:
    """Where drafts and releases are done."""
    return cast(Workshop, reporting().extras["works"])


def page(template: str, status: int = 200, **values: object) -> Response:
    """A page of ours."""
    return make_response(render_template(template, **WORDS, **values), status)


def reader() -> Reader:
    """Whoever asks for reports in this request."""
    return Reader(reporting(), principal(), occasion(), f"{request.method} {request.url_rule}")
