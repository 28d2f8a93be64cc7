"""The pay of few persons stands in no form of what committee and public read (PERS-06).

Each house knows the same two measures and one sum of pay; they differ in how many posts it is over
and in what else was spent.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.chart_data import check_chart_events
from services.reporting.check.outcome import WRONG, Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.report import Trust, check_report
from services.reporting.check.told import read_events
from tests.driver import FINANCE, OFFICER, House
from tests.driver_personnel import Personnel
from tests.prepared_house import prepare

GRANT, COMMITTEE, AUDITOR = "KFW-P", "ausschuss", "pruefung"
FORMS = ("pdf", "xlsx", "html", "json", "csv")
PAY = 1_960_800
"""19.608,00 €: what is booked on M-1, whoever it is over."""
PLANNED = 1_700_000
"""What the plan has for it: how far the line is over it would tell the pay, too."""
WRITTEN = ("19.608,00", "1960800", "19608.00", "19608,00", "2.608,00", "260800")
OTHER_TYPES = ("voucher-list", "financial-statement", "measure-sheets", "portfolio")


@dataclass(frozen=True)
class Told:
    """A house with its released reports by type."""

    house: House
    reports: dict[str, str]

    def read(self, user: str, form: str, part: str, kind: str = "quarterly") -> Any:
        path = f"/reporting/api/v1/reports/{self.reports[kind]}/document.{form}?part={part}"
        return self.house.call(user, "GET", path)

    def document(self, part: str, kind: str = "quarterly") -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.read(OFFICER, "json", part, kind).data)
        return dict(found["document"])


@contextmanager
def told(
    folder: Path,
    posts: int,
    others: Sequence[str],
    kinds: Sequence[str] = ("quarterly",),
    paid_on: str = "2026-07-31",
) -> Iterator[Told]:
    """Pay of so many posts on M-1 in the third quarter, and an invoice on each other measure."""
    (folder / "prepared").mkdir()
    house = House(folder / "prepared", folder / "house", prepare(folder / "prepared"))
    try:
        house.award(GRANT, "B", date(2026, 1, 1), date(2026, 12, 31)).expect(201)
        house.add_measure(GRANT, "M-2").expect(201)
        house.plan(
            GRANT, {"Projektstellen": PLANNED, "Beratung": 9_000_000},
            categories={"Projektstellen": "PERSONAL"},
        )  # fmt: skip
        personnel = Personnel(house, GRANT)
        names = [f"ST-{number}" for number in range(posts)]
        for name in names:
            personnel.filled_post(name, 10_000, "E11", PAY // posts, "01/2026", "01/2026")
        house.go_to(date(2026, 8, 1))
        personnel.book(", ".join(names), "01/2026", "01/2026").expect(201)
        for measure in others:
            house.enter(GRANT, measure_id=measure, payment_date=paid_on, gross_cents=77_700).expect(
                201
            )
        house.go_to(date(2026, 11, 2))
        reports = {kind: _released(house, kind) for kind in kinds}
        yield Told(house, reports)
    finally:
        house.close()


def _released(house: House, kind: str) -> str:
    answer = house.draft_report(GRANT, kind, "2026-Q3").expect(201, 202)
    report_id: str = answer.body["report_id"]
    path = f"/reporting/api/v1/reports/{report_id}/release"
    house.call(FINANCE, "POST", path, {"names_seen": True}).expect(200)
    return report_id


@pytest.fixture(scope="module", params=[1, 2])
def few(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Told]:
    """One and two posts; M-2 has other cost, and so has the whole."""
    folder = tmp_path_factory.mktemp(f"few{request.param}")
    kinds = ("quarterly", *(OTHER_TYPES if request.param == 1 else ()))
    with told(folder, request.param, ["M-2"], kinds) as found:
        yield found


@pytest.fixture(scope="module")
def three(tmp_path_factory: Any) -> Iterator[Told]:
    with told(tmp_path_factory.mktemp("three"), 3, ["M-2"], ("quarterly", "portfolio")) as found:
        yield found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: Any) -> Iterator[Told]:
    """The pay of one post, and nothing else in the grant."""
    with told(tmp_path_factory.mktemp("alone"), 1, []) as found:
        yield found


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: Any) -> Iterator[Told]:
    """The third quarter brought the pay of one post, and nothing else; the second other cost."""
    folder = tmp_path_factory.mktemp("quarter")
    with told(folder, 1, ["M-1", "M-2"], paid_on="2026-04-15") as found:
        yield found


def words_of(form: str, data: bytes) -> str:
    """Everything a file says: its text, its cells, what it encloses."""
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        cells = (c for sheet in book for row in sheet.iter_rows(values_only=True) for c in row)
        packed = zipfile.ZipFile(io.BytesIO(data))
        inner = (packed.read(name).decode(errors="replace") for name in packed.namelist())
        return "\n".join([*map(str, cells), *inner])
    if form == "pdf":
        # what is printed is compared with the enclosed data by the check below
        return "\n".join(
            one.decode(errors="replace") for one in attachments(PdfFile(data)).values()
        )
    return data.decode("utf-8-sig")


def tells(form: str, data: bytes) -> list[str]:
    said = words_of(form, data).replace("\N{NO-BREAK SPACE}", " ")
    return [one for one in WRITTEN if one in said]


@pytest.mark.parametrize("form", FORMS)
def test_the_pay_of_few_stands_in_no_form_of_the_public_part(few: Told, form: str) -> None:
    assert tells(form, few.read(COMMITTEE, form, "public").expect(200).data) == []


@pytest.mark.parametrize("form", FORMS)
def test_nor_where_nothing_else_was_spent(alone: Told, form: str) -> None:
    data = alone.read(COMMITTEE, form, "public").expect(200).data
    assert tells(form, data) == []
    said = json.dumps(alone.document("public"))
    assert "PERS-06" in said and str(PAY * 65 // 100) not in said


@pytest.mark.parametrize("form", FORMS)
def test_nor_where_the_quarter_brought_nothing_else(quarter: Told, form: str) -> None:
    """Readers of single rows keep what it brought, in the annex."""
    data = quarter.read(COMMITTEE, form, "public").expect(200).data
    assert tells(form, data) == []
    said = json.dumps(quarter.document("public"), ensure_ascii=False)
    assert "was das 3. Quartal 2026 gebracht hat" in said and "development" not in said
    assert "Vom Vorquartal bis heute" in json.dumps(quarter.document("full"))


@pytest.mark.parametrize("form", FORMS)
def test_the_committee_does_not_get_the_full_report(few: Told, form: str) -> None:
    answer = few.read(COMMITTEE, form, "full").expect(403)
    assert answer.codes == {("pay_is_hidden", "PERS-06")}
    assert few.read(AUDITOR, form, "full").expect(200).data


def test_nor_any_other_report_with_the_booking_in_it(few: Told) -> None:
    for kind in few.reports:
        few.read(COMMITTEE, "json", "full", kind).expect(403)
        few.read(OFFICER, "json", "full", kind).expect(200)


def test_no_difference_of_printed_sums_gives_it(few: Told) -> None:
    """What the chart leaves out is the whole less its other bars, and that has other cost in it."""
    public = few.document("public")
    amounts = {one for one in _cents(public) if one}
    assert PAY not in {abs(one - other) for one in amounts for other in amounts}


def test_three_posts_are_shown_to_everybody(three: Told) -> None:
    for part in ("public", "full"):
        data = three.read(COMMITTEE, "html", part).expect(200).data
        assert tells("html", data) != []
    three.read(COMMITTEE, "json", "full", "portfolio").expect(200)
    assert "PERS-06" not in json.dumps(three.document("public"))


def test_full_and_public_part_pass_the_check(
    few: Told, alone: Told, three: Told, quarter: Told
) -> None:
    for one in (few, alone, three, quarter):
        for kind in one.reports:
            for part in ("full", "public") if kind == "quarterly" else ("full",):
                data = one.read(OFFICER, "pdf", part, kind).expect(200).data
                wrong = [
                    step for step in check_report(data, None, Trust()).steps if step[1] == WRONG
                ]
                assert wrong == [], (kind, part)


def test_a_bar_left_out_without_pay_is_refused(few: Told) -> None:
    """Only beside a measure with nothing but pay may one stand there without what was paid."""
    pdf = PdfFile(few.read(OFFICER, "pdf", "full").data)
    events = read_events(attachments(pdf)["ereignisse.ndjson"])
    document = few.document("full")
    check_chart_events(document, events, "2026-09-30")
    chart = _chart(document)
    for values in ([PAY, None], [None, 77_701]):
        chart["series"][1]["values"] = values
        with pytest.raises(Fault, match="Bezahlt"):
            check_chart_events(document, events, "2026-09-30")


def _chart(document: dict[str, Any]) -> dict[str, Any]:
    found = [
        block
        for part in document["parts"]
        for section in part["sections"]
        for block in section["blocks"]
        if block["block"] == "chart"
    ]
    return next(one for one in found if one["key"] == "plan_actual")


def _cents(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _cents(one)
    elif isinstance(value, list):
        for one in value:
            yield from _cents(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value
