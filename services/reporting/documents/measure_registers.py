"""What the registers say of each measure: its indicators, and which of its software is open."""

from __future__ import annotations

from services.reporting.documents.document import Part
from services.reporting.documents.phrases import counted
from services.reporting.documents.register_tables import indicators_table, open_source_table
from services.reporting.documents.text import Detail, Details
from services.reporting.domain.registers import Registers

_INDICATORS, _OPEN_SOURCE = "Anlage 3", "Anlage 4"


def register_details(figures: Registers, measure_id: str) -> Details:
    """On a measure's sheet: how many entries there are; the annexes hold them."""
    measured = sum(one.place.measure_id == measure_id for one in figures.indicators)
    made = sum(one.place.measure_id == measure_id for one in figures.software)
    published = sum(one.place.measure_id == measure_id for one in figures.published)
    indicators = counted(measured, "Indikator", "Indikatoren")
    return Details(
        (
            Detail("Indikatoren", f"{indicators} ({_INDICATORS})" if measured else "keine"),
            Detail(
                "Open Source",
                f"{published} von {made} Software veröffentlicht ({_OPEN_SOURCE})"
                if made
                else "keine Software im Verzeichnis",
            ),
        )
    )


def register_parts(figures: Registers) -> tuple[Part, Part]:
    """The annexes with the entries of all measures."""
    return (
        Part(
            "indicators",
            blocks=(indicators_table(figures),),
            title="Indikatoren",
            annex=_INDICATORS,
        ),
        Part(
            "open_source",
            blocks=(open_source_table(figures),),
            title="Open Source",
            annex=_OPEN_SOURCE,
        ),
    )
