"""Tables that differ from the events enclosed: sums over named vouchers, amounts and days of single
things, the lists of the audit package, the call and what sentences say of money."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.outcome import Fault, Unseen
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.sentences import check_sentences
from services.reporting.check.steps import check_steps
from services.reporting.check.sums import check_sums
from services.reporting.check.told import read_events
from services.reporting.check.vouchers import check_vouchers
from tests.reported_house import document, draft, reported_house

KINDS = (
    "call-package", "audit-package", "voucher-list-summary", "portfolio", "cash-flow", "quarterly"
)  # fmt: skip
Body = dict[str, Any]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, bytes]]]:
    with reported_house(tmp_path_factory.mktemp("tables")) as house:
        yield {kind: attachments(PdfFile(document(house, draft(house, kind)))) for kind in KINDS}


def table(report: Body, key: str) -> Body:
    return next(one for one in blocks(report, "table") if one["key"] == key)


def place(report: Body, key: str, column: str) -> int:
    return [one["key"] for one in table(report, key)["columns"]].index(column)


def judge(report: Body, attached: dict[str, bytes]) -> None:
    check_sums(report)
    check_steps(report)
    told = read_events(attached["ereignisse.ndjson"])
    check_vouchers(report, told)
    try:
        check_sentences(report, told)
    except Unseen:
        assert report["type"] in ("quarterly", "cash-flow")


def cell(key: str, column: str, value: Any = None, *, by: int = 0, row: int = 0) -> Any:
    """Another value in a row, with the total of its column where there is one."""

    def forge(report: Body) -> None:
        rows, at = table(report, key)["rows"], place(report, key, column)
        before = rows[row]["cells"][at]
        rows[row]["cells"][at] = before + by if by else value
        assert rows[row]["cells"][at] != before
        if by and rows[-1]["kind"] == "total" and rows[-1]["cells"][at] is not None:
            rows[-1]["cells"][at] += by

    return forge


def gone(key: str, row: int = 0) -> Callable[[Body], None]:
    return lambda report: table(report, key)["rows"].pop(row)


def twice(key: str) -> Callable[[Body], None]:
    def forge(report: Body) -> None:
        rows = table(report, key)["rows"]
        rows.insert(0, rows[0])

    return forge


def voucher_left_out(report: Body) -> None:
    """A line and all its vouchers, the total is less by them."""
    rows = table(report, "summary")["rows"]
    gone = rows.pop(1)
    rows[-1]["cells"] = [
        value - less if isinstance(less, int) else value
        for value, less in zip(rows[-1]["cells"], gone["cells"], strict=True)
    ]
    rows[-1]["facts"] = rows[0]["facts"]


def more_called(report: Body) -> None:
    """Every step and figure of the call follows from a higher cost."""
    for block in blocks(report, "key_figures"):
        for one in block["figures"]:
            if one["key"] in ("amount_cents", "entitlement_cents"):
                one["value"] += 65_000
    for row in table(report, "way")["rows"]:
        label = row.get("label") or row["cells"][0]
        if label.startswith(("Zuwendungsfähig", "Bemessungs")):
            row["cells"][-1] += 100_000
        elif label.startswith(("davon", "Zustehende", "Dieser")):
            row["cells"][-1] += 65_000


def more_in_a_figure(report: Body) -> None:
    (first,) = [
        one
        for block in blocks(report, "key_figures")
        for one in block["figures"]
        if one["key"] == "previously_called_cents"
    ]
    first["value"] += 1


def voucher_twice(report: Body) -> None:
    rows = table(report, "summary")["rows"]
    rows[1]["facts"] = rows[0]["facts"]
    for column in ("paid", "eligible"):
        at = place(report, "summary", column)
        rows[-1]["cells"][at] += rows[0]["cells"][at] - rows[1]["cells"][at]
        rows[1]["cells"][at] = rows[0]["cells"][at]


def other_share(report: Body) -> None:
    """A voucher's share grows, with the sum of its line and of all."""
    at = place(report, "vouchers", "share")
    rows = table(report, "vouchers")["rows"]
    for kind in ("data", "subtotal", "total"):
        row = next((one for one in rows if one["kind"] == kind), None)
        if row is not None and row["cells"][at] is not None:
            row["cells"][at] += 100


def gates_open(report: Body) -> None:
    """Whatever is there is missing, and the other way round."""
    at = place(report, "gates", "state")
    for row in table(report, "gates")["rows"]:
        row["cells"][at] = "fehlt noch" if row["cells"][at] == "liegt vor" else "liegt vor"


def more_in_a_sentence(report: Body) -> None:
    runs = [run for one in blocks(report, "paragraph") for run in one["runs"]]
    (amount,) = [one for one in runs if one["emphasis"] == "strong" and "€" in one["text"]]
    amount["text"] = "9" + amount["text"]


