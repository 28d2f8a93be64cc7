"""The API of expenditures: names as promised, errors as problems, versions as ETags."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.budget.scene import (
    ARITHMETICAL,
    FACTUAL,
    GRANT,
    HEAD,
    Scene,
    sqlite_scene,
)
from tests.integration.budget.web_scene import WebScene, make_web

LIST = f"/grants/{GRANT}/expenditures"
BODY: dict[str, Any] = {
    "budget_line": "Reisen",
    "measure_id": "M1",
    "creditor": "Müller GmbH",
    "purpose": "<b>Beratung</b>",
    "gross_cents": 119_000,
    "vat_cents": 19_000,
    "contract_date": "2026-02-01",
    "service_from": "2026-03-01",
    "service_to": "2026-03-31",
    "voucher_number": "B-1",
    "invoice_number": "R-1",
    "invoice_date": "2026-04-01",
    "payment_date": "2026-04-15",
    "payment_reference": "Z-1",
}


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


@pytest.fixture
def web(scene: Scene, tmp_path: Path) -> WebScene:
    return make_web(scene, tmp_path)


def codes(response: Any) -> list[str]:
    return [one["code"] for one in response.json["violations"]]


def test_an_entry_answers_number_steps_missing_and_violations(web: WebScene) -> None:
    answer = web.post(LIST, BODY)
    assert answer.status_code == 201, answer.json
    assert answer.headers["ETag"] == '"1"'
    assert answer.json["number"] == 1
    assert answer.json["eligible_cents"] == 119_000
    assert answer.json["steps"][0]["rule"] == "ELG-05"
    assert sum(one["amount_cents"] for one in answer.json["steps"]) == 119_000
    shown = web.get(f"/expenditures/{answer.json['expenditure_id']}").json
    assert shown["purpose"] == "<b>Beratung</b>"
    assert shown["creditor"] == "Müller GmbH"


def test_a_dry_run_is_no_entry(web: WebScene, scene: Scene) -> None:
    answer = web.post(LIST + "?dry_run=true", {**BODY, "budget_line": "?"})
    assert answer.status_code == 200
    assert codes(answer) == ["budget_line_unknown"]
    assert answer.get_json()["effect"] is None
    assert scene.events() == []


def test_a_dry_run_tells_what_would_change(web: WebScene, scene: Scene) -> None:
    effect = web.post(LIST + "?dry_run=true", BODY).get_json()["effect"]
    assert scene.events() == []
    entered = web.post(LIST, BODY).get_json()
    assert effect["eligible_cents"] == entered["eligible_cents"] > 0
    (line,) = effect["lines"]
    used = line["remaining_before_cents"] - line["remaining_after_cents"]
    assert (line["budget_line"], used) == (BODY["budget_line"], entered["eligible_cents"])
    assert entered["effect"] is None and effect["notices"] == []


def test_a_refusal_is_a_problem_with_all_reasons_and_an_event(web: WebScene, scene: Scene) -> None:
    answer = web.post(LIST, {**BODY, "budget_line": "?", "measure_id": "?", "gross_cents": 0})
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert {"budget_line_unknown", "measure_unknown", "amount_out_of_range"} <= set(codes(answer))
    assert scene.event_types() == ["command.refused"]


def test_unknown_fields_and_wrong_types_are_refused(web: WebScene) -> None:
    assert web.post(LIST, {**BODY, "x": 1}).status_code == 422
    assert web.post(LIST, {**BODY, "gross_cents": "119000"}).status_code == 422
    assert web.post(LIST, {**BODY, "gross_cents": 1.5}).status_code == 422
    assert web.post(LIST, {**BODY, "service_from": "1.3.2026"}).status_code == 422


def test_a_key_repeats_the_first_answer(web: WebScene) -> None:
    headers = {"Idempotency-Key": "k1"}
    first = web.post(LIST, BODY, headers=headers)
    again = web.post(LIST, BODY, headers=headers)
    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_patch_needs_the_present_version(web: WebScene) -> None:
    path = f"/expenditures/{web.post(LIST, BODY).json['expenditure_id']}"
    assert web.call("PATCH", path, {"purpose": "neu"}).status_code == 428
    stale = {"If-Match": '"7"'}
    assert web.call("PATCH", path, {"purpose": "neu"}, headers=stale).status_code == 412
    done = web.call("PATCH", path, {"purpose": "neu"}, headers={"If-Match": '"1"'})
    assert done.status_code == 200, done.json
    assert web.get(path).json["purpose"] == "neu"


def test_a_member_of_a_list_comes_whole_in_a_change_too(web: WebScene) -> None:
    path = f"/expenditures/{web.post(LIST, BODY).json['expenditure_id']}"
    part = {"assignments": [{"account": "5431"}]}
    refused = web.call("PATCH", path, part, headers={"If-Match": '"1"'})
    assert (refused.status_code, codes(refused)) == (422, ["invalid_field"])


def test_the_way_to_claimable_over_the_api(web: WebScene) -> None:
    path = f"/expenditures/{web.post(LIST, BODY).json['expenditure_id']}"
    file = {"file": (io.BytesIO(b"%PDF-1.7"), "../a.pdf"), "kind": "voucher"}
    filed = web.post(path + "/documents", data=file, content_type="multipart/form-data")
    assert filed.status_code == 201, filed.json
    assert web.post(path + "/certifications", {"kind": "factual"}).status_code == 403
    factual = web.post(path + "/certifications", {"kind": "factual"}, actor=FACTUAL)
    assert factual.status_code == 201
    wrong = web.post(path + "/certifications", {"kind": "arithmetical"}, actor=FACTUAL)
    assert wrong.status_code == 403
    both = web.post(
        f"/grants/{GRANT}/certifications",
        {"kind": "arithmetical", "expenditure_ids": [path.rsplit("/", 1)[1], "?"]},
        actor=ARITHMETICAL,
    )
    assert [one["certified"] for one in both.json["items"]] == [True, False]
    assert web.get(path).json["status"] == "claimable"
    download = web.get(f"{path}/documents/{filed.json['sha256']}")
    assert (download.status_code, download.data) == (200, b"%PDF-1.7")
    balance = web.get(f"/grants/{GRANT}/balance").json
    assert balance["claimable_cents"] == 119_000
    assert balance["entitlement_cents"] == 77_350
    assert balance["years"] == [
        {
            "budget_year": 2026,
            "planned_cents": 15_000_000,
            "committed_cents": 0,
            "paid_cents": 119_000,
        }
    ]


def test_lists_are_filtered_and_paged(web: WebScene) -> None:
    for number in range(1, 6):
        body = {**BODY, "voucher_number": f"B-{number}", "invoice_number": f"R-{number}"}
        assert web.post(LIST, {**body, "gross_cents": 119_000 + number}).status_code == 201
    page = web.get(LIST + "?limit=2").json
    assert [one["number"] for one in page["items"]] == [5, 4]
    second = web.get(f"{LIST}?limit=2&cursor={page['next_cursor']}").json
    assert [one["number"] for one in second["items"]] == [3, 2]

    def numbers(query: str) -> list[int]:
        return [one["number"] for one in web.get(f"{LIST}?{query}").json["items"]]

    assert numbers("q=r-3") == [3]
    assert numbers("creditor=müll") == [5, 4, 3, 2, 1]
    assert numbers("creditor=niemand") == []
    assert numbers("min_cents=119004&status=recorded") == [5, 4]
    assert numbers("paid_from=2026-05-01") == []
    assert web.get(LIST + "?status=x").status_code == 422


def test_payment_movements_and_reversal_over_the_api(web: WebScene) -> None:
    body = {**BODY, "payment_date": None, "payment_reference": None, "retention_cents": 19_000}
    path = f"/expenditures/{web.post(LIST, body).json['expenditure_id']}"
    paid = web.post(path + "/payment", {"payment_date": "2026-05-01", "payment_reference": "Z"})
    assert paid.json["status"] == "recorded", paid.json
    released = web.post(
        path + "/retention-release", {"amount_cents": 19_000, "payment_date": "2026-06-01"}
    )
    assert released.status_code == 201, released.json
    credit = {"amount_cents": 1_190, "vat_cents": 190, "date": "2026-06-02", "reference": "G-1"}
    assert web.post(path + "/credit-note", credit).json["eligible_cents"] == -1_190
    assert web.post(path + "/reversal", {"reason": ""}).status_code == 422
    twin = web.post(path + "/reversal", {"reason": "falsch"})
    assert twin.json["eligible_cents"] == -117_810, twin.json
    assert web.post(path + "/reversal", {"reason": "falsch"}).status_code == 409


def test_roles_and_unknown_things(web: WebScene) -> None:
    assert web.post(LIST, BODY, actor=HEAD).status_code == 403
    assert web.get("/expenditures/none").status_code == 404
    assert web.get("/grants/none/balance").status_code == 404
    assert web.post(LIST, BODY, headers={"Authorization": "Bearer x"}).status_code == 401


def test_what_is_not_there_is_named(web: WebScene) -> None:
    path = f"/expenditures/{web.post(LIST, BODY).json['expenditure_id']}"
    for missing, code in (
        ("/drawdowns/none", "drawdown_unknown"),
        ("/imports/none", "import_unknown"),
        ("/openings/none", "opening_unknown"),
        (f"{path}/documents/none", "document_unknown"),
    ):
        answer = web.get(missing)
        assert (answer.status_code, codes(answer)) == (404, [code])
    wrong = web.call("DELETE", path + "/certifications/other", actor=FACTUAL)
    assert (wrong.status_code, codes(wrong)) == (404, ["certification_unknown"])


def test_files_that_are_not_taken_say_why(web: WebScene) -> None:
    path = f"/expenditures/{web.post(LIST, BODY).json['expenditure_id']}/documents"

    def filed(*contents: bytes) -> list[str]:
        files = [(io.BytesIO(one), "a.pdf") for one in contents]
        data = {"file": files, "kind": "voucher"}
        return codes(web.post(path, data=data, content_type="multipart/form-data"))

    assert filed(b"") == ["file_empty"]
    assert filed(b"MZ") == ["file_type_unknown"]
    assert filed(b"%PDF-1", b"%PDF-2") == ["file_ambiguous"]
