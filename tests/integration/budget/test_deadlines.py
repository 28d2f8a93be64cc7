"""Deadlines on both databases: extensions by two persons, completions once, calendar links."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contracts.events.budget import ProofStatementSigned
from contracts.events.snapshots import AccessSnapshot, HeldRole
from services.budget.domain.deadline import Extension
from services.budget.store.calendar_link import links_of
from services.budget.store.deadline import completions_of, load_extension
from services.budget.store.proof import signatures_of
from services.budget.store.tables import DIRECTORY
from services.budget.usecases.calendar import (
    MAX_LINKS,
    calendar_of_token,
    issue_calendar_link,
    revoke_calendar_link,
)
from services.budget.usecases.deadline import (
    Met,
    complete_deadline,
    confirm_extension,
    propose_extension,
    reopen_deadline,
)
from services.budget.usecases.proof import sign_statement
from shared.errors import Conflict, DomainError, NotFound, Refused
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, PROGRAMME, Scene

LATER = Extension("proof_of_use", date(2032, 1, 1), date(2026, 7, 1), "Az. 9", "Lieferverzug")
MET = Met(date(2026, 7, 15), "Testat 3/26")


def codes(caught: Any) -> list[str]:
    return [one.code for one in caught.value.violations]


def propose(scene: Scene) -> Any:
    sha256 = scene.means.files.put(b"%PDF-1.4 Zustimmung")
    return scene.run(propose_extension, GRANT, LATER, file_sha256=sha256)


def link(scene: Scene, actor: str = OFFICER) -> Any:
    with scene.sessions.write() as session:
        return issue_calendar_link(session, GRANT, by=scene.by(actor))


def at_once(*acts: Any) -> list[Any]:
    barrier = Barrier(len(acts))

    def run(act: Any) -> Any:
        barrier.wait()
        try:
            return act()
        except DomainError as error:
            return [one.code for one in error.violations]

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_nobody_confirms_the_own_extension(both: Scene) -> None:
    record = propose(both)
    with pytest.raises(Refused) as caught:
        both.run(confirm_extension, record.extension_id)
    assert codes(caught) == ["four_eyes_creator"]
    statement = text("UPDATE deadline_extension SET confirmed_by = created_by")
    with pytest.raises(DBAPIError, match=r"four.eyes"), both.sessions.write() as session:
        session.execute(statement)


def test_of_two_confirmations_at_once_one_wins(both: Scene) -> None:
    record = propose(both)
    found = at_once(
        lambda: both.run(confirm_extension, record.extension_id, actor=HEAD),
        lambda: both.run(confirm_extension, record.extension_id, actor=PROGRAMME),
    )
    assert ["extension_already_confirmed"] in found
    assert both.event_types().count("deadline_extension.confirmed") == 1


def test_an_unknown_extension_is_not_found(both: Scene) -> None:
    with pytest.raises(NotFound) as caught:
        both.look(load_extension, "nein")
    assert codes(caught) == ["extension_unknown"]


def test_a_duty_is_met_once(both: Scene) -> None:
    def meet() -> Any:
        return both.run(complete_deadline, GRANT, "rpa_certificate", MET)

    found = at_once(meet, meet)
    assert ["duty_already_done"] in found
    assert both.look(completions_of, GRANT)["rpa_certificate"].reference == "Testat 3/26"


def test_a_completion_names_its_evidence(both: Scene) -> None:
    with pytest.raises(Refused) as caught:
        both.run(complete_deadline, GRANT, "rpa_certificate", Met(date(2026, 7, 15), " "))
    assert codes(caught) == ["reference_missing"]


def test_what_was_taken_back_can_be_met_again(both: Scene) -> None:
    both.run(complete_deadline, GRANT, "rpa_certificate", MET)
    with pytest.raises(Refused) as caught:
        both.run(reopen_deadline, GRANT, "rpa_certificate", "")
    assert codes(caught) == ["reason_missing"]
    both.run(reopen_deadline, GRANT, "rpa_certificate", "vertippt")
    with pytest.raises(Conflict) as conflict:
        both.run(reopen_deadline, GRANT, "rpa_certificate", "noch einmal")
    assert codes(conflict) == ["duty_not_done"]
    assert both.run(complete_deadline, GRANT, "rpa_certificate", MET).done_on == MET.done_on


def test_two_persons_sign_even_at_once(both: Scene) -> None:
    def sign(actor: str) -> Any:
        return lambda: both.run(sign_statement, GRANT, actor=actor)

    found = at_once(sign(HEAD), sign(HEAD))
    assert ["four_eyes_same_person"] in found
    role = HeldRole("programme_head", GRANT)
    with both.sessions.write() as session:
        DIRECTORY.apply(session, AccessSnapshot(PROGRAMME, False, 1, (role,), ()))
    both.run(sign_statement, GRANT, actor=PROGRAMME)
    assert len(both.look(signatures_of, GRANT)) == 2
    told = [one for one in both.events() if one["type"] == ProofStatementSigned.TYPE]
    assert told[-1]["data"]["office"] == "Programmleitung"  # as reports print it, whatever comes


def test_links_are_counted_and_end(both: Scene) -> None:
    first = link(both)
    for _ in range(MAX_LINKS - 1):
        link(both)
    with pytest.raises(Refused) as caught:
        link(both)
    assert codes(caught) == ["too_many_calendar_links"]
    with both.sessions.write() as session:
        revoke_calendar_link(session, first.link_id, by=both.by())
    assert len(both.look(links_of, OFFICER)) == MAX_LINKS - 1
    with pytest.raises(NotFound) as gone, both.sessions.write() as session:
        revoke_calendar_link(session, first.link_id, by=both.by())
    assert codes(gone) == ["calendar_link_unknown"]


def test_nobody_ends_the_link_of_another(both: Scene) -> None:
    mine = link(both)
    with pytest.raises(NotFound), both.sessions.write() as session:
        revoke_calendar_link(session, mine.link_id, by=both.by(HEAD))


def test_the_secret_is_in_no_event_and_in_no_table(both: Scene) -> None:
    mine = link(both)
    assert mine.token not in str(both.events())
    with both.sessions.read() as session:
        rows = session.execute(text("SELECT token_hash FROM calendar_link")).scalars().all()
    assert mine.token not in rows


def test_a_link_of_somebody_without_a_role_shows_nothing(both: Scene) -> None:
    mine = link(both)  # the people of this scene hold no roles at all
    with pytest.raises(NotFound) as caught:
        both.look(calendar_of_token, mine.token, date(2026, 7, 15), means=both.means)
    assert codes(caught) == ["calendar_link_unknown"]


# --- on screen


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def text_of(house: LivingHouse, path: str, user: str = "sachbearbeitung") -> str:
    answer = house.client(user).get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def address_in(answer_text: str) -> str:
    start = answer_text.index("/budget/kalender/")
    return answer_text[start : answer_text.index(".ics", start) + 4]


def test_the_pages_show_duties_and_who_is_told(house: LivingHouse) -> None:
    assert "Verwendungsnachweis der Phase B" in text_of(house, f"{AT}/fristen")
    assert "Basiszinssatz für das 2. Halbjahr 2026" in text_of(house, "/budget/fristen")
    assert "Formular 600 000 4466" in text_of(house, f"{AT}/verwendungsnachweis")


def test_a_calendar_subscribes_without_a_log_in_until_the_link_ends(house: LivingHouse) -> None:
    for path in (f"{AT}/fristen/kalenderlink", "/budget/fristen/kalenderlink"):
        answer = house.send("sachbearbeitung", path)
        assert answer.status_code == 200
        address = address_in(answer.text)
        feed = house.app.test_client().get(address)
        assert feed.status_code == 200
        assert feed.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert len(list(Calendar.from_ical(feed.data).walk("VEVENT"))) > 3
    page = house.client("sachbearbeitung").get("/budget/fristen").text
    ends = [part.split('"')[0] for part in page.split('action="') if "/ende" in part.split('"')[0]]
    assert len(ends) == 2
    for end in ends:
        house.act("sachbearbeitung", end)
    assert house.app.test_client().get(address).status_code == 404


def test_nobody_guesses_a_calendar(house: LivingHouse) -> None:
    assert house.app.test_client().get("/budget/kalender/geraten.ics").status_code == 404


def test_an_extension_from_the_letter_to_the_new_day(house: LivingHouse) -> None:
    fields = {
        "due_on": "29.06.2032",
        "decided_on": "01.07.2026",
        "reference": "Az. 9",
        "reason": "Lieferverzug",
    }
    refused = house.send("sachbearbeitung", f"{AT}/fristen/proof_of_use/verlaengerung", **fields)
    assert refused.status_code == 422
    assert "gehört als Datei dazu" in words(refused.text)


def test_the_checklist_is_filled_on_screen(house: LivingHouse) -> None:
    at = f"{AT}/verwendungsnachweis"
    house.act("sachbearbeitung", f"{at}/anlagen", kind="form", reference="Ordner 3")
    assert "Ordner 3" in text_of(house, at)
    house.act("kaemmerei", f"{at}/unterschrift")
    assert house.send("kaemmerei", f"{at}/unterschrift").status_code == 422
    duty = f"{AT}/fristen/rpa_certificate"
    house.act("sachbearbeitung", f"{duty}/erledigung", done_on="01.08.2026", reference="T 1")
    house.act("sachbearbeitung", f"{duty}/wiedervorlage", reason="vertippt")
