"""Where a user can go: links by role, the same on every page of the house.

Pages link by path, so no service needs to know where another runs (decision 0001). What a link
leads to still checks its own role; leaving a link out is politeness, not protection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from flask import g, request

from contracts.roles import COUNCIL_READERS, READERS, Role
from shared.access import Principal


@dataclass(frozen=True)
class Place:
    """A destination and who has business there; `{grant}` in `path` is the grant's id.

    Places with the same `tab` stand together below it; without one the place is a tab of its own.
    """

    label: str
    path: str
    roles: frozenset[Role]
    tab: str = ""


@dataclass(frozen=True)
class Link:
    """A place as shown: `is_current` marks the place the reader is at or below."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Tab:
    """Places of one grant that belong together; `href` leads to the first of them."""

    label: str
    href: str
    is_current: bool
    links: tuple[Link, ...]


RULE_READERS: Final = READERS | {Role.FUNCTIONAL_ADMIN}
_WORKERS: Final = READERS - {Role.AUDITOR}
_OFFICER: Final = frozenset({Role.GRANT_OFFICER})
_TAKING: Final = frozenset({Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE})

MAIN: Final = (
    Place("Zuwendungen", "/budget/", READERS | {Role.FUNCTIONAL_ADMIN}),
    Place("Arbeitsliste", "/budget/arbeitsliste", _WORKERS),
    Place("Fristen", "/budget/fristen", READERS),
    Place("Berichte", "/reporting/", COUNCIL_READERS),
    Place("Regeln", "/budget/regeln", RULE_READERS),
    Place("Prüfpfad", "/audit/", frozenset({Role.AUDITOR})),
    Place("Regelpakete", "/budget/regelpakete", READERS | {Role.FUNCTIONAL_ADMIN}),
    Place("Benutzer", "/budget/benutzer", frozenset({Role.FUNCTIONAL_ADMIN})),
)

_SPENDING, _PLAN, _CALLS = "Ausgaben", "Plan", "Mittelabrufe"
_CONDITIONS, _DUTIES = "Bescheid", "Pflichten"

OF_A_GRANT: Final = (
    Place("Überblick", "/budget/zuwendungen/{grant}", READERS | {Role.FUNCTIONAL_ADMIN}),
    Place("Erfassen", "/budget/zuwendungen/{grant}/ausgaben/neu", _OFFICER),
    Place("Ausgaben", "/budget/zuwendungen/{grant}/ausgaben", READERS, _SPENDING),
    Place("Aufträge", "/budget/zuwendungen/{grant}/auftraege", READERS, _SPENDING),
    Place("Personal", "/budget/zuwendungen/{grant}/personal", READERS, _SPENDING),
    Place("Einlesen", "/budget/zuwendungen/{grant}/einlesen", _OFFICER, _SPENDING),
    Place("Abgleich", "/budget/zuwendungen/{grant}/abgleich", READERS, _SPENDING),
    Place("Daten mitnehmen", "/budget/zuwendungen/{grant}/mitnahme", _TAKING, _SPENDING),
    Place("Plan", "/budget/zuwendungen/{grant}/plan", READERS, _PLAN),
    Place("Verschiebungen", "/budget/zuwendungen/{grant}/verschiebungen", READERS, _PLAN),
    Place("Maßnahmen", "/budget/zuwendungen/{grant}/massnahmen", READERS, _PLAN),
    Place("Einnahmen", "/budget/zuwendungen/{grant}/einnahmen", READERS, _PLAN),
    Place("Haushaltsjahre", "/budget/zuwendungen/{grant}/haushaltsjahre", COUNCIL_READERS, _PLAN),
    Place("Mittelabrufe", "/budget/zuwendungen/{grant}/abrufe", READERS, _CALLS),
    Place("Nachweise", "/budget/zuwendungen/{grant}/nachweise", READERS, _CALLS),
    Place(
        "Zeichnungsberechtigte",
        "/budget/zuwendungen/{grant}/zeichnungsberechtigte",
        READERS,
        _CALLS,
    ),
    Place("Zinsen", "/budget/zuwendungen/{grant}/zinsen", READERS, _CALLS),
    Place("Bescheid", "/budget/zuwendungen/{grant}/bescheid", READERS, _CONDITIONS),
    Place("Festlegungen", "/budget/zuwendungen/{grant}/festlegungen", READERS, _CONDITIONS),
    Place(
        "Befugnisse",
        "/budget/zuwendungen/{grant}/befugnisse",
        READERS | {Role.FUNCTIONAL_ADMIN},
        _CONDITIONS,
    ),
    Place(
        "Rechte",
        "/budget/zuwendungen/{grant}/rechte",
        frozenset({Role.AUDITOR, Role.HEAD_OF_FINANCE, Role.FUNCTIONAL_ADMIN}),
        _CONDITIONS,
    ),
    Place("Ausnahmen", "/budget/zuwendungen/{grant}/ausnahmen", READERS, _CONDITIONS),
    Place("Fristen", "/budget/zuwendungen/{grant}/fristen", READERS, _DUTIES),
    Place("Mitteilungen", "/budget/zuwendungen/{grant}/mitteilungen", READERS, _DUTIES),
    Place("Vergaben", "/budget/zuwendungen/{grant}/vergaben", READERS, _DUTIES),
    Place("Inventar", "/budget/zuwendungen/{grant}/inventar", READERS, _DUTIES),
    Place("Register", "/budget/zuwendungen/{grant}/register", READERS, _DUTIES),
    Place("Aufbewahrung", "/budget/zuwendungen/{grant}/aufbewahrung", READERS, _DUTIES),
    Place("Prüfungen", "/budget/zuwendungen/{grant}/pruefungen", READERS, _DUTIES),
    Place(
        "Verwendungsnachweis",
        "/budget/zuwendungen/{grant}/verwendungsnachweis",
        READERS,
        _DUTIES,
    ),
    Place("Berichte", "/reporting/zuwendungen/{grant}", COUNCIL_READERS, "Berichte"),
    Place("Berichtstexte", "/reporting/zuwendungen/{grant}/texte", READERS, "Berichte"),
)
"""In the order of the screen; places of one tab stand side by side."""


