"""Texts of reports over API and pages: ETags, roles, preview, difference, release."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.difference import Piece, difference
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import COMMITTEE, GRANT, HEAD, OFFICER
from tests.integration.reporting.web import API, app_of, bearer, browser, give_tokens

TEXTS = f"/reporting/zuwendungen/{GRANT}/texte"
LESSONS = f"{TEXTS}/2026?text=lessons"
NEW = {"period": "2026", "subject": "lessons", "text": "Klein anfangen."}


@pytest.fixture
def app(told: Reporting) -> Flask:
    give_tokens(told)
    told.settle()
    return app_of(told)


def test_a_new_version_needs_the_tag_of_the_last(app: Flask) -> None:
    api, place = app.test_client(), f"{API}/grants/{GRANT}/narratives"
    first = api.post(place, json=NEW, headers=bearer(OFFICER))
    assert first.status_code == 201 and first.headers["ETag"] == '"1"'
    assert api.post(place, json=NEW, headers=bearer(OFFICER)).status_code == 409
    one = f"{API}/narratives/{first.json['narrative_id']}"
    again = {"text": "Klein anfangen, früh zeigen."}
    assert api.patch(one, json=again, headers=bearer(OFFICER)).status_code == 428
    stale = api.patch(one, json=again, headers=bearer(OFFICER, **{"If-Match": '"9"'}))
    assert stale.status_code == 412
    second = api.patch(one, json=again, headers=bearer(OFFICER, **{"If-Match": '"1"'}))
    assert (second.status_code, second.headers["ETag"]) == (200, '"2"')
    changed = api.get(f"{one}/difference?since=1", headers=bearer(HEAD)).json
    assert {"kind": "added", "text": "anfangen, früh zeigen."} in changed["pieces"]
    assert api.post(f"{one}/release", headers=bearer(OFFICER)).status_code == 403
    released = api.post(f"{one}/release", headers=bearer(HEAD, **{"If-Match": '"2"'}))
    assert (released.status_code, released.json["released_version"]) == (200, 2)
    [listed] = api.get(f"{place}?period=2026", headers=bearer(HEAD)).json["items"]
    assert listed == released.json
    assert api.get(one, headers=bearer(COMMITTEE)).status_code == 403


def test_the_page_previews_proposes_and_releases(app: Flask) -> None:
    officer, head = browser(app, OFFICER), browser(app, HEAD)
    listed = officer.get(f"{TEXTS}?zeitraum=2026").text
    assert "Erfahrungen" in listed and "fehlt noch" in listed and "1.1 Personal, Ist" in listed
    typed = {"text": "Klein anfangen.\n\n- früh zeigen", "based_on": "0"}
    preview = officer.post(LESSONS, data={**typed, "preview": "ja"})
    assert preview.status_code == 200 and "<li>früh zeigen</li>" in preview.text
    assert "Dieser Text fehlt noch" in officer.get(LESSONS).text
    officer.post(LESSONS, data=typed)
    assert "wartet auf Freigabe" in officer.get(LESSONS).text
    stale = officer.post(LESSONS, data={"text": "Anders.", "based_on": "0"})
    assert stale.status_code == 409 and "Inzwischen liegt Fassung 1 vor" in stale.text
    officer.post(LESSONS, data={"text": "Groß anfangen.", "based_on": "1"})
    shown = head.get(LESSONS).text
    assert "<del>Klein</del><ins>Groß</ins>" in shown and "Ich gebe Fassung 2 frei" in shown
    release = f"{TEXTS}/2026/freigabe?text=lessons"
    assert head.post(release, data={"version": "1"}).status_code == 409
    assert head.post(release, data={"version": "2"}).status_code == 303
    assert "freigegeben" in head.get(LESSONS).text
    assert officer.get(f"{TEXTS}/2026?text=poem").status_code == 404
    assert browser(app, COMMITTEE).get(TEXTS).status_code == 403


def test_a_figure_is_explained_on_its_page(app: Flask) -> None:
    place = f"{TEXTS}/2026?text=figure:plan_actual|1.1 Personal|actual"
    officer = browser(app, OFFICER)
    officer.post(place, data={"text": "Eine Stelle mehr.", "based_on": "0"})
    assert "Die Zahl war beim Schreiben" in officer.get(place).text
    assert "Zahl „1.1 Personal“" in officer.get(f"{TEXTS}?zeitraum=2026").text


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    pieces = difference(before, after)

    def told(*kinds: str) -> str:
        return "".join(one.text for one in pieces if one.kind in kinds)

    assert (told("same", "removed"), told("same", "added")) == (before, after)


def test_what_did_not_change_is_one_piece() -> None:
    assert difference("ein Text", "ein Text") == (Piece("same", "ein Text"),)
    assert difference("", "") == ()
