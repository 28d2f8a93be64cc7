"""40 invoices of the XRechnung test suite and 3 ZUGFeRD PDFs pre-fill correctly (issue 3, EINV-02).

The files lie beside the repository and are read in place; the expected values were taken from
their XML without the reader under test.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from services.budget.intake.invoice import read_invoice
from services.budget.intake.invoice_fields import reading_fields

ROOT = Path(__file__).parents[4]
FOLDER = ROOT.parent / "shared" / "data" / "invoices"
EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (ROOT / "tests/samples/invoices/expected_real.json").read_text(encoding="utf-8")
)
LIKE_API = [
    "number",
    "issue_date",
    "type_code",
    "seller",
    "buyer_reference",
    "currency",
    "net_cents",
    "gross_cents",
    "prepaid_cents",
    "rounding_cents",
    "due_cents",
    "allowances_cents",
    "charges_cents",
    "due_date",
    "order_reference",
    "creditor_reference",
    "service_from",
    "service_to",
]

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="SKIPPED: the real invoices in ../shared/data/invoices are absent"
)


def test_the_table_covers_every_file() -> None:
    present = {path.name for path in FOLDER.iterdir() if path.suffix in (".xml", ".pdf")}
    assert present == set(EXPECTED)
    assert len(EXPECTED) == 43


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_real_invoice_is_read_as_its_xml_says(name: str) -> None:
    expected = EXPECTED[name]
    fields = reading_fields(read_invoice((FOLDER / name).read_bytes(), name))
    invoice = fields["invoice"]

    assert fields["format"] == expected["format"]
    assert {key: invoice[key] for key in LIKE_API} == {key: expected[key] for key in LIKE_API}
    assert [list(row.values()) for row in invoice["vat"]] == expected["vat"]
    assert [list(one.values()) for one in invoice["discounts"]] == expected["discounts"]
    assert [one["number"] for one in invoice["preceding_invoices"]] == expected["preceding"]
    assert sorted(finding["code"] for finding in fields["findings"]) == expected["findings"]
    assert {finding["severity"] for finding in fields["findings"]} <= {"warning"}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_real_invoice_fills_the_expenditure(name: str) -> None:
    expected = EXPECTED[name]
    filled = reading_fields(read_invoice((FOLDER / name).read_bytes(), name))["expenditure"]

    assert filled.pop("purpose")
    wanted = {
        "creditor": expected["seller"],
        "gross_cents": expected["gross_cents"] + expected["rounding_cents"],
        "vat_cents": sum(row[3] for row in expected["vat"]),
        "invoice_number": expected["number"],
        "invoice_date": expected["issue_date"],
        "service_from": expected["service_from"],
        "service_to": expected["service_to"],
    }
    assert filled == {key: value for key, value in wanted.items() if value is not None}