def links(places: tuple[Place, ...], who: Principal, at: str, grant_id: str = "") -> list[Link]:
    """The places open to `who`; the longest path that leads to `at` is the current one."""
    scope = grant_id or None
    found = [
        (one.label, one.path.replace("{grant}", quote(grant_id, safe="")))
        for one in places
        if who.holds(one.roles, scope)
    ]
    current = max((href for _, href in found if _leads_to(href, at)), key=len, default="")
    return [Link(label, href, href == current) for label, href in found]


def tabs(places: tuple[Place, ...], who: Principal, at: str, grant_id: str) -> list[Tab]:
    """The places of a grant open to `who`, gathered under their tabs in the order given."""
    names = {one.path.replace("{grant}", quote(grant_id, safe="")): one.tab for one in places}
    found: dict[str, list[Link]] = {}
    for link in links(places, who, at, grant_id):
        found.setdefault(names[link.href] or link.label, []).append(link)
    return [
        Tab(label, group[0].href, any(one.is_current for one in group), tuple(group))
        for label, group in found.items()
    ]


def _leads_to(href: str, at: str) -> bool:
    return at == href or at.startswith(href.rstrip("/") + "/")


class Navigation:
    """What the layout asks for; empty for who is not logged in."""

    def __init__(self, who: Principal | None, at: str) -> None:
        self._who = who
        self._at = at

    @property
    def is_logged_in(self) -> bool:
        return self._who is not None

    def may(self, role: str, grant_id: str | None = None) -> bool:
        """Whether to offer what that role does; the route checks again."""
        return self._who is not None and self._who.holds([Role(role)], grant_id)

    def main(self) -> list[Link]:
        """Links of the whole house."""
        return links(MAIN, self._who, self._at) if self._who else []

    def of_grant(self, grant_id: str) -> list[Tab]:
        """Tabs of one grant."""
        return tabs(OF_A_GRANT, self._who, self._at, grant_id) if self._who else []

    def roles(self) -> list[str]:
        """Labels of the roles held, each once."""
        held = {role for role, _ in self._who.roles} if self._who else set()
        return [role.label for role in Role if role in held]


def navigation_context() -> dict[str, Any]:
    """Template variable `navigation` of every page, the problem page included."""
    at = quote(request.path, safe="/")
    return {"navigation": Navigation(g.get("principal"), at)}
