"""Every route names who may use it: `@access.api(Role…)`, `@access.page(Role…)`, `@public("why")`.

A test walks all routes and demands one of the three. API routes know bearer tokens only and ignore
cookies; pages know the session cookie only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, NoReturn, TypeVar, cast
from urllib.parse import quote

from flask import current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from contracts.roles import Role
from shared.access import Principal, forbidden
from shared.errors import Forbidden, NotFound, Unauthenticated, Violation
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.web.parts import refuse_unknown_parts
from shared.web.query import refuse_unknown_parameters
from shared.web.session_end import session_ended

View = TypeVar("View", bound=Callable[..., Any])

SESSION_USER = "user_id"
SESSION_REVISION = "revision"


@dataclass(frozen=True)
class AccessRule:
    """What the route test reads: `roles` empty only with a `public` reason."""

    roles: frozenset[Role]
    public: str = ""


def access_rule_of(view: object) -> AccessRule:
    """What was said about a view; for none, or an address that does not exist, a public one."""
    return getattr(view, "access_rule", AccessRule(frozenset(), "no view"))


def ports_of(name: str) -> ServicePorts:
    """The running service of that name in this app."""
    return cast(ServicePorts, current_app.extensions["services"][name])


def principal() -> Principal:
    """Who makes this request; set by the guards below."""
    return cast(Principal, g.principal)


def occasion() -> Occasion:
    """This request as an act: actor, instant, ids."""
    return cast(Occasion, g.occasion)


def public(reason: str) -> Callable[[View], View]:
    """A route that needs no log-in, and why."""

    def decorate(view: View) -> View:
        view.access_rule = AccessRule(frozenset(), reason)  # type: ignore[attr-defined]
        return view

    return decorate


class AccessControl:
    """Guards for the routes of one service."""

    def __init__(self, service: str) -> None:
        self._service = service

    def api(self, *roles: Role) -> Callable[[View], View]:
        """Bearer token of someone who holds one of `roles` for the grant of the route; parameters
        and parts its description does not know are refused before anything happens."""
        return self._guard(roles, self._by_token, (refuse_unknown_parameters, refuse_unknown_parts))

    def page(self, *roles: Role) -> Callable[[View], View]:
        """Session of someone who holds one of `roles`; strangers are sent to the log-in, or told
        how to send their form again."""
        return self._guard(roles, self._by_session)

    def who_asks(self) -> Principal | None:
        """Whose session the cookie of this request is; None without one, or after its end."""
        return self._by_session(ports_of(self._service))

    def _guard(
        self,
        roles: tuple[Role, ...],
        authenticate: Callable[[ServicePorts], Principal | None],
        checks: tuple[Callable[[], None], ...] = (),
    ) -> Callable[[View], View]:
        if not roles:
            raise TypeError("name at least one role")
        rule = AccessRule(frozenset(roles))

        def decorate(view: View) -> View:
            @wraps(view)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                ports = ports_of(self._service)
                found = authenticate(ports)
                if found is None:
                    return _to_login() if request.method in ("GET", "HEAD") else session_ended()
                g.principal = found
                g.occasion = ports.occasion(found.user_id)
                for check in checks:
                    check()
                self._authorise(ports, found, rule.roles)
                return view(*args, **kwargs)

            guarded.access_rule = rule  # type: ignore[attr-defined]
            return cast(View, guarded)

        return decorate

    def _by_token(self, ports: ServicePorts) -> Principal:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        found = None
        if scheme.lower() == "bearer" and token:
            with ports.sessions.look() as reading:
                found = ports.directory.by_token(reading, token.strip(), ports.clock.now())
        if found is None:
            raise Unauthenticated(
                [Violation("token_invalid", "API", "Es fehlt ein gültiges Zugriffstoken.")]
            )
        return found

    def _by_session(self, ports: ServicePorts) -> Principal | None:
        user_id, revision = session.get(SESSION_USER), session.get(SESSION_REVISION)
        if user_id is None or revision is None:
            return None
        with ports.sessions.look() as reading:
            return ports.directory.by_session(reading, user_id, revision, ports.clock.now())

    def _authorise(self, ports: ServicePorts, who: Principal, roles: frozenset[Role]) -> None:
        grant_id: str | None = None
        try:
            grant_id = self._grant_of_request(ports)
            g.occasion = replace(g.occasion, about=_about(grant_id))
            who.demand(roles, grant_id)
        except NotFound:
            # Ids of measures can be guessed. Only who may see the things of all grants learns that
            # there is none; everybody else gets the answer for a thing of somebody else's grant.
            if who.grants(roles) is None:
                raise
            self._deny(ports, roles, None)
        except Forbidden:
            self._deny(ports, roles, grant_id)

    def _deny(self, ports: ServicePorts, roles: frozenset[Role], grant_id: str | None) -> NoReturn:
        route = f"{request.method} {request.url_rule}"
        ports.record_denial(route, list(roles), g.occasion, grant_id)
        raise forbidden(roles)

    def _grant_of_request(self, ports: ServicePorts) -> str | None:
        arguments = request.view_args or {}
        if "grant_id" in arguments:
            return cast(str, arguments["grant_id"])
        for name, grant_of in ports.grant_of.items():
            if name in arguments:
                with ports.sessions.read() as reading:
                    return grant_of(reading, arguments[name])
        return request.args.get("grant_id")


def _about(grant_id: str | None) -> tuple[str, str | None]:
    """The thing the address names, as events name it: `expenditure/ID`, else the grant."""
    for name, value in (request.view_args or {}).items():
        if name.endswith("_id") and name != "grant_id":
            return f"{name.removesuffix('_id')}/{value}", grant_id
    return (f"grant/{grant_id}" if grant_id else ""), grant_id


def _to_login() -> Response:
    # Only our own path is carried along: no open redirect.
    return redirect(f"{url_for('shared.login')}?next={quote(request.full_path.rstrip('?'))}", 303)
