"""The JSON API of one service: views, prefix and the served OpenAPI document.

Several services live in one app, each with a document of its own. Errors stay what
`shared.web.problems` makes of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import flask
import flask_smorest  # type: ignore[import-untyped]
from flask.blueprints import BlueprintSetupState
from marshmallow import RAISE, Schema, fields, validate
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import RequestEntityTooLarge

from shared.web.access import public
from shared.web.advice import AdviceSchema
from shared.web.app import csrf
from shared.web.described import COMPONENTS, describe_promises


class DecidingValueSchema(Schema):
    """A value that decided: what it is called and says (German), and where it is written."""

    parameter = fields.String(required=True)
    label = fields.String(required=True)
    value = fields.String(required=True)
    pack = fields.String(required=True)
    pack_version = fields.String(required=True)
    citation = fields.String(required=True)
    confidence = fields.String(required=True, validate=validate.OneOf(["H", "M", "L"]))
    set_by_grant = fields.Boolean(required=True)


class ViolationSchema(AdviceSchema):
    """One reason, as promised in every error and in every answer with warnings: the rule with its
    title and citation, what would make it pass, and `values` where the rule read any."""

    code = fields.String(required=True)
    severity = fields.String(required=True, validate=validate.OneOf(["error", "warning"]))
    rule = fields.String(required=True)
    message = fields.String(required=True)
    field = fields.String(required=True, allow_none=True)
    values = fields.List(fields.Nested(DecidingValueSchema))


class ProblemSchema(Schema):
    """RFC 9457 with all reasons."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    violations = fields.List(fields.Nested(ViolationSchema), required=True)


class _Parser(FlaskParser):
    """Reads bodies; one that Python's parser gives up on is unreadable (400), no crash.

    A misspelt parameter of an address is refused like a misspelt field: unheard, a filter would
    answer with more than was asked for.
    """

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {  # noqa: RUF012 - as webargs declares it
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
    }

    def _raw_load_json(self, req: flask.Request) -> Any:
        limit = req.max_content_length
        if req.content_length is None and limit is not None and len(req.get_data()) >= limit:
            raise RequestEntityTooLarge  # a body in chunks is cut at the limit without a word
        try:
            return super()._raw_load_json(req)
        except (json.JSONDecodeError, UnicodeDecodeError):
            raise
        except (RecursionError, ValueError) as error:  # nested too deep; a number of 4,300 digits
            raise json.JSONDecodeError("nested too deep or number too long", "{", 0) from error


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """Blueprint of a JSON API: what all of them share."""

    ARGUMENTS_PARSER = _Parser()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._prepare_doc_cbks.append(describe_promises)


class _Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest without its own error answers."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """`shared.web.problems` answers."""

    def _register_responses(self) -> None:
        """Errors are described as the problems they are, answers of views as JSON."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE  # the class says what views answer with


def rest_api(service: str, title: str, blueprints: Sequence[Blueprint]) -> flask.Blueprint:
    """A Flask blueprint that installs the given ones under `/{service}/api/v1`.

    `openapi.json` (3.1) lies beside them. The JSON API ignores cookies, so it needs no CSRF token.
    """
    carrier = flask.Blueprint(f"{service}_rest", __name__)
    carrier.record_once(lambda state: _install(state, service, title, blueprints))
    return carrier


def _install(
    state: BlueprintSetupState,
    service: str,
    title: str,
    blueprints: Sequence[Blueprint],
) -> None:
    app: Any = state.app
    prefix = f"/{service}/api/v1"
    app.config.update(
        {
            f"{service.upper()}_API_TITLE": title,
            f"{service.upper()}_API_VERSION": "v1",
            f"{service.upper()}_OPENAPI_VERSION": "3.1.0",
            f"{service.upper()}_OPENAPI_URL_PREFIX": prefix,
        }
    )
    bearer = {"type": "http", "scheme": "bearer"}
    api = _Api(
        app,
        config_prefix=service.upper(),
        spec_kwargs={
            "security": [{"bearer": []}],
            "components": {"securitySchemes": {"bearer": bearer}, **COMPONENTS},
        },
    )
    name = f"{service}-api-docs.openapi_json"
    served = app.view_functions[name]
    app.view_functions[name] = public("the promise itself: no content of any grant")(
        lambda: served()
    )
    for blueprint in blueprints:
        api.register_blueprint(blueprint, url_prefix=prefix)
        csrf.exempt(blueprint)
