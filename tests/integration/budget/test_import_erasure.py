"""What imports keep in clear and may name somebody goes with that creditor."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from services.budget.store.creditor import known_key
from services.budget.store.import_reading import faults_of, load_import
from services.budget.store.imports import ImportRecordRow
from services.budget.usecases.erasure import erase_creditor
from services.budget.usecases.imports import commit_import, examine_import, keep_import
from services.budget.usecases.kept_list import keep_list
from tests.integration.budget.scene import GRANT, Scene, sqlite_scene
from tests.integration.budget.test_imports import csv, line

TRANSLATOR = "Übersetzungsbüro Muster"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


def read_in(scene: Scene, file_name: str, *lines: str) -> str:
    """Takes a list over; its id."""
    by = scene.by()
    kept = keep_list(io.BytesIO(csv(*lines)), None, scene.means, file_name)
    with scene.sessions.read() as session:
        examined = examine_import(session, GRANT, "finanz-csv", kept, by=by, means=scene.means)
    with scene.sessions.write() as session:
        import_id = keep_import(session, examined, by=by).import_id
    scene.run(commit_import, import_id)
    return import_id


def test_a_file_name_and_a_clearing_list_forget_an_erased_creditor(scene: Scene) -> None:
    named = read_in(scene, "UEBERSETZUNGSBUERO_Mai.csv", line(1, Kreditor=TRANSLATOR), line(2))
    changed = read_in(
        scene, "Liste Mai.csv", line(1, Kreditor="Andere GmbH"), line(2, Zweck="anders")
    )
    back = read_in(scene, "Firma 2.csv", line(3, Kreditor="Firma 2 GmbH"))
    with scene.sessions.read() as session:
        before = [one.message for one in faults_of(session, changed, ["changed"])]
        key_id = known_key(session, scene.means.index.name_mark(TRANSLATOR))
    assert any(TRANSLATOR in one for one in before) and len(before) == 2
    scene.run(erase_creditor, key_id, "Art. 17 DSGVO")
    with scene.sessions.read() as session:
        names = {one.import_id: one.file_name for one in session.scalars(select(ImportRecordRow))}
        assert names == {named: "", changed: "Liste Mai.csv", back: "Firma 2.csv"}
        after = faults_of(session, changed, ["changed"])
        assert [one.row for one in after] == [2, 3]
        assert not any(TRANSLATOR in one.message + one.value for one in after)
        assert sum(one.value == "[gelöscht]" for one in after) == 1
        assert load_import(session, named).accepted == 2
