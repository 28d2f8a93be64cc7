"""The only place that turns errors into answers: problem+json (RFC 9457) or a German page.

Anything unknown becomes a 500 with an id: the reader gets the id, the operator the trace in the
log, nobody else sees it.
"""

from __future__ import annotations

import errno
import secrets
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from shared.errors import (
    Conflict,
    DecidingValue,
    DomainError,
    Forbidden,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Refused,
    TooLarge,
    Unauthenticated,
    Unavailable,
    Violation,
)
from shared.web.advice import advice_as_json
from shared.web.german_messages import in_german

STATUS: dict[type[DomainError], int] = {
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    PreconditionFailed: 412,
    TooLarge: 413,
    Refused: 422,
    PreconditionRequired: 428,
    Unavailable: 503,
}

TITLES = {
    400: "Die Anfrage ist unverständlich",
    401: "Anmeldung erforderlich",
    403: "Dafür fehlt eine Rolle",
    404: "Nicht gefunden",
    405: "Diese Aktion gibt es hier nicht",
    409: "Der Stand lässt das nicht mehr zu",
    412: "Zwischenzeitlich geändert",
    413: "Zu groß",
    415: "Dieses Format wird nicht angenommen",
    422: "Abgelehnt",
    428: "Stand der Daten fehlt (If-Match)",
    429: "Zu viele Anfragen",
    500: "Interner Fehler",
    503: "Gerade nicht erreichbar",
    507: "Kein Speicherplatz",
}

_STORAGE_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

log = structlog.get_logger(__name__)


def register_error_handlers(app: Flask) -> None:
    """Answers for domain errors, HTTP errors and everything else."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def violations_as_json(violations: Iterable[Violation]) -> list[dict[str, Any]]:
    """The shape promised in the API; `values` only where the rule read one."""
    return [
        {
            "code": one.code,
            "severity": one.severity,
            "rule": one.rule,
            "message": one.message,
            "field": one.field,
            **advice_as_json(one.code, one.rule, one.field),
            **values_as_json(one.values),
        }
        for one in violations
    ]


def values_as_json(values: Iterable[DecidingValue]) -> dict[str, Any]:
    """The optional field of everything a rule says: what decided it, absent where nothing did."""
    found = [asdict(one) for one in values]
    return {"values": found} if found else {}


def status_of(error: DomainError) -> int:
    """The HTTP status of a domain error."""
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 422)


def _domain_error(error: DomainError) -> Response:
    response = answer(status_of(error), error.violations)
    if isinstance(error, Unavailable):
        response.headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, Unauthenticated):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return error.get_response()  # type: ignore[return-value]
    fields = getattr(error, "data", {}).get("messages", {}) or {}
    said = _too_large() if code == 413 else TITLES.get(code, error.name)
    violations = list(_field_violations(fields)) or [Violation(f"http_{code}", "API", said)]
    response = answer(code, violations)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _too_large() -> str:
    limit = request.max_content_length
    most = f"Hier sind höchstens {_megabytes(limit)} erlaubt" if limit else "Das ist zu groß"
    return (
        f"{most}; gesendet wurde mehr. Gespeichert ist nichts. Bitte die Datei verkleinern (etwa "
        "mit geringerer Auflösung scannen) oder aufteilen, einen Text kürzen, dann erneut senden."
    )


def _megabytes(size: int) -> str:
    megabytes, rest = divmod(size, 1024 * 1024)
    return f"{megabytes} MB" if not rest else f"{size // 1024} KB"


def way_back() -> str:
    """The page of ours a refused form was sent from, as a path; empty where that is not known."""
    came = urlsplit(request.referrer or "")
    is_own = request.method == "POST" and came.netloc == request.host
    path = came.path + (f"?{came.query}" if came.query else "")
    return path if is_own and path.startswith("/") and not path.startswith("//") else ""


def _field_violations(messages: Any, path: str = "") -> Iterable[Violation]:
    """marshmallow's nested messages as one violation per field."""
    if isinstance(messages, dict):
        for key, value in messages.items():
            known = key in ("json", "query", "form", "files", "headers", "_schema") and not path
            yield from _field_violations(value, path if known else f"{path}.{key}".strip("."))
    else:
        for text in messages if isinstance(messages, list) else [messages]:
            yield Violation("invalid_field", "API", in_german(str(text)), field=path or None)


def _unexpected(error: Exception) -> Response:
    if isinstance(error, OSError) and error.errno in _STORAGE_FULL:
        return _storage_full(error)
    incident = secrets.token_hex(6)
    log.error(
        "unexpected_error",
        incident=incident,
        method=request.method,
        route=str(request.url_rule),
        exc_info=error,
    )
    message = f"Es ist ein Fehler aufgetreten. Bitte der Betriebsstelle melden: {incident}."
    return answer(500, [Violation("internal_error", "SYSTEM", message)])


def _storage_full(error: OSError) -> Response:
    """A temporary file of an upload or a report found no room; the transaction is rolled back."""
    log.error("storage_full", method=request.method, route=str(request.url_rule), exc_info=error)
    message = (
        "Der Speicherplatz reicht nicht aus. Es wurde nichts gespeichert; "
        "bitte die Betriebsstelle informieren und später erneut versuchen."
    )
    response = answer(507, [Violation("storage_full", "SYSTEM", message)])
    response.headers["Retry-After"] = "60"
    return response


def answer(status: int, violations: Iterable[Violation], title: str = "") -> Response:
    """problem+json on API paths, a page elsewhere; the title is that of the status if not given."""
    violations = list(violations)
    title = title or TITLES.get(status, "Fehler")
    if "/api/" in request.path or request.path.startswith("/audit/log/"):
        response = jsonify(
            type="about:blank",
            title=title,
            status=status,
            detail=" ".join(one.message for one in violations),
            violations=violations_as_json(violations),
        )
        response.content_type = "application/problem+json"
    else:
        page = render_template(
            "shared/problem.html",
            status=status,
            title=title,
            violations=violations,
            back=way_back(),
        )
        response = Response(page, content_type="text/html; charset=utf-8")
    response.status_code = status
    return response
