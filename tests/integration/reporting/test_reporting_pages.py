"""The pages of reporting: draft, preview, downloads, release, differences, empty states."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from contracts.events import budget
from services.reporting.documents import Document
from services.reporting.usecases.material import Material
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.personnel import booked
from tests.integration.reporting.story import tell_users
from tests.integration.reporting.stream import COMMITTEE, GRANT, HEAD, OFFICER
from tests.integration.reporting.web import app_of, browser

OF_GRANT = f"/reporting/zuwendungen/{GRANT}"


@pytest.fixture
def app(told: Reporting) -> Flask:
    return app_of(told)


def test_a_stranger_is_sent_to_the_log_in(app: Flask) -> None:
    answer = app.test_client().get(OF_GRANT)
    assert answer.status_code == 303 and "anmelden" in answer.headers["Location"]


def test_the_way_from_draft_to_release(app: Flask, told: Reporting) -> None:
    officer, head = browser(app, OFFICER), browser(app, HEAD)
    empty = officer.get(OF_GRANT).text
    assert "Kein Bericht gefunden" in empty and 'value="2026-Q1"' in empty
    made = officer.post(f"{OF_GRANT}/entwuerfe", data={"type": "quarterly", "period": "1/2026"})
    assert made.status_code == 303
    place = made.headers["Location"]
    preview = officer.get(place)
    assert "Verfällt am Ende Geld?" in preview.text and "Entwurf" in preview.text
    assert "Zur Freigabe" not in preview.text  # the officer drafted it and has not the role
    assert "style=" not in preview.text and "<script>" not in preview.text
    assert "Zur Freigabe" in head.get(place).text
    assert officer.get(f"{place}/bericht.pdf").data.startswith(b"%PDF")
    assert officer.get(f"{place}/bericht.xlsx?teil=oeffentlich").data.startswith(b"PK")
    assert head.get(f"{place}/freigabe").status_code == 200
    released = head.post(f"{place}/freigabe", follow_redirects=True)
    assert "freigegeben und ändert sich nicht mehr" in released.text
    again = head.post(f"{place}/freigabe")
    assert again.status_code == 409 and "Freigegebenes ändert sich nie" in again.text


def test_reasons_stand_at_the_form(app: Flask) -> None:
    officer = browser(app, OFFICER)
    wrong = officer.post(f"{OF_GRANT}/entwuerfe", data={"type": "quarterly", "period": "2026-H1"})
    assert wrong.status_code == 422
    assert "der Zeitraum muss ein Quartal wie 2026-Q1 sein" in wrong.text
    blank = officer.post(f"{OF_GRANT}/entwuerfe", data={})
    assert blank.status_code == 422 and "Bitte ausfüllen" in blank.text


def test_the_committee_sees_released_reports_only(app: Flask, told: Reporting) -> None:
    report = told.draft()
    committee = browser(app, COMMITTEE)
    assert "Kein Bericht gefunden" in committee.get(OF_GRANT).text
    assert committee.get(f"/reporting/berichte/{report.report_id}").status_code == 403
    told.release(report.report_id, HEAD)
    shown = committee.get(f"/reporting/berichte/{report.report_id}")
    assert shown.status_code == 200 and "nur der öffentliche Teil" in shown.text
    assert "Fassung 1" in committee.get("/reporting/").text


def test_a_draft_of_a_running_period_says_why_it_is_not_released(
    app: Flask, told: Reporting
) -> None:
    officer, head = browser(app, OFFICER), browser(app, HEAD)
    offered = officer.get(OF_GRANT).text
    assert '<option value="2026-Q2">2. Quartal 2026</option>' in offered
    assert '<option value="2026-Q3">' not in offered
    ahead = officer.post(f"{OF_GRANT}/entwuerfe", data={"type": "quarterly", "period": "2026-Q3"})
    assert ahead.status_code == 422 and "beginnt erst am 01.07.2026" in ahead.text
    for period, said in (("2026-Q2", "wird er nicht freigegeben"), ("2026-Q1", "kann ihn freige")):
        new = {"type": "quarterly", "period": period}
        made = officer.post(f"{OF_GRANT}/entwuerfe", data=new, follow_redirects=True)
        assert "Der Entwurf liegt vor." in made.text and said in made.text
    place = f"/reporting/berichte/{told.draft('quarterly', '2026-Q2').report_id}"
    shown = head.get(place).text
    assert "Zeitraum noch nicht abgelaufen: Stand 13.04.2026." in shown
    assert "Zur Freigabe" not in shown and "der Zeitraum endet erst mit dem 30.06.2026" in shown
    assert "der Zeitraum endet erst mit dem 30.06.2026" in head.get(f"{place}/freigabe").text
    assert "Ich gebe den Bericht frei" not in head.get(f"{place}/freigabe").text
    assert head.post(f"{place}/freigabe").status_code == 422


def test_what_may_be_released_while_its_period_runs_warns_where_it_is_released(
    app: Flask, told: Reporting
) -> None:
    head = browser(app, HEAD)
    place = f"/reporting/berichte/{told.draft('change-notice', '2026-Q2').report_id}"
    shown = head.get(place).text
    assert "Zur Freigabe" in shown and "Zeitraum noch nicht abgelaufen" in shown
    page = head.get(f"{place}/freigabe").text
    assert "Ich gebe den Bericht frei" in page
    for said in (
        "der Zeitraum endet erst mit dem 30.06.2026",
        "sind unverzüglich zu machen",
        "NOTE-01",
    ):
        assert said in page
    assert page.index("Zeitraum noch nicht abgelaufen") < page.index("Ich gebe den Bericht frei")
    assert head.post(f"{place}/freigabe").status_code == 303
    assert "der Zeitraum endet erst" not in head.get(place).text
    over = told.draft("change-notice", "2026-Q1").report_id
    assert "Zeitraum noch" not in head.get(f"/reporting/berichte/{over}/freigabe").text


def test_whoever_releases_sees_first_which_texts_are_missing(app: Flask, told: Reporting) -> None:
    head = browser(app, HEAD)
    place = f"/reporting/berichte/{told.draft('factual-report', '2026-Q1').report_id}/freigabe"
    page = head.get(place).text
    assert "Dieser Entwurf wird so nicht freigegeben" in page
    assert "Abschnitt „Erfahrungen“: Der Text fehlt noch." in page and "VN-05" in page
    assert "Ich gebe den Bericht frei" not in page
    assert head.post(place).status_code == 422


def test_drafts_wait_in_front_of_whoever_may_release_them(app: Flask, told: Reporting) -> None:
    first = told.draft("quarterly", "2026-Q1")
    newest = told.draft("quarterly", "2026-Q1")
    told.draft("quarterly", "2026-Q2")  # its period is running
    own = told.draft("portfolio", "2026-Q1", actor=HEAD)

    def waiting(user: str) -> str:
        shown = browser(app, user).get("/reporting/").text
        return shown.split("Wartet auf meine Freigabe")[1].split("</section>")[0]

    listed = waiting(HEAD)
    assert f"/berichte/{newest.report_id}" in listed and listed.count("<li>") == 1
    assert first.report_id not in listed and own.report_id not in listed
    assert "Wartet auf meine Freigabe" not in browser(app, OFFICER).get("/reporting/").text
    told.release(newest.report_id, HEAD)
    assert "Wartet auf meine Freigabe" not in browser(app, HEAD).get("/reporting/").text


def test_whoever_releases_sees_the_texts_that_become_public(app: Flask, told: Reporting) -> None:
    report = told.draft()
    page = browser(app, HEAD).get(f"/reporting/berichte/{report.report_id}/freigabe").text
    assert "Diese Texte werden öffentlich" in page
    for typed in (
        "Vier Wochen später, weil Genehmigungen für zwei Standorte fehlen.",
        "Neue Ausschreibung mit zwei Losen beschließen",
        "Denklabor am 12.06.2022, Vorschlag 14",
    ):
        assert typed in page
    assert "Er nennt keine Zahlungsempfänger" in page and "names_seen" not in page


def test_releasing_names_of_creditors_is_a_conscious_act(app: Flask, told: Reporting) -> None:
    # row 3 over three posts: with the pay of one the committee would read no list at all (PERS-06)
    enough = booked(3, 3, shows_sums=True, gross_cents=1)
    told.stream.tell(enough, f"personnel_calculation/{enough.calculation_id}")
    told.stream.checkpoint()
    told.settle()
    report = told.draft("voucher-list", "2026-Q1")
    place = f"/reporting/berichte/{report.report_id}"
    head, committee = browser(app, HEAD), browser(app, COMMITTEE)
    page = head.get(f"{place}/freigabe").text
    assert "nennt die Zahlungsempfänger mit Namen" in page
    assert "alle Mitglieder des Ausschusses" in page and "Diese Texte" not in page
    unaware = head.post(f"{place}/freigabe")
    assert unaware.status_code == 422 and "Bitte bestätigen" in unaware.text
    assert told.refusals() == [["names_not_confirmed"]]
    assert committee.get(f"{place}/bericht.csv").status_code == 403
    aware = head.post(f"{place}/freigabe", data={"names_seen": "ja"})
    assert aware.status_code == 303
    assert "Müller & Söhne GmbH" in committee.get(f"{place}/bericht.csv").text


def test_versions_differences_and_what_came_since(app: Flask, told: Reporting) -> None:
    first = told.release(told.draft().report_id, HEAD)
    told.stream.row(budget.ExpenditureReturned, 48, gross=1_000, status="recorded",
                    extra={"reason": "Rechnung unvollständig"})  # fmt: skip
    told.stream.checkpoint()
    told.settle()
    officer = browser(app, OFFICER)
    assert "durch 1 Ereignis überholt" in officer.get(f"/reporting/berichte/{first.report_id}").text
    second = told.draft()
    page = officer.get(f"/reporting/berichte/{second.report_id}").text
    assert "Änderungen gegenüber der vorigen Fassung" in page
    assert f"seit={first.report_id}" in page
    compared = officer.get(
        f"/reporting/berichte/{second.report_id}/aenderungen?seit={first.report_id}"
    )
    assert "zurückgegeben (Rechnung unvollständig)" in compared.text


def test_the_run_can_be_started_by_the_head_of_finance(
    app: Flask, told: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.clock.at = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)
    assert browser(app, OFFICER).post(f"{OF_GRANT}/lauf").status_code == 403
    head = browser(app, HEAD)
    with monkeypatch.context() as fault:
        broken = replace(REPORT_TYPES["cash-flow"], build=_full_disk)
        fault.setitem(REPORT_TYPES, "cash-flow", broken)
        done = head.post(f"{OF_GRANT}/lauf", follow_redirects=True)
    assert re.search(r"Der Lauf hat \d+ Berichte entworfen", done.text)
    assert "Nicht entworfen: 1 fälliger Bericht" in done.text
    assert "Mittelabfluss und Prognose 1. Quartal 2024: Ein unerwarteter Fehler" in done.text
    assert "no space" not in done.text
    again = head.post(f"{OF_GRANT}/lauf", follow_redirects=True)
    assert "Nicht entworfen" not in again.text
    filtered = head.get(f"{OF_GRANT}?type=voucher-list")
    assert "Kein Bericht gefunden" in filtered.text


def _full_disk(_given: Material) -> Document:
    raise OSError("no space left on device")


def test_an_empty_installation_says_so(reporting: Reporting) -> None:
    tell_users(reporting.stream)
    reporting.settle()
    page = browser(app_of(reporting), OFFICER).get("/reporting/")
    assert "Noch keine Zuwendung" in page.text


def test_hostile_text_is_shown_as_text(told: Reporting) -> None:
    told.stream.row(budget.ExpenditureRecorded, 600, creditor="<script>alert(1)</script>",
                    purpose='=HYPERLINK("http://x")')  # fmt: skip
    told.stream.checkpoint()
    told.settle()
    report = told.draft("voucher-list", "2026-Q1")
    officer = browser(app_of(told), OFFICER)
    page = officer.get(f"/reporting/berichte/{report.report_id}").text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    listed = officer.get(f"/reporting/berichte/{report.report_id}/bericht.csv").text
    assert "'=HYPERLINK" in listed
