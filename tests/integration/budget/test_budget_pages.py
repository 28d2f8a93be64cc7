"""What the pages promise beside looking good: rights per grant, nothing lost, nothing injected."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from services.budget.intake.invoice import read_invoice
from services.budget.intake.profile import voucher_profiles
from services.budget.usecases.import_profile import RECOGNISE, profile_for
from shared.errors import Refused
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, GRANT, enter_programme, expenditure

SAMPLES = Path(__file__).parents[2] / "samples"
OTHER = "/budget/zuwendungen/ANDERE"
NEW = f"{AT}/ausgaben/neu"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        house.act(
            "administration",
            "/budget/zuwendungen/neu",
            grant_id="ANDERE",
            programme_id="MPSC",
            title="Andere Zuwendung",
            phase="A",
            award_notice_number="SC-1",
            award_date="01.02.2025",
            funding_rate_bp="65",
            max_eligible_cents="100.000,00",
            period_start="01.02.2025",
            period_end="31.12.2026",
            earliest_contract_date="01.02.2025",
            rule_pack="kfw436-2020",
        )
        house.act("kaemmerei", f"{OTHER}/bestaetigung")
        yield house


def show(house: LivingHouse, path: str, user: str = "sachbearbeitung") -> tuple[int, str]:
    answer = house.client(user).get(path)
    return answer.status_code, answer.text


def test_a_row_of_another_grant_fills_no_form(house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", NEW, **expenditure(10, purpose="Geheimes Vorhaben"))
    row = at.rsplit("/", 1)[-1]
    for way in ("auftrag", "ersetzt"):
        status, text = show(house, f"{OTHER}/ausgaben/neu?{way}={row}")
        assert status == 404
        assert "Geheimes Vorhaben" not in text


def test_an_amendment_is_confirmed_in_its_own_grant_only(house: LivingHouse) -> None:
    house.act(
        "sachbearbeitung",
        f"{AT}/bescheid",
        reference="Änderung 1",
        decided_on="01.07.2026",
        valid_from="01.07.2026",
        period_end="30.06.2030",
    )
    _, text = show(house, f"{AT}/bescheid", "kaemmerei")
    amendment = re.search(r"bescheid/([0-9a-f-]{36})/bestaetigung", text)
    assert amendment
    answer = house.send("kaemmerei", f"{OTHER}/bescheid/{amendment[1]}/bestaetigung")
    assert answer.status_code == 404  # amendment_unknown
    assert "gibt es in dieser Zuwendung nicht" in answer.text
    house.act("kaemmerei", f"{AT}/bescheid/{amendment[1]}/bestaetigung")
    assert "30.06.2030" in show(house, f"{AT}/bescheid")[1]


def test_who_lacks_the_role_is_told_which(house: LivingHouse) -> None:
    answer = house.send("sachlich", NEW, **expenditure(9))
    assert answer.status_code == 403
    assert "Fördermittelsachbearbeitung" in answer.text


def test_nobody_releases_the_own_plan(house: LivingHouse) -> None:
    text = show(house, f"{AT}/plan/fassungen/1")[1]
    assert "freigeben</span>" not in text


def test_a_change_made_by_somebody_else_meanwhile_is_not_overwritten(house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", NEW, **expenditure(14))
    form = show(house, f"{at}/aendern")[1]
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version
    changed = expenditure(14, purpose="Erste Änderung", version=version[1])
    assert house.act("sachbearbeitung", f"{at}/aendern", **changed) == at
    late = house.send("sachbearbeitung", f"{at}/aendern", **{**changed, "purpose": "Zweite"})
    assert late.status_code == 409
    assert "inzwischen geändert" in late.text
    assert "Erste Änderung" in show(house, at)[1]


def test_texts_from_outside_are_shown_as_texts(house: LivingHouse) -> None:
    attack = "<script>alert(1)</script>"
    at = house.act(
        "sachbearbeitung", NEW, **expenditure(15, creditor=attack, purpose='"><img src=x>')
    )
    for path in (at, f"{AT}/ausgaben", NEW, "/budget/arbeitsliste"):
        text = show(house, path)[1]
        assert "<script>alert" not in text
        assert "<img" not in text


def test_the_exported_list_runs_no_formula(house: LivingHouse) -> None:
    house.act("sachbearbeitung", NEW, **expenditure(16, creditor='=HYPERLINK("http://x")'))
    answer = house.client("sachbearbeitung").get(f"{AT}/ausgaben.csv?creditor=HYPER")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=HYPERLINK" in lines[1]
    assert ";16190,50;" in lines[1]


def test_a_file_name_is_no_path(house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", NEW, **expenditure(17))
    sent = (io.BytesIO(b"%PDF-1.4 test"), "../../etc/passwd\x00<b>.pdf")
    house.act("sachbearbeitung", f"{at}/dateien", kind="contract", file=sent)
    text = show(house, at)[1]
    assert "../" not in words(text)
    assert "&lt;b&gt;.pdf" in text


def test_a_strange_file_is_refused_with_reasons(house: LivingHouse) -> None:
    answer = house.send("sachbearbeitung", f"{NEW}/rechnung", file=(io.BytesIO(b"hello"), "x.txt"))
    assert answer.status_code == 422
    assert "Noch nicht gespeichert" in answer.text


def test_a_dropped_invoice_that_is_known_says_so_before_anything_is_typed(
    house: LivingHouse,
) -> None:
    content = (SAMPLES / "invoices" / "ubl_invoice.xml").read_bytes()
    said = read_invoice(content, "r.xml").expenditure
    assert said.creditor and said.invoice_number and said.gross_cents

    def dropped() -> str:
        sent = (io.BytesIO(content), "r.xml")
        return words(show(house, house.act("sachbearbeitung", f"{NEW}/rechnung", file=sent))[1])

    assert "Rechnung ist schon erfasst" not in dropped()
    facts = {
        **expenditure(18),
        "creditor": said.creditor,
        "invoice_number": said.invoice_number,
        "gross_cents": f"{said.gross_cents / 100:.2f}".replace(".", ","),
        "vat_cents": "",
    }
    house.act("sachbearbeitung", NEW, **facts)
    assert "Diese Rechnung ist schon erfasst" in dropped()


def test_a_filter_that_cannot_be_read_says_so(house: LivingHouse) -> None:
    status, text = show(house, f"{AT}/ausgaben?min_cents=1.234")
    assert status == 200
    assert "nicht lesbar" in text


def test_pages_follow_each_other_without_gap(house: LivingHouse) -> None:
    first = show(house, f"{AT}/ausgaben")[1]
    numbers = [int(one) for one in re.findall(r">Nr\. (\d+)</a>", first)]
    assert numbers == sorted(numbers, reverse=True)
    behind = show(house, f"{AT}/ausgaben?nach={numbers[2]}")[1]
    assert [int(one) for one in re.findall(r">Nr\. (\d+)</a>", behind)] == numbers[3:]


def test_the_finance_list_is_previewed_and_taken_over_once(house: LivingHouse) -> None:
    text = (
        "Belegnummer;Kreditor;Rechnungsnummer;Rechnungsdatum;Vertragsdatum;Leistung von;"
        "Leistung bis;Zahlungsdatum;Brutto;MwSt;Skonto;Sicherheitseinbehalt;Zahlbetrag;"
        "Kostenposition;Maßnahme;Zweck;Zahlungsreferenz;Auftragsnummer;Bezugsbeleg;Haushaltsjahr;"
        "Produkt;Sachkonto;Kostenstelle;Sachlich festgestellt von;Sachlich festgestellt am;"
        "Rechnerisch festgestellt von;Rechnerisch festgestellt am\r\n"
        "F-1;Fisch KG;RF-1;01.10.2025;01.03.2025;01.09.2025;30.09.2025;15.10.2025;1.190,00;"
        "190,00;;;1.190,00;Sensornetz;M-02;Wartung;Z-99;;;;;;;;;;\r\n"
        "F-2;Fisch KG;RF-2;01.10.2025;01.03.2025;01.09.2025;30.09.2025;15.10.2025;1.234;"
        "190,00;;;1.190,00;Sensornetz;M-02;Wartung;Z-98;;;;;;;;;;\r\n"
    )
    sent = (io.BytesIO(text.encode("cp1252")), "liste.csv")
    at = house.act("sachbearbeitung", f"{AT}/einlesen", profile="", file=sent)
    preview = words(show(house, at)[1])
    assert "Neue Ausgaben 1" in preview
    assert "1.234" in preview
    assert "Datei liste.csv Format Finanzverfahren, allgemeine Belegliste" in preview
    preview = preview.replace("\u00a0", " ")
    assert "1 Ausgabe über 1.190,00 € brutto und 0 Zahlungen übernehmen" in preview
    assert "Sensornetz" in preview and "M-02" in preview
    assert "Fisch KG" in preview and "neue Ausgabe" in preview
    assert house.act("sachbearbeitung", f"{at}/uebernahme") == at
    taken = show(house, at)[1]
    assert "Übernommene Liste" in taken and "Die Zeilen der Datei" not in taken
    assert "liste.csv" in words(show(house, f"{AT}/einlesen")[1])
    link = re.search(r'href="([^"]*import_id=[^"]*)"', taken)
    assert link
    rows = words(show(house, unescape(link[1]))[1])
    assert "1 Zeile aus der eingelesenen Liste" in rows and "Fisch KG" in rows
    assert "Fisch KG" in show(house, f"{AT}/ausgaben?q=F-1")[1]
    assert house.act("sachbearbeitung", f"{at}/uebernahme") == at  # a second time changes nothing


@pytest.mark.parametrize(
    ("content", "profile", "said"),
    [
        (b"\x00\x9c\xff" * 900, "", "Das ist keine Textdatei"),
        (b"Belegnummer;Betrag\r\n1;2\r\n", "", "passt zu keinem Format der Auswahl"),
        (b"Belegnummer;Betrag\r\n1;2\r\n", "finanz-csv", "Kreditor"),
    ],
)
def test_a_file_that_is_no_such_list_is_told_what_is_wrong(
    house: LivingHouse, content: bytes, profile: str, said: str
) -> None:
    sent = (io.BytesIO(content), "zufall.csv")
    answer = house.send("sachbearbeitung", f"{AT}/einlesen", profile=profile, file=sent)
    assert answer.status_code == 422 and said in words(answer.text)


def test_a_list_that_fits_no_format_is_refused(house: LivingHouse) -> None:
    means = house.house.ports["budget"].extras["means"]
    kept = means.files.put(b"Name;Ort\r\n")
    with pytest.raises(Refused) as refused:
        profile_for(RECOGNISE, kept, GRANT, means)
    assert [one.code for one in refused.value.violations] == ["profile_not_recognised"]


def test_a_list_of_another_format_says_which(house: LivingHouse) -> None:
    fitting = voucher_profiles()["project-ledger"]
    head = fitting.delimiter.join(fitting.columns.values()).encode(fitting.encodings[0])
    sent = (io.BytesIO(head + b"\r\n"), "ledger.txt")
    answer = house.send("sachbearbeitung", f"{AT}/einlesen", profile="finanz-csv", file=sent)
    assert f"Die Datei passt zum Format „{fitting.label}“" in words(answer.text)


def test_the_committee_is_led_to_the_reports(house: LivingHouse) -> None:
    answer = house.client("ausschuss").get("/budget/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/reporting/")
    assert house.client("ausschuss").get(f"/budget/zuwendungen/{GRANT}").status_code == 403


@pytest.mark.parametrize(
    ("way", "field", "taken"),
    [
        ("abschlag", "instalment_of", "gross_cents"),
        ("teil", "split_of", "invoice_number"),
        ("ersetzt", "replaces", "voucher_number"),
    ],
)
def test_an_entry_starts_from_another_row(
    house: LivingHouse, way: str, field: str, taken: str
) -> None:
    row = re.findall(
        r"/budget/ausgaben/([0-9a-f-]{36})\"", show(house, f"{AT}/ausgaben?q=B-0003")[1]
    )
    text = show(house, f"{NEW}?{way}={row[0]}")[1]
    assert expenditure(3)[taken] in text
    assert row[0] in text
    assert f'name="{field}"' in text


def test_an_invoice_starts_from_its_order(house: LivingHouse) -> None:
    order = re.search(r"auftrag=([0-9a-f-]{36})", show(house, f"{AT}/auftraege")[1])
    assert order
    text = show(house, f"{NEW}?auftrag={order[1]}")[1]
    assert f'<option value="{order[1]}" selected>' in text
    assert "Rahmenauftrag Sensoren" in text


def test_a_reversed_row_says_so_and_why(house: LivingHouse) -> None:
    listed = show(house, f"{AT}/ausgaben?q=R-2025-008")[1]
    rows = re.findall(r'href="(/budget/ausgaben/[0-9a-f-]{36})"', listed)
    pages = [words(show(house, row)[1]) for row in rows]
    (original,) = [page for page in pages if "Das Gegenstück" in page]
    assert "Grund: doppelt gebucht" in original
    assert "zählt mit dem Gegenstück zusammen 0,00" in original


def test_the_list_shows_the_period_in_force(house: LivingHouse) -> None:
    amendment = {
        "reference": "Änderung 2",
        "decided_on": "02.07.2026",
        "valid_from": "02.07.2026",  # after the other amendment of this file: the newest counts
        "period_end": "30.09.2030",
    }
    house.act("sachbearbeitung", f"{AT}/bescheid", **amendment)
    assert "01.02.2025 bis 30.09.2030" not in words(show(house, "/budget/")[1])
    shown = house.client("kaemmerei").get(f"{AT}/bescheid").text
    confirm = re.search(rf'action="({AT}/bescheid/[0-9a-f-]+/bestaetigung)"', shown)
    assert confirm
    house.act("kaemmerei", confirm[1])
    assert "01.02.2025 bis 30.09.2030" in words(show(house, "/budget/")[1])


def test_goal_and_partners_are_changed_on_their_page(house: LivingHouse) -> None:
    measure = f"{AT}/massnahmen/M-03"
    assert f'href="{measure}/beschreibung"' in house.client("sachbearbeitung").get(measure).text
    assert f'href="{measure}/beschreibung"' not in house.client("kaemmerei").get(measure).text
    typed = {"goal": "Daten für alle", "partners": "Hochschule", "reason": ""}
    refused = house.send("sachbearbeitung", f"{measure}/beschreibung", **typed)
    assert refused.status_code == 422 and "Daten für alle" in refused.text
    assert house.act(
        "sachbearbeitung", f"{measure}/beschreibung", **{**typed, "reason": "Beschluss"}
    )
    said = words(house.client("kaemmerei").get(measure).text)
    assert "Ziel Daten für alle Partner Hochschule" in said
    filled = house.client("sachbearbeitung").get(f"{measure}/beschreibung").text
    assert "Daten für alle" in filled and 'value="Hochschule"' in filled
