"""The list of notices: its filters on the page and in the API, its file, and what is empty."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from services.budget.web.notice_list import FilterForm, unreadable
from shared.clock import FixedClock
from shared.web.forms import read_form
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme

PAGE, TABLE = f"{AT}/mitteilungen", f"{AT}/mitteilungen.csv"
FIRST, SECOND = "„Formel“", "-stopp; mit Semikolon"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    """Two changes of a measure: one told on 3 August and sent, one told two days later."""
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        for text in (FIRST, SECOND):
            house.act(
                "projektleitung",
                f"{PAGE}/massnahme",
                measure_id="M-02",
                kind="scope",
                description=text,
            )
            if text == FIRST:
                sending = _page(house).partition('/versand"')[0].rpartition('"')[2] + "/versand"
                house.act("sachbearbeitung", sending, sent_on="03.08.2026", reference="=Az. 1")
                go_on(house, 2)
        yield house


def go_on(house: LivingHouse, days: int) -> None:
    """Some days later everybody logs in anew."""
    clock = house.house.ports["budget"].clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(days=days)
    house._clients.clear()


def _page(house: LivingHouse, query: str = "", status: int = 200) -> str:
    answer = house.client("sachbearbeitung").get(f"{PAGE}{query}")
    assert answer.status_code == status
    return answer.text


def _shown(house: LivingHouse, query: str) -> list[str]:
    text = words(_page(house, query))
    return [one for one in (FIRST, SECOND) if one in text]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", [FIRST, SECOND]),
        ("?status=open", [SECOND]),
        ("?status=sent", [FIRST]),
        ("?status=overdue", []),
        ("?rule=NOTE-02", [FIRST, SECOND]),
        ("?rule=NOTE-06", []),
        ("?due_to=17.08.2026", [FIRST]),
        ("?due_to=16.8.26", []),
        ("?due_from=19.08.2026", [SECOND]),
        ("?due_from=20.08.2026", []),
        ("?status=open&due_to=17.08.2026", []),
    ],
)
def test_the_page_shows_what_the_filters_want(
    house: LivingHouse, query: str, shown: list[str]
) -> None:
    assert _shown(house, query) == shown
    says_so = "Keine Mitteilung passt zu diesen Filtern" in _page(house, query)
    assert says_so == (not shown)


def test_a_filter_that_cannot_be_read_is_named(house: LivingHouse) -> None:
    text = words(_page(house, "?due_from=gestern"))
    assert FIRST in text and "Zu senden ab" in text and "ist kein Datum" in text
    answer = house.client("sachbearbeitung").get(f"{TABLE}?due_from=gestern")
    assert answer.status_code == 422 and "filename" not in str(answer.headers)


def test_every_filter_that_cannot_be_read_is_a_reason() -> None:
    form = read_form(FilterForm(), {"due_from": "gestern", "rule": "PLAN-02", "due_to": "1.8.26"})
    assert [(one.code, one.field) for one in unreadable(form)] == [
        ("filter_unreadable", "rule"),
        ("filter_unreadable", "due_from"),
    ]


def _table(house: LivingHouse, query: str = "") -> bytes:
    answer = house.client("sachbearbeitung").get(f"{TABLE}{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mitteilungen.csv"'
    return answer.data


def _rows(text: str, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_the_file_is_german_and_safe(house: LivingHouse) -> None:
    content = _table(house)
    assert content.startswith(b"\xef\xbb\xbf")
    first, second = _rows(content.decode("utf-8-sig"), ";")
    assert (first["Regel"], first["Stand"], first["Gesendet am"]) == (
        "NOTE-02",
        "gesendet",
        "03.08.2026",
    )
    assert first["Zeichen der Sendung"] == "'=Az. 1"  # no formula for the spreadsheet
    assert (second["Fällig am"], second["Überfällig"]) == ("19.08.2026", "")
    assert SECOND in second["Anlass"]


def test_the_file_for_programs_is_iso_and_filtered(house: LivingHouse) -> None:
    content = _table(house, "?schreibweise=iso&status=open")
    [only] = _rows(content.decode("utf-8"), ",")
    assert only["Fällig am"] == "2026-08-19"
    answer = house.client("sachbearbeitung").get(f"{TABLE}?schreibweise=xml")
    assert answer.status_code == 404
    assert "schreibweise=iso" in _page(house) and "status=open" in _page(house, "?status=open")


def test_overdue_is_the_day_after_and_filters(house: LivingHouse) -> None:
    go_on(house, 14)
    assert _shown(house, "?status=overdue") == []
    go_on(house, 1)
    assert _shown(house, "?status=overdue") == [SECOND]
    [only] = _rows(_table(house, "?status=overdue").decode("utf-8-sig"), ";")
    assert only["Überfällig"] == "ja"
    go_on(house, -15)


def test_who_may_not_read_gets_no_file(house: LivingHouse) -> None:
    assert house.client("ausschuss").get(TABLE).status_code == 403


def test_every_notice_links_to_its_own_letter(house: LivingHouse) -> None:
    """The filters of other tests leave out one or both; all of them have two links each."""
    links = re.findall(r'href="(/reporting/[^"]+/brief\.(?:pdf|docx))"', _page(house))
    assert len(links) == len(set(links)) == 4
    assert words(_page(house)).count("Brief (PDF) · Brief (DOCX)") == 2
    house.settle()
    begins = {house.client("sachbearbeitung").get(one).data[:2] for one in links}
    assert begins == {b"%P", b"PK"}
