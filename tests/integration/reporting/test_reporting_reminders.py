"""Reminders of deadlines against a real mail server: once per person, duty and lead time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from contracts.events import budget
from contracts.events.budget import DeadlineSnapshot
from services.reporting.store import letters
from services.reporting.usecases.reminding import AGAIN_AFTER, Reminders
from tests.components.smtp_server import MailServer, mail_server
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.statements import deadline
from tests.integration.reporting.story import grant
from tests.integration.reporting.stream import CHIEF, COMMITTEE, GRANT, HEAD, OFFICER
from tests.integration.reporting.test_reporting_mail import send_all, subscribe, with_mail
from tests.integration.reporting.web import app_of, browser

DUE = date(2026, 6, 30)
PROOF = deadline(
    "interim_proof-2025", "Zwischennachweis", DUE, rule="VN-10", told=("grant_officer",)
)
NEAR, LATE = (
    "Fördernachweis: eine Frist rückt näher",
    "Fördernachweis: eine Frist ist überschritten",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path) as running:
        yield running


def tell(house: Reporting, *duties: DeadlineSnapshot) -> None:
    event = budget.DeadlinesListed(GRANT, date(2026, 4, 2), (90, 30, 7), 1, 1, duties)
    house.stream.tell(event)
    house.settle()


def go_to(house: Reporting, day: date, hour: int = 8) -> None:
    house.clock.at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def remind(house: Reporting) -> int:
    return Reminders(house.ports, house.means).run_once()


def told_house(house: Reporting, server: MailServer, *users: str) -> Reporting:
    with_mail(house, server)
    tell(house, PROOF)
    subscribe(house, *users)
    return house


def mails(server: MailServer) -> list[tuple[str, str]]:
    found = [(one.recipient[0], str(one.mail["Subject"])) for one in server.received]
    server.received.clear()
    return sorted(found)


def test_each_lead_time_is_told_once_and_at_last_the_head(
    reporting: Reporting, server: MailServer
) -> None:
    house = told_house(reporting, server, OFFICER, HEAD, COMMITTEE)
    days = {
        day: None for lead in (91, 90, 31, 30, 8, 7, 0, -1, -2) for day in [DUE - timedelta(lead)]
    }
    found = {}
    for day in days:
        for hour in (8, 12):
            go_to(house, day, hour)
            remind(house)
            send_all(house)
        found[(DUE - day).days] = mails(server)
    officer, head = OFFICER[0], HEAD[0]
    assert {lead: some for lead, some in found.items() if some} == {
        90: [(officer, NEAR)],
        30: [(officer, NEAR)],
        7: [(officer, NEAR)],
        -1: [(officer, LATE), (head, LATE)],
    }


def test_the_mail_holds_a_link_and_no_figure(reporting: Reporting, server: MailServer) -> None:
    house = told_house(reporting, server, OFFICER)
    go_to(house, DUE - timedelta(7))
    remind(house)
    send_all(house)
    text = server.received[0].mail.get_content()
    links = re.findall(r"http://\S+", text)
    place = f"http://127.0.0.1:8000/budget/zuwendungen/{GRANT}/fristen"
    assert links[0] == f"{place}#frist-interim_proof-2025"
    for link in links:
        text = text.replace(link, "")
    assert not re.search(r"[0-9€]", text) and "Zwischennachweis" not in text


def test_two_schedulers_write_each_letter_once(anywhere: Reporting, server: MailServer) -> None:
    house = told_house(anywhere, server, OFFICER, HEAD, CHIEF)
    tell(house, replace(PROOF, told=("grant_officer", "head_of_finance", "programme_head")))
    go_to(house, DUE - timedelta(3))
    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(lambda _: remind(house), range(4)))
    assert sum(written) == 3
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: send_all(house), range(2)))
    assert mails(server) == [(OFFICER[0], NEAR), (HEAD[0], NEAR), (CHIEF[0], NEAR)]


def test_after_a_standstill_only_the_latest_lead_time_is_told(
    reporting: Reporting, server: MailServer
) -> None:
    house = told_house(reporting, server, OFFICER)
    go_to(house, DUE - timedelta(90))
    remind(house)  # written, and then the mail server is away until the next lead time
    server.answers[:] = ["451 later"]
    send_all(house)
    go_to(house, DUE - timedelta(5))  # the one of 30 days was never written
    remind(house)
    send_all(house)
    assert mails(server) == [(OFFICER[0], NEAR)]
    with house.ports.sessions.read() as session:
        codes = [one.code for one in letters.of_user(session, OFFICER)]
    assert codes == ["", "settled"]
    page = browser(app_of(house), OFFICER).get("/reporting/benachrichtigungen").text
    assert "Inzwischen erledigt" in page and "Eine Frist rückt näher" in page


def test_nobody_is_told_of_what_is_done(reporting: Reporting, server: MailServer) -> None:
    house = told_house(reporting, server, OFFICER, HEAD)
    go_to(house, DUE + timedelta(1))
    assert remind(house) == 2
    tell(house, replace(PROOF, status="done", done_on=DUE))
    send_all(house)  # what waited is settled
    go_to(house, DUE + timedelta(2))
    assert remind(house) == 0
    assert mails(server) == []


def test_a_later_day_begins_anew(reporting: Reporting, server: MailServer) -> None:
    house = told_house(reporting, server, OFFICER)
    go_to(house, DUE)
    assert remind(house) == 1
    later = DUE + timedelta(31)
    tell(house, replace(PROOF, due_on=later, target_on=later, first_due_on=DUE))
    go_to(house, DUE, 12)
    assert remind(house) == 1  # the ninety days of the new end have begun
    go_to(house, later - timedelta(30))
    assert remind(house) == 1


def test_the_base_rate_is_told_once_for_the_whole_city(
    reporting: Reporting, server: MailServer
) -> None:
    house = told_house(reporting, server, HEAD)
    rate = deadline(
        "base_rate-2026-07-01", "Basiszinssatz", DUE, rule="INT-05", responsible="head_of_finance"
    )
    event = budget.DeadlinesListed("ANDERE", DUE, (90, 30, 7), 1, 1, (rate,))
    house.stream.tell(budget.GrantAwarded(replace(grant(), grant_id="ANDERE")), grant_id="ANDERE")
    house.stream.tell(event, grant_id="ANDERE")
    tell(house, rate)
    go_to(house, DUE)
    assert remind(house) == 1
    send_all(house)
    links = server.received[0].mail.get_content().split()
    assert "http://127.0.0.1:8000/budget/basiszinssaetze" in links


def test_not_before_six_and_not_on_old_news(reporting: Reporting, server: MailServer) -> None:
    house = told_house(reporting, server, OFFICER)
    go_to(house, DUE, hour=3)  # five o'clock in Berlin
    assert remind(house) == 0
    go_to(house, DUE, hour=4)
    done = replace(PROOF, status="done", done_on=DUE)
    house.stream.tell(budget.DeadlinesListed(GRANT, DUE, (90, 30, 7), 1, 1, (done,)))
    assert remind(house) == 0  # told and not read yet: nobody is reminded of what may be done
    house.settle()
    tell(house, PROOF)
    worker = Reminders(house.ports, house.means)
    assert (worker.run_once(), worker.run_once()) == (1, 0)
    tell(house, PROOF, replace(PROOF, duty="interim_proof-2024"))
    assert worker.run_once() == 0  # it looks again after a while
    house.clock.at += AGAIN_AFTER
    assert worker.run_once() == 1


def test_a_letter_waits_while_it_is_unknown_how_things_stand(
    reporting: Reporting, server: MailServer
) -> None:
    house = told_house(reporting, server, OFFICER)
    go_to(house, DUE)
    remind(house)
    house.stream.tell(budget.DeadlinesListed(GRANT, DUE, (90, 30, 7), 1, 1, (PROOF,)))
    send_all(house)
    assert mails(server) == []
    house.settle()
    house.clock.at += timedelta(minutes=5)
    send_all(house)
    assert mails(server) == [(OFFICER[0], NEAR)]
