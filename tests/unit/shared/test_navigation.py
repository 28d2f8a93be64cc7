"""Links by role; the place the reader is at is marked, and only one."""

from __future__ import annotations

from contracts.roles import Role
from shared.access import Principal
from shared.web.navigation import MAIN, OF_A_GRANT, Navigation, Place, links, tabs

OFFICER = Principal("u", frozenset({(Role.GRANT_OFFICER, "Z-1")}))
COMMITTEE = Principal("u", frozenset({(Role.COMMITTEE, "*")}))


READER, CLERK = frozenset({Role.GRANT_OFFICER, Role.AUDITOR}), frozenset({Role.GRANT_OFFICER})
PLACES = (
    Place("Überblick", "/z/{grant}", READER),
    Place("Ausgaben", "/z/{grant}/ausgaben", READER, "Ausgaben"),
    Place("Aufträge", "/z/{grant}/auftraege", READER, "Ausgaben"),
    Place("Einlesen", "/z/{grant}/einlesen", CLERK, "Ausgaben"),
)


def test_each_role_sees_its_own_places() -> None:
    assert "Benutzer" not in [one.label for one in links(MAIN, OFFICER, "/")]
    assert "Zuwendungen" in [one.label for one in links(MAIN, OFFICER, "/")]
    assert [one.label for one in links(MAIN, COMMITTEE, "/")] == ["Berichte"]


def test_a_role_for_one_grant_opens_no_other() -> None:
    assert links(OF_A_GRANT, OFFICER, "/", "Z-1")
    assert links(OF_A_GRANT, OFFICER, "/", "Z-2") == []


def test_the_longest_path_is_the_current_one() -> None:
    at = "/budget/zuwendungen/Z-1/ausgaben/neu"
    current = [one.label for one in links(OF_A_GRANT, OFFICER, at, "Z-1") if one.is_current]
    assert current == ["Erfassen"]


def test_places_stand_below_their_tab_and_exactly_one_is_current() -> None:
    found = tabs(PLACES, OFFICER, "/z/Z-1/auftraege", "Z-1")
    assert [(one.label, one.is_current) for one in found] == [
        ("Überblick", False),
        ("Ausgaben", True),
    ]
    spending = found[1]
    assert [(one.label, one.is_current) for one in spending.links] == [
        ("Ausgaben", False),
        ("Aufträge", True),
        ("Einlesen", False),
    ]
    assert spending.href == "/z/Z-1/ausgaben"


def test_a_tab_leads_to_the_first_place_one_may_open() -> None:
    found = tabs(OF_A_GRANT, COMMITTEE, "/", "Z-1")
    assert [(one.label, one.href) for one in found] == [
        ("Plan", "/budget/zuwendungen/Z-1/haushaltsjahre"),
        ("Berichte", "/reporting/zuwendungen/Z-1"),
    ]


def test_an_id_is_quoted_in_its_address() -> None:
    who = Principal("u", frozenset({(Role.AUDITOR, "*")}))
    assert all("a b" not in one.href for one in links(OF_A_GRANT, who, "/", "a b"))


def test_a_stranger_sees_nothing() -> None:
    nobody = Navigation(None, "/")
    assert (nobody.main(), nobody.of_grant("Z-1"), nobody.roles()) == ([], [], [])
    assert not nobody.may("grant_officer")
