"""The contractor of a procurement file: as entered, sealed, erased, and in files without a name."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy import text

from services.budget.domain.procurement_entry import Revised
from services.budget.store.procurement import append_entry
from services.budget.store.procurement_reading import load_procurement
from services.budget.usecases.erasure import erase_creditor
from services.budget.usecases.move_out_property import procurement_tables
from services.budget.usecases.procurement import (
    facts_with_creditor,
    open_procurement,
    revise_procurement,
)
from services.budget.usecases.procurement_queries import creditor_of
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, Scene
from tests.integration.budget.test_procurements import NEW, at, opened


def name_of(scene: Scene, one: str) -> str:
    return str(scene.look(creditor_of, at(scene, one), means=scene.means))


def test_two_companies_of_one_name_keep_their_legal_forms(both: Scene) -> None:
    first, second = opened(both, creditor="Bau GmbH"), opened(both, creditor="Bau AG")
    assert at(both, first).file.key_id == at(both, second).file.key_id
    assert (name_of(both, first), name_of(both, second)) == ("Bau GmbH", "Bau AG")
    with both.sessions.read() as session:
        stored = " ".join(map(str, session.execute(text("SELECT facts FROM procurement_entry"))))
        files, _ = procurement_tables(session, GRANT, means=both.means)
        taken = [row[3] for row in files.rows]
    assert "Bau" not in stored
    assert taken == ["Bau GmbH", "Bau AG"]


def test_the_event_carries_the_name_as_entered(both: Scene) -> None:
    opened(both, creditor="Bau GmbH")
    opened(both, creditor="Bau AG")
    event = both.events()[-1]
    told = event["data"]["procurement"]
    with both.sessions.read() as session:
        name = both.means.keyring.open(
            session, told["key_id"], event["id"], "creditor", told["sealed_creditor"]
        )
    assert name == "Bau AG"
    assert "Bau AG" not in json.dumps(event)


def test_an_entry_without_a_name_falls_back_and_stays_so_until_named(both: Scene) -> None:
    first, one = opened(both, creditor="Bau GmbH"), opened(both, creditor="Bau AG")
    key_id = at(both, one).file.key_id
    with both.sessions.write() as session:
        append_entry(session, one, Revised(replace(NEW, creditor=""), key_id), both.by(OFFICER))
    assert name_of(both, one) == name_of(both, first) == "Bau GmbH"
    both.run(revise_procurement, one, {"subject": "Beratung 2"}, "")
    assert at(both, one).file.sealed_creditor == ""  # a guess is not written down as entered
    both.run(revise_procurement, one, {"creditor": "Bau AG"}, "")
    assert name_of(both, one) == "Bau AG"


def test_an_erased_contractor_is_gone_and_other_facts_can_still_change(both: Scene) -> None:
    one = opened(both, creditor="Bau AG")
    key_id = at(both, one).file.key_id
    both.run(erase_creditor, key_id, "Antrag nach Art. 17 DSGVO", actor=HEAD)
    assert name_of(both, one) == "[gelöscht]"
    facts = both.look(facts_with_creditor, at(both, one), both.means)
    both.run(revise_procurement, one, {"subject": "neu", "creditor": facts.creditor}, "")
    assert (at(both, one).file.key_id, name_of(both, one)) == (key_id, "[gelöscht]")


def test_a_contractor_may_be_taken_out_again(both: Scene) -> None:
    one = opened(both)
    both.run(revise_procurement, one, {"creditor": ""}, "")
    file = both.look(load_procurement, one).file
    assert (file.key_id, file.sealed_creditor, name_of(both, one)) == ("", "", "")
    record = both.run(open_procurement, GRANT, replace(NEW, creditor=" ")).record
    assert record.file.key_id == ""