FORGERIES: dict[str, tuple[str, Callable[[Body], Any], str]] = {
    "eligible cost of a category": (
        "call-package", cell("categories", "eligible", by=100), "nach den Ereignissen"),
    "paid cost of a category": (
        "call-package", cell("categories", "paid", by=100), "nach den Ereignissen"),
    "another category": (
        "call-package", cell("categories", "category", "Reisekosten"), "keine der Abrufe"),
    "a category left out": ("call-package", gone("categories"), "Kostenart|nachgerechnet"),
    "more called": ("call-package", more_called, "nach dem Ereignis"),
    "more called before": ("call-package", more_in_a_figure, "nach dem Ereignis"),
    "more in a sentence": ("call-package", more_in_a_sentence, "Ein Satz nennt"),
    "the share of a voucher": ("call-package", other_share, "folgt aus keinem Fördersatz"),
    "gates of the call": ("call-package", gates_open, "steht es anders"),
    "another period": (
        "call-package", lambda report: report.update(period="2. Halbjahr 2026"), "nennt"),
    "another grant": (
        "audit-package", lambda report: report.update(grant="Andere"), "heißt nach"),
    "who paid an income": ("call-package", cell("incomes", "source", "Bund"), "Ereignis"),
    "an income": ("call-package", cell("incomes", "amount", by=1), "Ereignis"),
    "paid of a line": (
        "voucher-list-summary", cell("summary", "paid", by=1), "nach den Ereignissen"),
    "vouchers left out": ("voucher-list-summary", voucher_left_out, "fehlt dort|nach den Ereig"),
    "a voucher twice": ("voucher-list-summary", voucher_twice, "in zwei Zeilen|nach den Ereig"),
    "paid for a measure, by nobody": ("portfolio", cell("measures", "paid", by=1), "nach den"),
    "ordered for a measure": ("portfolio", cell("measures", "committed", by=1), "nach den"),
    "paid in a year": ("cash-flow", cell("years", "paid", by=1), "nach den Ereignissen"),
    "paid in a half-year": ("cash-flow", cell("half_years", "paid", by=1, row=1), "nach den"),
    "rate of the award": ("audit-package", cell("grant", "rate", 9_000), "in keinem Ereignis"),
    "most of the grant": (
        "audit-package", cell("grant", "max_grant", 1), "in keinem Ereignis"),
    "end of the period": (
        "audit-package", cell("grant", "period_end", "2029-12-31"), "in keinem Ereignis"),
    "amount of a call": ("audit-package", cell("calls", "amount", by=1), "in keinem Ereignis"),
    "money that came": ("audit-package", cell("calls", "received", 1), "in keinem Ereignis"),
    "a call left out": ("audit-package", gone("calls"), "fehlt oder steht zweimal"),
    "a call twice": ("audit-package", twice("calls"), "fehlt oder steht zweimal"),
    "day of an income": (
        "audit-package", cell("other_incomes", "received_on", "2026-01-01"), "Ereignis"),
    "a line of the plan": ("audit-package", cell("plan_lines", "planned", by=1), "kein Ereignis"),
    "a line left out": ("audit-package", gone("plan_lines"), "kein Ereignis"),
    "measure of a line": (
        "audit-package", cell("plan_lines", "category", "Investitionen"), "kein Ereignis"),
    "an event left out": ("audit-package", gone("log", 3), "fehlt oder ist dort anders"),
    "an event twice": ("audit-package", twice("log"), "fehlt oder ist dort anders"),
    "time of an event": (
        "audit-package", cell("log", "time", "2026-01-01T00:00:00.000Z"), "anders"),
    "hash of an event": ("audit-package", cell("log", "leaf", "0" * 64), "anders"),
    "place of an event": ("audit-package", cell("log", "position", 10**6), "steigen nicht"),
    "hash of a file": ("audit-package", cell("receipt_files", "sha256", "0" * 64), "nach dem"),
    "a file left out": ("audit-package", gone("receipt_files"), "fehlt"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_table_that_the_events_do_not_give_is_named(
    files: dict[str, dict[str, bytes]], name: str
) -> None:
    kind, forge, said = FORGERIES[name]
    report = json.loads(files[kind]["bericht.json"])["document"]
    judge(report, files[kind])
    forge(report)
    with pytest.raises(Fault, match=said):
        judge(report, files[kind])


def test_an_amount_in_a_sentence_alone_is_told_as_unchecked(
    files: dict[str, dict[str, bytes]],
) -> None:
    report = json.loads(files["quarterly"]["bericht.json"])["document"]
    told = read_events(files["quarterly"]["ereignisse.ndjson"])
    next(blocks(report, "paragraph"))["runs"][0]["text"] += " Der Bund schuldet 8.765.432,10 €."
    with pytest.raises(Unseen, match=r"8\.765\.432,10 €"):
        check_sentences(report, told)


def test_what_the_audit_package_leaves_open_is_said(files: dict[str, dict[str, bytes]]) -> None:
    attached = files["audit-package"]
    report = json.loads(attached["bericht.json"])["document"]
    said = check_vouchers(report, read_events(attached["ereignisse.ndjson"]))
    assert "sind nicht verglichen" in said and "der der Fassung 1" in said
