"""Ways of calculation forged in data that agree with their print: each step is computed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.outcome import Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.steps import check_steps, share_of
from services.reporting.check.told import read_events
from services.reporting.check.vouchers import check_vouchers
from shared import money
from tests.contract.report_forgeries import report_of
from tests.driver import House
from tests.reported_house import document, draft, reported_house

KINDS = ("quarterly", "financial-statement", "call-package", "interim-proof")
INVOICES = "Von den Rechnungen zu den zuwendungsfähigen Ausgaben"
GRANT, BALANCE, CALL = (
    "Was sofort abrufbar ist",
    "Von den Ausgaben zum Saldo",
    "Vom Beleg zum Abruf",
)
TO_GRANT = "Von den zuwendungsfähigen Ausgaben zur Zuwendung"
OWN_SHARE, ALONE = "Eigenanteil der Stadt", "Was die Stadt allein trägt"
BASIS = "Von der Grundlage des Abrufs zu allen Ausgaben"
LINES = "Plan und Ist je Planposition"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("ways")) as house:
        yield house


@pytest.fixture(scope="module")
def attached(house: House) -> dict[str, dict[str, bytes]]:
    return {kind: attachments(PdfFile(document(house, draft(house, kind)))) for kind in KINDS}


def table_of(report: dict[str, Any], caption: str) -> dict[str, Any]:
    return next(one for one in blocks(report, "table") if one["caption"] == caption)


def row_of(report: dict[str, Any], caption: str, label: str) -> dict[str, Any]:
    """The one row of the table whose name begins so."""
    rows = table_of(report, caption)["rows"]
    (found,) = [one for one in rows if str(one.get("label") or one["cells"][0]).startswith(label)]
    return found  # type: ignore[no-any-return]


def raised(caption: str, *labels: str, by: int = 1) -> Callable[[dict[str, Any]], None]:
    """These rows state so many cents more."""

    def forge(report: dict[str, Any]) -> None:
        for label in labels:
            row_of(report, caption, label)["cells"][-1] += by

    return forge


def other_rate(report: dict[str, Any]) -> None:
    row = row_of(report, GRANT, "davon ")
    row["cells"][0] = row["cells"][0].replace("65", "66")


def other_sign(report: dict[str, Any]) -> None:
    row_of(report, BALANCE, "Saldo")["label"] = "Saldo: zu erstatten"


def cell(caption: str, label: str, by: int) -> Callable[[dict[str, Any]], None]:
    """A column of the plan's first line states a cent more."""

    def forge(report: dict[str, Any]) -> None:
        table = table_of(report, caption)
        place = [one["label"] for one in table["columns"]].index(label)
        table["rows"][0]["cells"][place] += by

    return forge


def unknown_way(report: dict[str, Any]) -> None:
    table_of(report, GRANT)["caption"] = "Zuwendung"


