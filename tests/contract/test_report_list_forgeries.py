"""Lists that leave out or add what the events of the same file tell: incomes, calls, annexes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.log import check_cut_off
from services.reporting.check.outcome import Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.prose import _texts
from services.reporting.check.sums import check_sums
from services.reporting.check.told import read_events
from services.reporting.check.vouchers import check_vouchers
from tests.reported_house import document, draft, reported_house

KINDS = ("voucher-list", "call-package", "audit-package", "proof-of-use-b")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, bytes]]]:
    with reported_house(tmp_path_factory.mktemp("lists")) as house:
        yield {kind: attachments(PdfFile(document(house, draft(house, kind)))) for kind in KINDS}


def table(report: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in blocks(report, "table") if one["key"] == key)


def judge(report: dict[str, Any], attached: dict[str, bytes]) -> None:
    list(_texts(report))
    check_sums(report)
    check_vouchers(report, read_events(attached["ereignisse.ndjson"]))


def other_income(report: dict[str, Any]) -> None:
    rows = table(report, "incomes")["rows"]
    rows[0]["cells"][3] -= 100
    rows[-1]["cells"][3] -= 100


def no_income(report: dict[str, Any]) -> None:
    rows = table(report, "incomes")["rows"]
    gone = rows.pop(0)
    rows[-1]["cells"][3] -= gone["cells"][3]


def income_twice(report: dict[str, Any]) -> None:
    rows = table(report, "incomes")["rows"]
    rows.insert(0, rows[0])
    rows[-1]["cells"][3] += rows[0]["cells"][3]


def sum_in_a_group(report: dict[str, Any]) -> None:
    row = table(report, "vouchers")["rows"][-1]
    row["kind"] = "group"


def no_annex(report: dict[str, Any]) -> None:
    for part in report["parts"]:
        for place in (part, *part["sections"]):
            place["blocks"] = [
                one
                for one in place["blocks"]
                if one.get("key") not in ("voucher_details", "corrections")
            ]


def last_digit_of_a_file(report: dict[str, Any]) -> None:
    found = table(report, "voucher_details")
    place = [one["key"] for one in found["columns"]].index("file")
    cells = next(one["cells"] for one in found["rows"] if one["cells"][place])
    cells[place] = cells[place][:-1] + ("1" if cells[place][-1] == "0" else "0")


def no_vouchers(report: dict[str, Any]) -> None:
    for key in ("vouchers", "voucher_details"):
        table(report, key)["rows"] = []


def no_call_shown(report: dict[str, Any]) -> None:
    found = table(report, "vouchers")
    place = [one["key"] for one in found["columns"]].index("call")
    for row in found["rows"]:
        row["cells"][place] = None


def call_of_another_period(report: dict[str, Any]) -> None:
    report["period_key"] = "2026-H2"


def one_voucher_less(report: dict[str, Any]) -> None:
    for key in ("vouchers", "voucher_details"):
        rows = table(report, key)["rows"]
        gone = rows.pop(next(at for at, one in enumerate(rows) if one["kind"] == "data"))
        places = [at for at, one in enumerate(table(report, key)["columns"]) if one["summed"]]
        for row in rows:
            if row["kind"] == "total":
                for at in places:
                    row["cells"][at] = (row["cells"][at] or 0) - (gone["cells"][at] or 0)


def certification_left_out(report: dict[str, Any]) -> None:
    """The numbers before and behind it follow each other again."""
    rows = table(report, "certifications")["rows"]
    del rows[2]
    for number, row in enumerate(rows, start=1):
        row["cells"][0] = number


def other_certifier(report: dict[str, Any]) -> None:
    rows = table(report, "certifications")["rows"]
    rows[0]["cells"][5] = rows[1]["cells"][5]


def release_left_out(report: dict[str, Any]) -> None:
    table(report, "releases")["rows"].pop()


def annex_left_out(report: dict[str, Any]) -> None:
    """The list of the annexes does not know it either."""
    report["parts"] = [one for one in report["parts"] if one["key"] != "certifications"]
    rows = table(report, "contents")["rows"]
    rows[:] = [row for row in rows if row["cells"][0] != "certifications.csv"]


def other_contents(report: dict[str, Any]) -> None:
    table(report, "contents")["rows"].pop()


def older_terms(report: dict[str, Any]) -> None:
    table(report, "grant")["rows"][0]["cells"][3] = "2028-12-31"


def block_of_no_kind(report: dict[str, Any]) -> None:
    report["parts"][0]["blocks"].append({"block": "remark", "text": "Der Bund hat bestätigt"})


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("voucher-list", other_income),
        ("voucher-list", no_income),
        ("voucher-list", income_twice),
        ("voucher-list", sum_in_a_group),
        ("voucher-list", no_annex),
        ("voucher-list", last_digit_of_a_file),
        ("voucher-list", no_call_shown),
        ("voucher-list", block_of_no_kind),
        ("call-package", no_vouchers),
        ("call-package", no_call_shown),
        ("call-package", call_of_another_period),
        ("proof-of-use-b", no_annex),
        ("proof-of-use-b", last_digit_of_a_file),
        ("audit-package", one_voucher_less),
        ("audit-package", certification_left_out),
        ("audit-package", other_certifier),
        ("audit-package", release_left_out),
        ("audit-package", annex_left_out),
        ("audit-package", other_contents),
        ("audit-package", older_terms),
    ],
)
def test_a_list_that_differs_from_the_events_is_named(
    files: dict[str, dict[str, bytes]], kind: str, change: Callable[[dict[str, Any]], None]
) -> None:
    report = json.loads(files[kind]["bericht.json"])["document"]
    judge(report, files[kind])
    change(report)
    with pytest.raises(Fault):
        judge(report, files[kind])


@pytest.mark.parametrize("change", [{"cut_off_position": 3}, {"cut_off_at": "31.12.2019 23:59"}])
def test_events_behind_the_stated_day_are_named(
    files: dict[str, dict[str, bytes]], change: dict[str, Any]
) -> None:
    attached = files["voucher-list"]
    frame = json.loads(attached["bericht.json"])["frame"]
    proof, events = json.loads(attached["nachweis.json"]), attached["ereignisse.ndjson"]
    check_cut_off(frame, proof, read_events(events))
    with pytest.raises(Fault, match="Datenstand"):
        check_cut_off(frame | change, proof, read_events(events))
