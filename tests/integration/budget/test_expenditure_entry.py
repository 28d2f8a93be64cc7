"""Recording an expenditure: row, effects, line use and event in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.budget.store.expenditure_effect import line_use
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.expenditure_trial import try_expenditure
from shared.errors import Refused
from tests.integration.budget.scene import GRANT, TRAVEL, Scene, expenditure, sqlite_scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


def test_a_recorded_expenditure_has_a_number_an_assessment_and_an_event(scene: Scene) -> None:
    recorded = scene.run(record_expenditure, GRANT, expenditure())
    assert recorded.number == 1
    assert recorded.assessment.status == "recorded"
    assert recorded.assessment.eligible_cents == 119_000
    assert {one.code for one in recorded.assessment.missing} == {
        "voucher_file",
        "certification_factual",
        "certification_arithmetical",
    }
    (event,) = scene.events()
    assert event["type"] == "funding.budget.expenditure.recorded.v1"
    assert event["grantid"] == GRANT
    assert event["data"]["expenditure"]["assessment"]["eligible_cents"] == 119_000
    assert "Müller" not in str(event)
    assert scene.look(line_use, GRANT) == {TRAVEL: 119_000}


def test_the_same_voucher_again_is_refused_in_any_spelling(scene: Scene) -> None:
    scene.run(record_expenditure, GRANT, expenditure())
    again = replace(expenditure(), creditor="MUELLER GmbH & Co. KG", invoice_number="r 1")
    with pytest.raises(Refused) as refusal:
        scene.run(record_expenditure, GRANT, again)
    assert [one.code for one in refusal.value.violations if one.is_error] == ["duplicate"]


def test_a_trial_tells_all_and_stores_nothing(scene: Scene) -> None:
    new = replace(expenditure(), budget_line="?", measure_id="?")
    with scene.sessions.read() as session:
        tried = try_expenditure(session, GRANT, new, by=scene.by(), means=scene.means)
    assert {one.code for one in tried.violations} == {"budget_line_unknown", "measure_unknown"}
    assert tried.assessment is not None and tried.expenditure_id is None
    assert scene.events() == []


@pytest.mark.parametrize("ordered_cents", [500_000, 119_000, 50_000])
def test_a_trial_foretells_what_the_line_has_left(scene: Scene, ordered_cents: int) -> None:
    """Money set aside for an order is not taken twice by its invoice."""
    unpaid = dict.fromkeys(
        ("voucher_number", "invoice_number", "invoice_date", "payment_date", "payment_reference")
    )
    facts = replace(expenditure(gross_cents=ordered_cents, vat_cents=0), **unpaid)
    order = scene.run(record_expenditure, GRANT, facts)
    new = expenditure(commitment_id=order.expenditure_id)
    used = scene.look(line_use, GRANT)[TRAVEL]
    with scene.sessions.read() as session:
        tried = try_expenditure(session, GRANT, new, by=scene.by(), means=scene.means)
    assert tried.freed == {TRAVEL: min(ordered_cents, 119_000)}
    assert tried.assessment is not None
    scene.run(record_expenditure, GRANT, new)
    after = used - tried.freed[TRAVEL] + tried.assessment.eligible_cents
    assert scene.look(line_use, GRANT)[TRAVEL] == after


def test_a_part_invoice_takes_its_amount_off_the_order(scene: Scene) -> None:
    order = scene.run(
        record_expenditure,
        GRANT,
        replace(
            expenditure(gross_cents=500_000, vat_cents=0),
            voucher_number=None,
            invoice_number=None,
            invoice_date=None,
            payment_date=None,
            payment_reference=None,
        ),
    )
    assert order.assessment.committed_cents == 500_000
    scene.run(record_expenditure, GRANT, expenditure(commitment_id=order.expenditure_id))
    assert scene.event_types() == [
        "expenditure.recorded",
        "expenditure.recorded",
        "expenditure.reassessed",
    ]
    reassessed = scene.events()[-1]["data"]["expenditure"]
    assert reassessed["expenditure_id"] == order.expenditure_id
    assert reassessed["assessment"]["committed_cents"] == 381_000


def test_parts_of_a_split_voucher_wait_for_each_other(scene: Scene) -> None:
    first = scene.run(
        record_expenditure,
        GRANT,
        expenditure(gross_cents=60_000, vat_cents=0, voucher_gross_cents=100_000),
    )
    assert "split_part" in {one.code for one in first.assessment.missing}
    scene.run(
        record_expenditure,
        GRANT,
        expenditure(gross_cents=40_000, vat_cents=0, split_of=first.expenditure_id),
    )
    sibling = scene.events()[-1]
    assert sibling["type"] == "funding.budget.expenditure.reassessed.v1"
    assert "split_part" not in sibling["data"]["expenditure"]["assessment"]["missing"]