STEPS: dict[str, tuple[str, Callable[[dict[str, Any]], None]]] = {
    "an invoice step": ("quarterly", raised(INVOICES, "nicht zuwendungsfähige")),
    "the eligible sum": ("quarterly", raised(INVOICES, "Zuwendungsfähige Ausgaben")),
    "the base": ("quarterly", raised(GRANT, "Bemessungsgrundlage")),
    "the share": ("quarterly", raised(GRANT, "davon ")),
    "share and grant": ("quarterly", raised(GRANT, "davon ", "Zustehende Zuwendung")),
    "the rate": ("quarterly", other_rate),
    "the cap": ("quarterly", raised(GRANT, "Höchstbetrag")),
    "what may be called": ("quarterly", raised(GRANT, "Sofort abrufbar")),
    "the grant on all cost": ("quarterly", raised(TO_GRANT, "davon ", "Zuwendung auf")),
    "the own share": ("quarterly", raised(OWN_SHARE, "Eigenanteil")),
    "what the city bears alone": ("quarterly", raised(ALONE, "Nicht zuwendungsfähig")),
    "cost beside the call": ("call-package", raised(BASIS, "bezahlt, aber")),
    "the grant": ("financial-statement", raised(BALANCE, "Zuwendung auf", "Saldo")),
    "the base of the balance": ("financial-statement", raised(BALANCE, "Bemessungs", by=9_999)),
    "the balance": ("financial-statement", raised(BALANCE, "Saldo")),
    "the name of the balance": ("financial-statement", other_sign),
    "a deviation": ("financial-statement", cell(LINES, "Abweichung", 1)),
    "a deviation in percent": ("financial-statement", cell(LINES, "in Prozent", 1)),
    "a deviation beside its year": ("interim-proof", cell(LINES, "Abweichung", 1)),
    "an overrun": ("quarterly", cell(LINES, "Überschreitung", 1)),
    "the call": ("call-package", raised(CALL, "Dieser Abruf")),
    "earlier calls": ("call-package", raised(CALL, "abzüglich früherer")),
    "the income of a call": ("call-package", raised(CALL, "Zweckgebundene")),
    "another name": ("quarterly", unknown_way),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_does_not_follow_is_named(
    attached: dict[str, dict[str, bytes]], name: str
) -> None:
    kind, forge = STEPS[name]
    changed = report_of(attached[kind])
    check_steps(changed)
    forge(changed)
    with pytest.raises(Fault):
        check_steps(changed)


def figure(label: str) -> Callable[[dict[str, Any]], None]:
    def forge(report: dict[str, Any]) -> None:
        figures = [one for block in blocks(report, "key_figures") for one in block["figures"]]
        next(one for one in figures if one["label"] == label)["value"] += 1

    return forge


def grown(report: dict[str, Any]) -> None:
    """Every step from the first to the last follows, only the events say otherwise."""
    for label in ("Rechnungsbeträge", "Zuwendungsfähige Ausgaben"):
        row_of(report, INVOICES, label)["cells"][-1] += 100_000


def left_out(report: dict[str, Any]) -> None:
    """The step that takes away is left out, and the sum is larger by it."""
    rows = table_of(report, INVOICES)["rows"]
    row = row_of(report, INVOICES, "nicht zuwendungsfähige")
    rows[-1]["cells"][-1] -= row["cells"][-1]
    rows.remove(row)


def higher_rate(report: dict[str, Any]) -> None:
    """Another rate, with all that follows from it."""
    base = row_of(report, GRANT, "Bemessungsgrundlage")["cells"][-1]
    row = row_of(report, GRANT, "davon ")
    row["cells"] = [row["cells"][0].replace("65", "75"), row["cells"][1], share_of(base, 7_500)]
    row_of(report, GRANT, "Zustehende")["cells"][-1] = share_of(base, 7_500)


def received(report: dict[str, Any]) -> None:
    row_of(report, BALANCE, "abzüglich eingegangen")["cells"][-1] -= 5_000
    row_of(report, BALANCE, "Saldo")["cells"][-1] -= 5_000


def more_lines(column: str) -> Callable[[dict[str, Any]], None]:
    """A line and the total grow alike."""

    def forge(report: dict[str, Any]) -> None:
        table = table_of(report, LINES)
        place = [one["label"] for one in table["columns"]].index(column)
        for row in (table["rows"][0], table["rows"][-1]):
            row["cells"][place] += 100

    return forge


EVENTS: dict[str, tuple[str, Callable[[dict[str, Any]], None], str]] = {
    "all invoices": ("quarterly", grown, "nach den Ereignissen"),
    "a step left out": ("quarterly", left_out, "nach den Ereignissen"),
    "another rate": ("quarterly", higher_rate, "nennt kein Bescheid"),
    "claimable cost": ("quarterly", raised(GRANT, "Abrufbar"), "nach den Ereignissen"),
    "calls": ("quarterly", raised(GRANT, "abzüglich abgerufen"), "nach den Ereignissen"),
    "the own share": ("quarterly", raised(OWN_SHARE, "Bezahlte"), "nach den Ereignissen"),
    "what the city bears alone": ("quarterly", raised(ALONE, "Bezahlt"), "nach den Ereignissen"),
    "cost of the grant": ("quarterly", raised(TO_GRANT, "Bezahlte"), "nach den Ereignissen"),
    "cost beside the call": ("call-package", raised(BASIS, "Bezahlte"), "nach den Ereignissen"),
    "paid": ("quarterly", figure("Bezahlt"), "Kennzahl Bezahlt"),
    "received": ("quarterly", figure("Vom Bund erhalten"), "Kennzahl Vom Bund"),
    "paid of a line": ("quarterly", more_lines("Bezahlt"), "Beratung, Bezahlt"),
    "eligible": ("financial-statement", figure("Zuwendungsfähig"), "Kennzahl Zuwend"),
    "received of the grant": ("financial-statement", received, "abzüglich eingegangen"),
    "actual of a line": ("financial-statement", more_lines("Ist"), "Beratung, Ist"),
    "actual of the year": ("interim-proof", more_lines("Ist im Jahr"), "Beratung, Ist im Jahr"),
    "actual of all years": ("interim-proof", more_lines("Ist kumuliert"), "Ist kumuliert"),
}  # fmt: skip


@pytest.mark.parametrize("name", EVENTS)
def test_a_sum_that_the_events_do_not_give_is_named(
    attached: dict[str, dict[str, bytes]], name: str
) -> None:
    kind, forge, told = EVENTS[name]
    changed, events = report_of(attached[kind]), attached[kind]["ereignisse.ndjson"]
    assert "Summen daraus nachgerechnet" in check_vouchers(changed, read_events(events))
    forge(changed)
    with pytest.raises(Fault, match=told):
        check_vouchers(changed, read_events(events))


@pytest.mark.parametrize("cents", [0, 1, 10_001, -10_001, 99_999_999, 7_692, 7_693])
@pytest.mark.parametrize("rate", [1, 6_500, 9_000, 10_000])
def test_a_share_is_rounded_as_the_law_of_the_house_rounds(cents: int, rate: int) -> None:
    assert share_of(cents, rate) == money.share_of(cents, rate)
