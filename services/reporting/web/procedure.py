"""Verfahrensdokumentation: what the program is, made anew on every request."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response
from markupsafe import Markup

from contracts.roles import READERS, Role
from services.reporting.usecases.file_headers import document_headers
from services.reporting.usecases.procedure import FORMATS, procedure_documentation
from services.reporting.usecases.standalone import article_in
from services.reporting.web import access, means, page, reporting
from shared.errors import NotFound, Violation
from shared.web.access import principal

blueprint = Blueprint(
    "reporting_procedure", __name__, url_prefix="/reporting/verfahrensdokumentation"
)

PROCEDURE_READERS: Final = (*READERS, Role.FUNCTIONAL_ADMIN)


@blueprint.get("")
@access.page(*PROCEDURE_READERS)
def show() -> Response:
    """The documentation on screen."""
    return page("reporting/procedure.html", article=Markup(article_in(_made("html"))))


@blueprint.get("/datei.<format_>")
@access.page(*PROCEDURE_READERS)
def download(format_: str) -> Response:
    """The documentation as a file."""
    if format_ not in FORMATS:
        message = f"Die Verfahrensdokumentation gibt es nicht als „{format_[:10]}“."
        raise NotFound([Violation("rendering_unknown", "API", message)])
    return Response(_made(format_), headers=document_headers("verfahrensdokumentation", format_))


def _made(format_: str) -> bytes:
    ports = reporting()
    with ports.sessions.read() as session:
        return procedure_documentation(
            session,
            format_,
            means=means(),
            settings=ports.settings,
            only=principal().grants(PROCEDURE_READERS),
        )
