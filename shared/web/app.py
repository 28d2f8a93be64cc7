"""The one app factory. Services plug their blueprints in; headers, errors and limits are common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    session,
)
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest, NotFound, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from contracts.rulebook.duty_remedies import duty_remedy
from shared.errors import Violation
from shared.money import format_count, format_euro, format_percent_bp, format_points_bp
from shared.periods import german_date
from shared.service import ServicePorts
from shared.settings import Settings
from shared.web.access import SESSION_USER, access_rule_of, public
from shared.web.health import health_blueprint
from shared.web.navigation import navigation_context
from shared.web.page_rules import PageRules, page_rules, tell_rules
from shared.web.problems import answer, register_error_handlers
from shared.web.rate_limit import limit_requests
from shared.web.rules import deciding_values, remedy, rule_reference
from shared.web.session_end import session_ended

DEFAULT_BODY_BYTES = 1024 * 1024

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

_NO_RULES: Final[PageRules] = {}

csrf = CSRFProtect()


def body_limit(size: int) -> Any:
    """Marks a view that takes bodies up to `size` bytes instead of 1 MB."""

    def decorate(view: Any) -> Any:
        view.body_limit = size
        return view

    return decorate


def create_app(settings: Settings) -> Flask:
    """An app without services; `install` adds them."""
    app = Flask("foerdernachweis", static_folder=None, template_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-sitzung" if settings.production else "sitzung",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=10),
        MAX_CONTENT_LENGTH=DEFAULT_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=2 * DEFAULT_BODY_BYTES,
        TRUSTED_HOSTS=list(settings.allowed_hosts) or ["127.0.0.1", "localhost", "[::1]"],
        WTF_CSRF_TIME_LIMIT=None,
        JSON_SORT_KEYS=False,
        CITY_NAME=settings.city_name,
        ACCESSIBILITY_CONTACT=settings.accessibility_contact,
    )
    if settings.production:
        # Exactly one proxy of ours stands in front (docker-compose.yml).
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    app.extensions["services"] = {}
    app.before_request(_refuse_nul)
    app.before_request(_apply_body_limit)
    app.after_request(_harden)
    csrf.init_app(app)
    limit_requests(app)
    app.register_blueprint(_shared_blueprint())
    app.register_blueprint(health_blueprint())
    app.add_template_filter(format_euro, "euro")
    app.add_template_filter(format_percent_bp, "percent")
    app.add_template_filter(format_points_bp, "percentage_points")
    app.add_template_filter(format_count, "thousands")
    app.add_template_filter(german_date, "german_date")
    app.add_template_global(rule_reference)
    app.add_template_global(duty_remedy)
    app.add_template_global(deciding_values)
    app.add_template_global(remedy)
    app.add_template_global(page_rules)
    app.context_processor(navigation_context)
    register_error_handlers(app)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(SecurityError, _host_error)
    return app


def install(
    app: Flask,
    ports: ServicePorts,
    blueprints: Sequence[Blueprint],
    of_pages: PageRules = _NO_RULES,
) -> None:
    """Adds one service to the app. Blueprints whose name ends in `_api` are free of CSRF: they
    ignore cookies. `of_pages`: which rules of law its pages name."""
    app.extensions["services"][ports.name] = ports
    tell_rules(app, of_pages)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
        if blueprint.name.endswith("_api"):
            csrf.exempt(blueprint)


def _shared_blueprint() -> Blueprint:
    shared = Blueprint(
        "shared",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/static",
    )

    @shared.get("/")
    @public("leads to the first page, which asks for a log-in itself")
    def index() -> Any:
        return redirect("/budget/", 303)

    @shared.get("/barrierefreiheit")
    @public("the statement on accessibility is for everybody (BITVNRW, ACC-02)")
    def accessibility() -> Any:
        return render_template("shared/accessibility.html")

    @shared.get("/anmelden")
    @public("leads to the log-in")
    def login() -> Any:
        return redirect(f"/budget/anmelden?{request.query_string.decode('ascii', 'ignore')}", 303)

    return shared


def _refuse_nul() -> None:
    """No id and no filter contains U+0000, and PostgreSQL takes it in no text."""
    if "\0" in request.path:
        raise NotFound
    if any("\0" in text for pair in request.args.items(multi=True) for text in pair):
        raise BadRequest


def _apply_body_limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    limit = getattr(view, "body_limit", None)
    if limit is not None:
        request.max_content_length = limit


def _harden(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint != "shared.static":
        headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _csrf_error(_error: CSRFError) -> Response:
    guarded = not access_rule_of(current_app.view_functions.get(request.endpoint or "")).public
    if guarded and SESSION_USER not in session:
        return session_ended()
    message = (
        "Das Formular ist abgelaufen: Es gehört zu einer anderen Anmeldung. Gespeichert ist nichts."
        " Mit „Zurück“ des Browsers zum Formular gehen, die Eingaben sichern, die Seite neu laden"
        " und erneut absenden."
    )
    expired = [Violation("form_expired", "SYSTEM", message)]
    return answer(400, expired, title="Das Formular ist abgelaufen")


def _host_error(_error: SecurityError) -> Response:
    return Response("Unbekannter Host\n", 400, content_type="text/plain; charset=utf-8")
