"""The schema of a report's JSON is a promise: served to everybody, kept, and not too wide."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from services.reporting.documents import Audience, Row, RowKind, Table, to_json
from services.reporting.documents.codec import BLOCK_NAMES
from services.reporting.documents.json_schema import report_schema
from tests.contract.golden import REPORT, report_text
from tests.integration.reporting.house import Reporting, reporting_at
from tests.integration.reporting.web import API, app_of
from tests.unit.reporting.render import samples

Body = dict[str, Any]
VALIDATOR = jsonschema.Draft202012Validator(report_schema())


@pytest.fixture
def body() -> Body:
    document = samples.quarterly()
    found: Body = plain({"document": to_json(document), "frame": to_json(samples.frame(document))})
    return found


def plain(value: Any) -> Any:
    """Rows are generators until somebody reads them."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value if isinstance(value, str | int | None) else [plain(one) for one in value]


def test_it_is_as_promised_and_a_valid_schema() -> None:
    assert REPORT.read_text("utf-8") == report_text(), (
        "if this was meant: make goldens, and look at the difference"
    )
    jsonschema.Draft202012Validator.check_schema(report_schema())


def test_everybody_may_read_it(tmp_path: Any) -> None:
    house: Reporting = reporting_at(tmp_path)
    answer = app_of(house).test_client().get(f"{API}/report.schema.json")
    house.close()
    assert (answer.status_code, answer.content_type) == (200, "application/schema+json")
    assert json.loads(answer.data) == json.loads(report_text())


def test_it_knows_every_block_and_every_name() -> None:
    known = report_schema()["$defs"]
    assert {one.__name__ for one in BLOCK_NAMES} < set(known)
    assert known["RowKind"]["enum"] == list(RowKind) and known["Audience"]["enum"] == list(Audience)
    assert known[Table.__name__]["properties"]["rows"]["items"] == {
        "$ref": f"#/$defs/{Row.__name__}"
    }


def test_reports_of_earlier_programs_fit_without_their_run(body: Body) -> None:
    VALIDATOR.validate(body)
    del body["frame"]["run_id"]
    VALIDATOR.validate(body)


def table(body: Body) -> Body:
    blocks = [one for part in body["document"]["parts"] for one in part["blocks"]]
    blocks += [
        one
        for part in body["document"]["parts"]
        for section in part["sections"]
        for one in section["blocks"]
    ]
    found: Body = next(one for one in blocks if one["block"] == "table")
    return found


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body["document"].pop("title"),
        lambda body: body["document"].update(more=1),
        lambda body: body["frame"].update(version="2"),
        lambda body: body["frame"].update(status="final"),
        lambda body: table(body).update(block="tables"),
        lambda body: table(body)["columns"][0].update(type="float"),
        lambda body: table(body)["rows"][0].update(cells=[1.5]),
        lambda body: table(body)["rows"][0].update(kind="sum"),
        lambda body: table(body)["rows"][0].update(facts={"count": 1, "sha256": "x"}),
    ],
)
def test_what_no_report_looks_like_does_not_fit(body: Body, spoil: Callable[[Body], None]) -> None:
    spoiled = copy.deepcopy(body)
    spoil(spoiled)
    assert VALIDATOR.is_valid(body) and not VALIDATOR.is_valid(spoiled)
