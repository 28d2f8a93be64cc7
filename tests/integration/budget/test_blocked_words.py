"""A changed list of blocked words on stored, sealed purposes (ELG-11, decision 0035; both)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from services.budget.domain.pack_change import PackChange
from services.budget.domain.rulepack import Parameter
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.pack_change import load_change
from services.budget.store.tables import OUTBOX
from services.budget.store.word_trial import WordTrialRow
from services.budget.usecases import blocked_words
from services.budget.usecases.daily_reassessment import catch_up
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.pack_change import propose_change, release_change
from services.budget.usecases.pack_preview import preview_change
from shared.clock import local_day
from tests.integration.budget.scene import GRANT, HEAD, TODAY, Scene, expenditure

DAY = local_day(TODAY)
ADMIN = "00000000-0000-4000-8000-00000000000f"
NEXT_DAY = TODAY + timedelta(days=1)


def proposed(scene: Scene, *words: str, key: str = "blocked_cost_words") -> str:
    value: Any = words if key == "blocked_cost_words" else words[0]
    change = PackChange("kfw436-2020", DAY, (Parameter(key, value, (), "Erlass", "H"),))
    return str(scene.run(propose_change, change, "Erlass", actor=ADMIN).change_id)


def listed(scene: Scene, *words: str) -> None:
    scene.run(release_change, proposed(scene, *words), actor=HEAD)
    scene.run(catch_up, GRANT)


def entered(scene: Scene, number: int = 1, **fields: Any) -> str:
    new = replace(
        expenditure(**fields),
        purpose="Imbiss",
        voucher_number=f"B{number}",
        invoice_number=f"R{number}",
    )
    return str(scene.run(record_expenditure, GRANT, new).expenditure_id)


def codes(scene: Scene, expenditure_id: str) -> set[str]:
    with scene.sessions.read() as session:
        stored = session.get_one(ExpenditureRow, expenditure_id).assessment["findings"]
    return {one[0] for one in stored}


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The rows whose purposes are opened meanwhile."""
    opened: list[str] = []
    honest = blocked_words.open_texts

    def spy(session: Any, keyring: Any, row: ExpenditureRow) -> Any:
        opened.append(row.expenditure_id)
        return honest(session, keyring, row)

    with monkeypatch.context() as patch:
        patch.setattr(blocked_words, "open_texts", spy)
        yield opened


def test_only_a_changed_list_opens_purposes(both: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(both, "Bewirtung")
    expenditure_id = entered(both)
    with counted(monkeypatch) as opened:
        both.run(release_change, proposed(both, "file", key="payment_proof"), actor=HEAD)
        both.run(catch_up, GRANT)
        assert opened == []
        listed(both, "Imbiss")
        assert opened == [expenditure_id]
    assert "blocked_cost" in codes(both, expenditure_id)


def test_the_preview_opens_for_the_changed_side_and_writes_nothing(
    both: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(both, "Bewirtung")
    expenditure_id = entered(both)
    change_id = proposed(both, "Imbiss")
    with counted(monkeypatch) as opened, both.sessions.read() as session:
        preview = preview_change(
            session, load_change(session, change_id), by=both.by(), means=both.means
        )
        assert opened == [expenditure_id]
    foretold = [one.new for one in preview.differences if one.figure == "Hinderungsgründe"]
    assert [one for one in foretold if "blocked_cost" in one]
    assert "blocked_cost" not in codes(both, expenditure_id)


def test_an_erased_purpose_keeps_what_was_found_and_matches_nothing_new(both: Scene) -> None:
    listed(both, "Imbiss")
    found = entered(both)
    listed(both, "Bewirtung")
    assert "blocked_cost" not in codes(both, found)
    listed(both, "Imbiss")
    with both.sessions.write() as session:
        key_id = session.get_one(ExpenditureRow, found).key_id
        both.means.keyring.erase(session, OUTBOX, key_id, TODAY)
    listed(both, "Sonstiges")
    assert "blocked_cost" in codes(both, found)


def test_a_grant_of_an_older_version_is_tried_on_the_next_day(both: Scene) -> None:
    expenditure_id = entered(both)
    both.run(catch_up, GRANT)
    listed(both, "Imbiss")
    with both.sessions.write() as session:
        row = session.get_one(ExpenditureRow, expenditure_id)
        row.wider_findings = []
        session.execute(delete(WordTrialRow))
    both.run(catch_up, GRANT, at=NEXT_DAY)
    assert "blocked_cost" in codes(both, expenditure_id)
