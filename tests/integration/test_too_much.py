"""Whoever sends too much is told how much is allowed and led back to the form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.web.server import REQUEST_LINE_BYTES
from tests.browser.living_house import LivingHouse, living_house

FORM = "/budget/konto"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.mark.parametrize(
    ("referrer", "has_way"),
    [(f"http://localhost{FORM}?a=1", True), ("http://evil.example/x", False), ("", False)],
)
def test_the_page_says_the_limit_and_leads_back(
    house: LivingHouse, referrer: str, has_way: bool
) -> None:
    client = house.client("sachbearbeitung")
    answer = client.post(
        f"{FORM}/passwort",
        data={"old_password": "x" * (1024 * 1024)},
        headers={"Referer": referrer},
    )
    assert answer.status_code == 413
    assert "Hier sind höchstens 1 MB erlaubt" in answer.text
    assert (f'href="{FORM}?a=1"' in answer.text) is has_way
    assert "evil.example" not in answer.text


def test_a_long_search_is_refused_in_german_by_the_page(house: LivingHouse) -> None:
    sign = "x" * 5_000
    assert len(f"GET /audit/?q={sign} HTTP/1.1") < REQUEST_LINE_BYTES
    answer = house.client("pruefung").get(f"/audit/?q={sign}")
    assert answer.status_code == 422
    assert "Suche: höchstens 300 Zeichen" in answer.text and "Es sind 5000." in answer.text
