"""A file that comes with "Was wäre wenn?" is looked at and kept nowhere; with the command it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.budget.store.files import FileStore, sha256_of
from shared.errors import NotFound
from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import AT, VOUCHER, enter_programme
from tests.integration.budget.scene import GRANT, Scene
from tests.integration.budget.test_hour_sheets import GOOD, OTHER_MEASURE, sheet, with_post
from tests.integration.budget.web_scene import WebScene

FORMS: dict[str, dict[str, str]] = {
    "nachweise": {
        "kind": "early_start_permission",
        "decided_on": "01.12.2024",
        "reference": "Az 12",
    },
    "bescheid": {
        "reference": "Änderung 7",
        "decided_on": "02.07.2026",
        "valid_from": "02.07.2026",
        "funding_rate_bp": "90",
    },
    "festlegungen": {
        "kind": "authority_overrun",
        "decided_on": "02.07.2026",
        "reference": "Az 13",
        "reason": "Auflage",
        "budget_line": "Beteiligung und Veranstaltungen",
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dateien")


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[LivingHouse]:
    with living_house(folder) as running:
        enter_programme(running)
        yield running


def kept(folder: Path) -> set[str]:
    """Every file under `folder`, drafts of the store among them."""
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}


def with_file(name: str) -> dict[str, Any]:
    """What a form of that page sends; the file is another one for each."""
    content = VOUCHER.read_bytes() + name.encode()
    return {**FORMS[name], "file": (io.BytesIO(content), "schreiben.pdf")}


@pytest.mark.parametrize("name", list(FORMS))
def test_a_form_that_only_asks_leaves_no_file(house: LivingHouse, folder: Path, name: str) -> None:
    page, documents = f"{AT}/{name}", folder / "documents"
    before = kept(documents)
    asked = house.send("sachbearbeitung", page, **with_file(name), probe="1")
    assert asked.status_code == 200
    assert "Das würde geschehen" in asked.text  # the command found its file
    assert kept(documents) == before
    house.act("sachbearbeitung", page, **with_file(name))
    [added] = kept(documents) - before
    assert Path(added).name == sha256_of(VOUCHER.read_bytes() + name.encode())


def test_a_form_that_asks_in_vain_leaves_none_either(house: LivingHouse, folder: Path) -> None:
    before = kept(folder / "documents")
    typed = {**with_file("bescheid"), "funding_rate_bp": "0"}
    asked = house.send("sachbearbeitung", f"{AT}/bescheid", **typed, probe="1")
    assert asked.status_code == 200 and "Das würde geschehen" not in asked.text
    assert kept(folder / "documents") == before


def test_the_preview_of_hour_sheets_leaves_no_file(
    web: WebScene, both: Scene, tmp_path: Path
) -> None:
    with_post(both)
    documents = tmp_path / "documents"
    before, path = kept(documents), f"/grants/{GRANT}/hour-sheets"

    def sent() -> dict[str, Any]:
        return {"data": {"file": (sheet(GOOD, OTHER_MEASURE), "stunden.csv")}}

    asked = web.call("POST", f"{path}?dry_run=true", **sent())
    assert asked.status_code == 200, asked.text
    assert (asked.json["accepted"], len(asked.json["rejected"])) == (1, 1)
    assert kept(documents) == before
    assert web.call("POST", path, **sent()).status_code == 201
    assert len(kept(documents) - before) == 1


def test_a_store_on_trial_reads_what_is_kept_and_keeps_nothing(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    old = store.put(b"old")
    tried = store.on_trial()
    new, streamed = tried.put(b"new"), tried.put_stream(io.BytesIO(b"stream"))
    for name, content in ((old, b"old"), (new, b"new"), (streamed, b"stream")):
        with tried.open(name) as stream:
            assert tried.read(name) == stream.read() == content
    assert tried.has(new) and tried.has(old)
    tried.erase(old)
    tried.erase(new)
    assert store.has(old) and not tried.has(new)
    assert not store.has(new) and not store.has(streamed)
    with pytest.raises(NotFound):
        store.on_trial().read(new)
