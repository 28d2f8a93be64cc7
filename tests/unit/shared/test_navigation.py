"""Links by role; the place the reader is at is marked, and only one."""

from __future__ import annotations

from contracts.roles import Role
from shared.access import Principal
from shared.web.navigation import MAIN, OF_A_GRANT, Navigation, links

OFFICER = Principal("u", frozenset({(Role.GRANT_OFFICER, "Z-1")}))
COMMITTEE = Principal("u", frozenset({(Role.COMMITTEE, "*")}))


def test_each_role_sees_its_own_places() -> None:
    assert [one.label for one in links(MAIN, COMMITTEE, "/")] == ["Berichte"]
    assert [one.label for one in links(MAIN, OFFICER, "/")] == [
        "Zuwendungen",
        "Arbeitsliste",
        "Berichte",
    ]


def test_a_role_for_one_grant_opens_no_other() -> None:
    assert links(OF_A_GRANT, OFFICER, "/", "Z-1")
    assert links(OF_A_GRANT, OFFICER, "/", "Z-2") == []


def test_the_longest_path_is_the_current_one() -> None:
    at = "/budget/zuwendungen/Z-1/ausgaben/neu"
    current = [one.label for one in links(OF_A_GRANT, OFFICER, at, "Z-1") if one.is_current]
    assert current == ["Erfassen"]


def test_an_id_is_quoted_in_its_address() -> None:
    who = Principal("u", frozenset({(Role.AUDITOR, "*")}))
    assert all("a b" not in one.href for one in links(OF_A_GRANT, who, "/", "a b"))


def test_a_stranger_sees_nothing() -> None:
    nobody = Navigation(None, "/")
    assert (nobody.main(), nobody.of_grant("Z-1"), nobody.roles()) == ([], [], [])
    assert not nobody.may("grant_officer")
