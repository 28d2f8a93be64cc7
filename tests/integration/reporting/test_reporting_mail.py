"""Notifications against a real mail server: links only, once, tried again, wanted or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from contracts.events import budget
from contracts.events.snapshots import AccessSnapshot, HeldRole
from services.reporting.app import GAUGES
from services.reporting.cli.scheduling import scheduled_run
from services.reporting.documents import Document
from services.reporting.mailing.letter import Letter, message
from services.reporting.mailing.smtp import NotDelivered, deliver
from services.reporting.store import letters
from services.reporting.usecases import posting
from services.reporting.usecases.mail_wish import want_mail, want_no_mail
from services.reporting.usecases.material import Material
from services.reporting.usecases.posting import LEASE, PATIENCE, Postman
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.errors import Refused
from shared.mail_settings import MailSettings
from shared.settings import Settings, SettingsError
from tests.components.smtp_server import MailServer, mail_server
from tests.integration.reporting.house import NOW, Reporting
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import CHIEF, COMMITTEE, HEAD, OFFICER, ROBOT
from tests.integration.reporting.web import app_of, browser

SENDER = "bericht@musterstadt.example"
DAY = date(2024, 4, 1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path) as running:
        yield running


def settings_of(
    server: MailServer, scheme: str = "smtp", login: str = "fn:geheim@"
) -> MailSettings:
    url = f"{scheme}://{login}127.0.0.1:{server.port}"
    return MailSettings(url, SENDER, server.certificate)


def with_mail(house: Reporting, server: MailServer) -> Reporting:
    """The house with the server set, and what it tells of the grant."""
    tell_everything(house.stream, vouchers=8)
    house.stream.checkpoint()
    house.settle()
    means = replace(house.means, mail=settings_of(server))
    house.ports = replace(house.ports, extras={**house.ports.extras, "means": means})
    return house


@pytest.fixture
def posted(reporting: Reporting, server: MailServer) -> Reporting:
    return with_mail(reporting, server)


def subscribe(house: Reporting, *users: str) -> None:
    for user in users:
        by = house.ports.occasion(user)
        with house.ports.sessions.write() as session:
            want_mail(session, f"{user[:1]}@musterstadt.example", by=by)


def run(house: Reporting) -> Any:
    return scheduled_run(house.ports, DAY, house.ports.occasion(ROBOT))


def send_all(house: Reporting) -> None:
    postman = Postman(house.ports, house.means)
    while postman.run_once():
        pass


def gauges(house: Reporting) -> tuple[int, int]:
    found = {one.name: one for one in GAUGES}
    with house.ports.sessions.read() as session:
        return found["mails_waiting"].count(session), found["mails_failing"].count(session)


def test_who_releases_gets_one_mail_with_a_link_and_nothing_else(
    posted: Reporting, server: MailServer
) -> None:
    subscribe(posted, OFFICER, HEAD, CHIEF, COMMITTEE)
    run(posted)
    run(posted)  # nothing new
    assert gauges(posted) == (2, 0)
    send_all(posted)
    assert gauges(posted) == (0, 0)
    assert sorted(one.recipient[0] for one in server.received) == [HEAD[0], CHIEF[0]]
    mail = server.received[0]
    assert mail.secured and mail.user == "fn" and mail.sender == SENDER
    assert mail.mail["Subject"] == "Fördernachweis: Entwürfe warten auf Freigabe"
    assert mail.mail["Auto-Submitted"] == "auto-generated"
    text = mail.mail.get_content()
    links = re.findall(r"http://\S+", text)
    assert links == [
        "http://127.0.0.1:8000/reporting/zuwendungen/KFW-B",
        "http://127.0.0.1:8000/reporting/benachrichtigungen",
    ]
    for link in links:
        text = text.replace(link, "")
    assert not re.search(r"[0-9€]", text) and "Smart City" not in text


def test_a_mail_is_sent_once_by_two_postmen_at_once(
    anywhere: Reporting, server: MailServer
) -> None:
    with_mail(anywhere, server)
    subscribe(anywhere, HEAD, CHIEF)
    run(anywhere)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: send_all(anywhere), range(2)))
    assert sorted(one.recipient[0] for one in server.received) == [HEAD[0], CHIEF[0]]
    assert gauges(anywhere) == (0, 0)


def test_what_the_server_does_not_take_is_tried_again_and_seen(
    posted: Reporting, server: MailServer
) -> None:
    subscribe(posted, HEAD)
    run(posted)
    server.answers[:] = ["451 later", "451 later"]
    send_all(posted)
    assert gauges(posted) == (1, 1) and server.received == []
    page = browser(app_of(posted), HEAD).get("/reporting/benachrichtigungen").text
    assert "noch nicht angenommen" in page and "Nächster Versuch" in page
    send_all(posted)  # it rests
    posted.clock.at += timedelta(minutes=1)
    send_all(posted)
    assert server.received == []
    posted.clock.at += timedelta(minutes=1)
    send_all(posted)
    assert server.received == []  # the second pause is two minutes
    posted.clock.at += timedelta(minutes=1)
    send_all(posted)
    assert len(server.received) == 1 and gauges(posted) == (0, 0)


@pytest.mark.parametrize(
    ("answer", "code", "later", "given_up"),
    [
        ("550 nobody here", "recipient_refused", timedelta(0), True),
        ("451 later", "recipient_delayed", PATIENCE, False),
        ("451 later", "recipient_delayed", PATIENCE + timedelta(seconds=1), True),
    ],
)
def test_a_refused_address_and_old_news_are_given_up(
    posted: Reporting, server: MailServer, answer: str, code: str, later: timedelta, given_up: bool
) -> None:
    subscribe(posted, HEAD)
    run(posted)
    posted.clock.at += later
    server.answers[:] = [answer]
    send_all(posted)
    assert gauges(posted)[0] == (0 if given_up else 1)
    with posted.ports.sessions.read() as session:
        (letter,) = letters.of_user(session, HEAD)
    assert letter.code == code and (letter.given_up_at is not None) == given_up


def test_a_failed_draft_is_told_once_a_day_to_those_who_can_help(
    posted: Reporting, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_given: Material) -> Document:
        raise OSError("no space left on device")

    for type_ in ("quarterly", "cash-flow"):
        monkeypatch.setitem(REPORT_TYPES, type_, replace(REPORT_TYPES[type_], build=full))
    subscribe(posted, OFFICER, CHIEF)
    run(posted)
    run(posted)
    send_all(posted)
    told = [(one.recipient[0], one.mail["Subject"]) for one in server.received]
    assert (OFFICER[0], "Fördernachweis: ein fälliger Bericht ließ sich nicht entwerfen") in told
    assert [one[0] for one in told].count(OFFICER[0]) == 1


def test_the_first_of_two_releases_calls_the_second(posted: Reporting, server: MailServer) -> None:
    subscribe(posted, HEAD, CHIEF)
    report_id = run(posted).drafted[0]
    send_all(posted)
    server.received.clear()
    page = f"/reporting/berichte/{report_id}"
    assert browser(app_of(posted), HEAD).post(f"{page}/freigabe").status_code == 303
    send_all(posted)
    (mail,) = server.received
    assert mail.recipient[0] == CHIEF[0]  # not to who released
    assert f"http://127.0.0.1:8000{page}" in mail.mail.get_content().split()


def test_everybody_decides_for_oneself(posted: Reporting, server: MailServer) -> None:
    head = browser(app_of(posted), HEAD)
    place = "/reporting/benachrichtigungen"
    assert "ausgeschaltet" in head.get(place).text
    wrong = head.post(place, data={"address": "kein ort"})
    assert wrong.status_code == 422 and "keine Mailadresse" in wrong.text
    on = head.post(place, data={"address": "h@musterstadt.example"}, follow_redirects=True)
    assert "eingeschaltet" in on.text and "h@musterstadt.example" in on.text
    assert browser(app_of(posted), COMMITTEE).get(place).status_code == 403
    run(posted)
    off = head.post(f"{place}/aus", follow_redirects=True)
    assert "ausgeschaltet" in off.text and "h@musterstadt.example" not in off.text
    send_all(posted)
    assert server.received == []  # also what waited is gone


@pytest.mark.parametrize(
    "address",
    [
        "a@b.de\nBcc: c@d.de",
        "a@b.de,c@d.de",
        "@b.de",
        "a@",
        "a@b",
        "a b@c.de",
        "ä@b.de",
        "<a@b.de>",
    ],
)
def test_an_address_is_one_plain_address(reporting: Reporting, address: str) -> None:
    with pytest.raises(Refused) as refused, reporting.ports.sessions.write() as session:
        want_mail(session, address, by=reporting.ports.occasion(HEAD))
    assert [one.code for one in refused.value.violations] == ["mail_address_invalid"]


def test_without_a_server_nothing_is_written(reporting: Reporting, server: MailServer) -> None:
    house = with_mail(reporting, server)
    off = replace(house.means, mail=MailSettings())
    house.ports = replace(house.ports, extras={**house.ports.extras, "means": off})
    subscribe(house, HEAD)
    run(house)
    assert gauges(house) == (0, 0)
    page = browser(app_of(house), HEAD).get("/reporting/benachrichtigungen").text
    assert "kein Mailserver eingerichtet" in page
    with house.ports.sessions.write() as session:
        want_no_mail(session, by=house.ports.occasion(HEAD))


MAIL = message(
    Letter("1", "draft_failed", "/reporting/", NOW),
    sender=SENDER,
    recipient="x@y.de",
    url="http://h",
)


def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    with mail_server(tmp_path, implicit=True) as server:
        deliver(settings_of(server, "smtps"), MAIL)
        (one,) = server.received
    assert one.secured and one.user == "fn" and one.mail["Message-ID"] == "<1@musterstadt.example>"


def test_nothing_is_said_in_clear(server: MailServer) -> None:
    server.offers_tls = False
    with pytest.raises(NotDelivered, match="not_secured"):
        deliver(settings_of(server), MAIL)
    deliver(settings_of(server, "smtp+clear", ""), MAIL)  # to this machine, without a log-in
    assert [one.secured for one in server.received] == [False]


def test_a_server_nobody_trusts_gets_nothing(server: MailServer) -> None:
    with pytest.raises(NotDelivered, match="not_secured"):
        deliver(replace(settings_of(server), authority=""), MAIL)
    assert server.received == []


@pytest.mark.parametrize(("verdict", "is_final"), [("554 spam", True), ("452 full", False)])
def test_a_server_may_refuse_the_content(server: MailServer, verdict: str, is_final: bool) -> None:
    server.verdict = verdict
    with pytest.raises(NotDelivered, match="server_refused") as refused:
        deliver(settings_of(server), MAIL)
    assert refused.value.is_final == is_final


@pytest.mark.parametrize(("dies", "sent"), [("deliver", 1), ("_end", 2)])
def test_who_dies_before_marking_sends_again_with_the_same_id(
    posted: Reporting, server: MailServer, monkeypatch: pytest.MonkeyPatch, dies: str, sent: int
) -> None:
    """Dead before sending: once. Dead between sending and marking: twice, rather than never."""

    def dead(*_: object) -> None:
        raise KeyboardInterrupt

    subscribe(posted, HEAD)
    run(posted)
    where = posting if dies == "deliver" else Postman
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(where, dies, dead)
        send_all(posted)
    posted.clock.at += LEASE - timedelta(seconds=1)
    send_all(posted)
    assert len(server.received) == sent - 1  # whoever took it may still be at it
    posted.clock.at += timedelta(seconds=1)
    send_all(posted)
    ids = [one.mail["Message-ID"] for one in server.received]
    assert (len(ids), len(set(ids)), gauges(posted)) == (sent, 1, (0, 0))


def test_who_was_locked_meanwhile_gets_nothing(posted: Reporting, server: MailServer) -> None:
    subscribe(posted, HEAD)
    run(posted)
    access = AccessSnapshot(HEAD, True, 2, (HeldRole("head_of_finance", None),), ())
    event = budget.UserAccessChanged(access=access, change="locked")
    posted.stream.tell(event, f"user/{HEAD}", grant_id=None)
    posted.settle()
    send_all(posted)
    with posted.ports.sessions.read() as session:
        (letter,) = letters.of_user(session, HEAD)
    assert (letter.code, server.received) == ("not_wanted", [])
    assert letter.given_up_at is not None


@pytest.mark.parametrize(
    ("last_day", "sent"),
    [(NOW.date(), 1), (NOW.date() - timedelta(days=1), 0)],
)
def test_a_letter_waits_and_the_role_it_was_written_for_ends(
    posted: Reporting, server: MailServer, last_day: date, sent: int
) -> None:
    subscribe(posted, HEAD)
    run(posted)
    held = (
        HeldRole("head_of_finance", None, last_day.isoformat()),
        HeldRole("factual_certifier", None),
    )
    event = budget.UserAccessChanged(
        access=AccessSnapshot(HEAD, False, 2, held, ()), change="roles_set"
    )
    posted.stream.tell(event, f"user/{HEAD}", grant_id=None)
    posted.settle()
    send_all(posted)
    with posted.ports.sessions.read() as session:
        (letter,) = letters.of_user(session, HEAD)
    assert (len(server.received), letter.code) == (sent, "" if sent else "not_wanted")


def test_a_wrong_password_and_an_absent_server(server: MailServer) -> None:
    with pytest.raises(NotDelivered, match="login_refused"):
        deliver(settings_of(server, login="fn:falsch@"), MAIL)
    with pytest.raises(NotDelivered, match="server_unreachable"):
        deliver(MailSettings("smtp+clear://127.0.0.1:1", SENDER), MAIL)


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("mail.example", SENDER),
        ("smtp+clear://mail.example", SENDER),
        ("smtp://mail.example:abc", SENDER),
        ("smtp://mail.example", ""),
        ("smtp://mail.example", "ohne ort"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_shows_no_password(
    tmp_path: Path, url: str, sender: str
) -> None:
    with pytest.raises(SettingsError) as stopped:
        Settings.from_env({"DATA_DIR": str(tmp_path), "SMTP_URL": url, "MAIL_FROM": sender})
    assert "SMTP_URL" in str(stopped.value) or "smtp+clear" in str(stopped.value)


def test_settings_come_from_files_and_are_shown_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "smtp"
    secret.write_text("smtp://fn:ge%40heim@mail.example\n")
    read = Settings.from_env(
        {"DATA_DIR": str(tmp_path), "SMTP_URL_FILE": str(secret), "MAIL_FROM": SENDER}
    ).mail
    assert (read.host, read.port, read.user, read.password) == (
        "mail.example",
        587,
        "fn",
        "ge@heim",
    )
    assert "heim" not in repr(read)
