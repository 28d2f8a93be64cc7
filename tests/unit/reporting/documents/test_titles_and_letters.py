"""What stands at the head of reports that tell of their drafting day, and of the letter."""

from __future__ import annotations

from datetime import date

from contracts.events.findings import DecidingValue
from services.reporting.documents.certification_age import certification_blocks
from services.reporting.documents.change_notice import change_notice_document
from services.reporting.documents.charts import Chart
from services.reporting.documents.data_quality import data_quality_document
from services.reporting.documents.deadline_calendar import deadline_calendar_document
from services.reporting.documents.figures import KeyFigures
from services.reporting.documents.source import Heading
from services.reporting.documents.text import Details
from services.reporting.domain.certification_age import AgeGroup
from services.reporting.domain.data_quality import data_quality
from services.reporting.domain.deadline_calendar import DeadlineCalendar
from services.reporting.domain.notice import NoticeFact
from shared.periods import Period
from tests.integration.reporting.story import grant

HEADING = Heading("Musterstadt", grant(), Period.parse("2026-H1"))
AFTER, WITHIN = date(2026, 11, 28), date(2026, 6, 30)


def labels(on: date) -> list[str]:
    document = deadline_calendar_document(HEADING, DeadlineCalendar(on, (30,)))
    blocks = [one for one in document.blocks() if isinstance(one, KeyFigures)]
    return [one.label for block in blocks for one in block.figures]


def test_a_report_of_today_is_titled_by_its_day() -> None:
    calendar = deadline_calendar_document(HEADING, DeadlineCalendar(AFTER, (30,)))
    assert calendar.title == "Fristenkalender, Stand 28.11.2026"
    assert data_quality_document(HEADING, data_quality([], AFTER)).title == (
        "Datenqualität, Stand 28.11.2026"
    )
    assert deadline_calendar_document(HEADING, DeadlineCalendar(None, ())).title == (
        "Fristenkalender"
    )


def test_nothing_falls_due_in_a_period_that_is_over() -> None:
    assert labels(WITHIN)[1:3] == ["Fällig bis Ende 1. Halbjahr 2026", "Später fällig"]
    assert labels(AFTER)[1] == "Noch fällig"


def test_ages_are_grammatical_outside_their_head_too() -> None:
    chart, _ = certification_blocks(
        [AgeGroup(0, 30, ("a",), ()), AgeGroup(31, None, (), ())], AFTER
    )
    assert isinstance(chart, Chart)
    assert chart.categories == ("0 bis 30 Tage", "mehr als 30 Tage")
    assert chart.message == (
        "1 Beleg wartet auf eine Feststellung; am längsten, seit 0 bis 30 Tagen, 1 Beleg."
    )


def test_the_letter_says_to_whom_from_where_and_when() -> None:
    (first, *_) = change_notice_document(HEADING, ()).blocks()
    assert isinstance(first, Details)
    said = {one.label: one.text for one in first.items}
    assert said["An"].startswith(
        f"die Bewilligungsstelle des Bescheids {grant().award_notice_number}"
    )
    assert said["Von"] == "Musterstadt"
    assert said["Ort, Datum"].startswith("Musterstadt, den ____")


def test_the_letter_bears_the_day_it_was_sent() -> None:
    sent = NoticeFact(
        "n", "NOTE-01", "Drittmittel", WITHIN, WITHIN, sent_on=date(2026, 7, 3), sent_reference="4"
    )
    (first, *_) = change_notice_document(HEADING, (sent,)).blocks()
    assert isinstance(first, Details)
    assert first.items[2].text == "Musterstadt, den 03.07.2026"


def said_of(notice: NoticeFact) -> dict[str, str]:
    """The lines of its section of the letter."""
    blocks = change_notice_document(HEADING, (notice,)).blocks()
    found = [one for one in blocks if isinstance(one, Details)]
    return {one.label: one.text for one in found[1].items}


def test_the_letter_names_the_old_and_the_new_value() -> None:
    changed = NoticeFact(
        "n", "NOTE-01", "Finanzierungsplan", WITHIN, WITHIN,
        before="Beratung: 10.000,00 €", after="Beratung: 12.500,00 €", effect_cents=250_000,
    )  # fmt: skip
    said = said_of(changed)
    assert list(said)[:4] == ["Anlass", "Bisher", "Neu", "Betrag"]
    assert said["Bisher"] == "Beratung: 10.000,00 €"
    assert said["Neu"] == "Beratung: 12.500,00 €"
    assert said["Betrag"].replace("\xa0", " ") == "2.500,00 €"


def test_what_is_new_has_no_old_value_and_what_ended_no_new_one() -> None:
    new = said_of(NoticeFact("n", "NOTE-01", "Drittmittel", WITHIN, WITHIN, after="500,00 €"))
    assert "Bisher" not in new and new["Neu"] == "500,00 €"
    ended = said_of(NoticeFact("n", "NOTE-01", "Drittmittel", WITHIN, WITHIN, before="500,00 €"))
    assert ended["Bisher"] == "500,00 €" and "Neu" not in ended
    assert "Betrag" not in new


def test_the_letter_names_the_value_that_set_its_last_day() -> None:
    value = DecidingValue(
        "notice_due_days", "Frist der Mitteilung", "14 Tage", "kfw436-2020", "2020.1",
        "Merkblatt", "L", set_by_grant=False, codes=("notice_due",),
    )  # fmt: skip
    told = NoticeFact("n", "NOTE-01", "Drittmittel", WITHIN, WITHIN, values=(value,))
    assert said_of(told)["Frist der Mitteilung"] == (
        "14 Tage – Regelpaket kfw436-2020, Fassung 2020.1: Merkblatt (unsicher belegt)"
    )
