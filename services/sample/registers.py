"""Registers of the sample: software, exchange, publications, indicators."""

from __future__ import annotations

from datetime import date, timedelta

from services.budget.domain.exchange import NewExchange
from services.budget.domain.indicator import NewIndicator
from services.budget.domain.publication import NewPublication
from services.budget.domain.recommendation import NewRecommendation
from services.budget.domain.software import NewSoftware
from services.budget.store.register import Facts
from services.budget.usecases.register import record_entry
from services.sample.agenda import Agenda
from services.sample.city import PHASE_B
from services.sample.desk import OFFICER, Desk
from services.sample.timeline import Timeline


class Registers:
    """The officer enters what happened, some days later."""

    def __init__(self, desk: Desk, agenda: Agenda, line: Timeline) -> None:
        self._desk = desk
        self._agenda = agenda
        self._line = line

    def plan_all(self) -> None:
        """Every entry, by the day it is about."""
        for day, facts in _entries(self._line):
            self._plan(day + timedelta(days=3), facts)

    def _plan(self, day: date, facts: Facts) -> None:
        desk = self._desk
        self._agenda.add(
            day,
            lambda: desk.do(
                OFFICER,
                "record_entry",
                lambda session, by: record_entry(session, PHASE_B, facts, by=by, means=desk.means),
            ),
        )


def _entries(line: Timeline) -> list[tuple[date, Facts]]:
    """Published software and one in the making; a flyer without logos; one value not measured."""
    out, talk, fair = line.b_day(12, 20), line.b_day(6, 18), line.today - timedelta(days=50)
    flyer, page = line.b_day(8, 4), line.b_day(13, 9)
    site = "https://beispiel.invalid"
    return [
        (
            out,
            NewSoftware(
                measure_id="M1-DATENPLATTFORM",
                name="Offene Datenplattform",
                licence="EUPL-1.2",
                repository_url=f"{site}/datenplattform",
                documentation_url=f"{site}/datenplattform/doku",
                opencode_url=f"{site}/opencode/datenplattform",
                status="published",
                published_on=out,
            ),
        ),
        (
            line.b_day(15, 5),
            NewSoftware("M2-SERVICEPORTAL", "Terminvergabe", licence="MIT"),
        ),
        (
            talk,
            NewExchange(
                "M1-DATENPLATTFORM",
                talk,
                "Stadt Beispielhausen",
                "Datenmodelle für Pegel und Verkehr",
                "Datenkatalog",
                f"{site}/datenkatalog",
                is_model_project=True,
            ),
        ),
        (fair, NewExchange("", fair, "Städtetag Beispielland", "Erfahrungen mit Beteiligung")),
        (
            fair,
            NewRecommendation(
                "M1-DATENPLATTFORM",
                fair,
                "Koordinierungs- und Transferstelle",
                "Schnittstellen nach offenen Standards ausschreiben",
                "in_progress",
                "In der nächsten Ausschreibung verlangt",
            ),
        ),
        (flyer, NewPublication("", "Faltblatt Smart City", "Druck", flyer, "", True, False)),
        (page, NewPublication("", "Projektseite", "Internet", page, site, True, True)),
        (
            fair,
            NewIndicator(
                "M1-DATENPLATTFORM",
                "Veröffentlichte Datensätze",
                "Anzahl",
                "12",
                "120",
                "Katalog der Datenplattform",
                "74",
                fair,
            ),
        ),
        (
            line.b_day(2, 13),
            NewIndicator(
                "M2-SERVICEPORTAL", "Wartezeit am Schalter", "Minuten", "34", "12.5", "Zählung"
            ),
        ),
    ]
