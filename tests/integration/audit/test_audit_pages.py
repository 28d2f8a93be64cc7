"""The German pages: what stands on them, for whom."""

import html5lib
import pytest

from tests.integration.audit.house import AuditHouse
from tests.integration.audit.material import event, number_id

SUBJECT = f"expenditure/{number_id(0)}"
EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = AuditHouse(tmp_path_factory.mktemp("audit"))
    house.publish(
        *(event(number) for number in range(60)),
        event(60, grant_id="KFW-2", data={"reason": EVIL, "sealed_creditor": "AAAA"}),
        b"unlesbar",
    )
    yield house
    house.close()


@pytest.fixture
def fresh(tmp_path):
    house = AuditHouse(tmp_path)
    yield house
    house.close()


def page(house, path, user="pruefung", status=200):
    response = house.browse(path, user)
    assert response.status_code == status, response.text
    html5lib.HTMLParser(strict=True).parse(response.text)
    assert "<script" not in response.text.replace("<script src=", "")
    return response.text


def test_the_trail_shows_the_newest_first_and_pages_back(house):
    first = page(house, "/audit/?actor=clerk")
    assert "Ausgabe: erfasst" in first
    assert ">60<" in first and ">11<" in first and ">10<" not in first
    assert "vor=11" in first
    second = page(house, "/audit/?actor=clerk&vor=11")
    assert ">10<" in second and ">0<" in second and ">11<" not in second


def test_filters_stay_in_the_form_and_narrow(house):
    found = page(house, "/audit/?q=RE-2026/00007&from=05.01.2026&to=05.01.2026")
    assert 'value="RE-2026/00007"' in found and ">7<" in found and ">8<" not in found
    assert "Kein Eintrag passt" in page(house, "/audit/?actor=niemand")
    assert "Jahr " not in page(house, "/audit/?actor=niemand")


def test_a_wrong_filter_is_explained(house):
    assert "Diesen Tag gibt es nicht" in page(house, "/audit/?from=morgen", status=422)


def test_one_entry_with_its_proof(house):
    found = page(house, "/audit/eintraege/0")
    assert "Im Protokoll enthalten und unterschrieben" in found
    assert "RE-2026/00000" in found and "next-offset" in found
    assert "weicht vom vereinbarten Schema ab" in found
    page(house, "/audit/eintraege/100000", status=404)


def test_content_is_escaped_and_sealed_text_named(house):
    found = page(house, "/audit/eintraege/60")
    assert "&lt;script&gt;" in found
    assert "verschlüsselt" in found and "AAAA" not in found


def test_an_unreadable_entry_is_shown_as_such(house):
    assert "Der Inhalt ist nicht lesbar (8 Byte)" in page(house, "/audit/eintraege/61")


def test_history(house):
    assert "Ausgabe: erfasst" in page(house, f"/audit/verlauf/{SUBJECT}")
    assert "Dazu ist nichts verzeichnet" in page(house, "/audit/verlauf/expenditure/0")


def test_a_reader_of_one_grant_sees_that_grant(house):
    found = page(house, "/audit/", "sachbearbeitung_2")
    assert ">60<" in found and ">59<" not in found
    assert "Jetzt prüfen" not in found and "Auszug herunterladen" not in found
    page(house, "/audit/eintraege/0", "sachbearbeitung_2", status=404)
    page(house, "/audit/pruefung", "sachbearbeitung_2", status=403)
    page(house, "/audit/", "ausschuss", status=403)


def test_without_a_session_one_is_led_to_the_log_in(house):
    assert house.client().get("/audit/").status_code == 303


def test_checkpoints(house):
    found = page(house, "/audit/pruefmarken")
    assert "foerdernachweis.example/embedded+" in found


def test_empty_states(fresh):
    assert "Noch keine Einträge" in page(fresh, "/audit/")
    assert "noch nie geprüft" in page(fresh, "/audit/pruefung")
    assert "Noch keine Prüfmarke" in page(fresh, "/audit/pruefmarken")


def test_the_button_verifies(fresh):
    fresh.app.config["WTF_CSRF_ENABLED"] = False
    fresh.publish(event(0), event(1))
    client = fresh.client()
    with client.session_transaction() as cookie:
        cookie["user_id"], cookie["revision"] = "pruefung", 0
    assert client.post("/audit/pruefung").status_code == 303
    assert "2 Einträge sind, wie sie geschrieben wurden" in page(fresh, "/audit/pruefung")
    fresh.publish(event(1, actor="other"))
    client.post("/audit/pruefung")
    found = page(fresh, "/audit/pruefung")
    assert "Das Protokoll ist nicht in Ordnung" in found
    assert "Kennung doppelt mit anderem Inhalt" in found


ACTOR = "d6b3fd6f-0000-4000-8000-00000000000a"


def test_the_filters_take_what_the_table_shows(fresh):
    fresh.publish(event(0, actor=ACTOR), event(1, actor="d6b3fd70-0000-4000-8000-00000000000a"))
    for typed in (ACTOR, "d6b3fd6f", "Kämmerei (d6b3fd6f…)"):
        found = page(fresh, f"/audit/?actor={typed}")
        assert 'eintraege/0"' in found and 'eintraege/1"' not in found, typed
    assert "Kein Eintrag passt" in page(fresh, "/audit/?actor=d6b3fd6")
    assert f'href="/audit/?actor={ACTOR}"' in page(fresh, "/audit/")


def test_the_own_lookups_can_be_left_out(fresh):
    fresh.publish(event(0), event(1, type="funding.audit.trail.read.v1"))
    everything = page(fresh, "/audit/")
    assert 'eintraege/1"' in everything and "ohne Abfragen" in everything
    narrowed = page(fresh, "/audit/?without_lookups=ja")
    assert 'eintraege/0"' in narrowed and 'eintraege/1"' not in narrowed


def test_a_name_that_is_not_found_is_told_to_be_sealed(fresh):
    assert "verschlüsselt" in page(fresh, "/audit/?q=Mustermann")
    assert "verschlüsselt" not in page(fresh, "/audit/?actor=niemand")


def test_a_refusal_says_by_which_rule_and_what_would_make_it_pass(fresh):
    told = [
        {"code": "line_exceeded", "rule": "PLAN-02", "severity": "error"},
        {"code": "no_words_for_it", "rule": "API"},
        {"code": 7, "rule": None},
        EVIL,
    ]
    fresh.publish(event(0, outcome="refused", data={"command": "record", "violations": told}))
    fresh.publish(event(1, outcome="refused", data={"violations": "keine Liste"}))
    found = page(fresh, "/audit/eintraege/0")
    assert "Ansatz über die Grenze hinaus überschritten" in found
    assert "PLAN-02" in found and "Was zu tun ist: dem Zuwendungsgeber mitteilen" in found
    assert "<li>no_words_for_it " in found
    assert "Gründe" not in page(fresh, "/audit/eintraege/1")


def test_an_open_condition_says_what_opens_this_very_one(fresh):
    open_condition = {"code": "gate_missing", "rule": "PRG-06", "severity": "error"}
    told = [
        open_condition | {"condition": name} for name in ("ministry_approval", None, "fremd", 7)
    ]
    fresh.publish(event(0, outcome="refused", data={"command": "release", "violations": told}))
    found = page(fresh, "/audit/eintraege/0")
    assert found.count("die Freigabe der Strategie beim Ministerium einholen") == 1
    assert found.count("Was zu tun ist: den genannten Nachweis ablegen") == 3
