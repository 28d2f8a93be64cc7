"""The procedure documentation follows the program: what changes there, changes here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from contracts.events import EVENT_TYPES
from contracts.roles import Role
from contracts.rulebook.matrix import load_matrix
from contracts.system import System, load_system, system_from_json
from services import host
from services.budget.rulepacks import load
from services.reporting.documents import Frame, Status, content_hash
from services.reporting.documents.procedure import ProcedureFacts, procedure_document
from services.reporting.render.pdf import render_pdf
from shared.settings import Settings
from tests.components import verapdf
from tests.components.availability import require
from tests.contract import system_golden

FACTS = ProcedureFacts(
    city="Musterstadt",
    generator="Fördernachweis 0.1.0",
    system=load_system(),
    rules=tuple(load_matrix().values()),
    event_types=tuple(EVENT_TYPES),
    grants=(),
    settings=(("Betrieb", "Probebetrieb"),),
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> System:
    return system_golden.described(tmp_path_factory.mktemp("house"))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    settings = Settings.from_env({"DATA_DIR": str(tmp_path)})
    host.migrate_all(settings, ["audit"])
    house = host.build(settings, ["audit"])
    yield house.app()
    house.close()


def hash_of(**changes: object) -> str:
    return content_hash(procedure_document(replace(FACTS, **changes)))  # type: ignore[arg-type]


def with_system(**changes: object) -> str:
    return hash_of(system=replace(FACTS.system, **changes))  # type: ignore[arg-type]


def test_the_description_is_read_as_it_was_written(described: System) -> None:
    assert system_from_json(described.to_json()) == described


def test_the_same_program_gives_the_same_document() -> None:
    assert hash_of() == hash_of()


def test_it_changes_with_the_role_of_a_route(app: Flask) -> None:
    before = system_golden.routes_of(app)
    guarded = next(
        view
        for view in app.view_functions.values()
        if getattr(view, "access_rule", None) and view.access_rule.roles == {Role.AUDITOR}
    )
    guarded.access_rule = replace(guarded.access_rule, roles=frozenset({Role.COMMITTEE}))
    after = system_golden.routes_of(app)
    assert with_system(routes=before) != with_system(routes=after)


def test_it_changes_with_the_version_of_a_pack() -> None:
    packs = load()
    newer = {**packs, "anbest-p": replace(packs["anbest-p"], version="2031.1")}
    before, after = system_golden.packs_of(packs), system_golden.packs_of(newer)
    assert with_system(packs=before) != with_system(packs=after)


def test_it_changes_with_the_types_of_events() -> None:
    assert hash_of() != hash_of(event_types=(*EVENT_TYPES, "funding.budget.thing.done.v1"))


def test_it_changes_with_a_rule_a_setting_and_the_locked_libraries() -> None:
    first = FACTS.rules[0]
    different = {
        hash_of(),
        hash_of(rules=(replace(first, title="Anders"), *FACTS.rules[1:])),
        hash_of(settings=(("Betrieb", "Echtbetrieb"),)),
        with_system(lock="0" * 64),
    }
    assert len(different) == 4


@pytest.mark.parametrize("profile", [verapdf.UA1, verapdf.A3A])
def test_its_pdf_is_accessible_and_archivable(tmp_path: Path, profile: str) -> None:
    require(verapdf.PROBE)
    document = procedure_document(FACTS)
    frame = Frame(Status.DRAFT, 1, content_hash(document), 0, "–", "–", FACTS.generator, "")
    path = tmp_path / "procedure.pdf"
    with path.open("w+b") as target:
        render_pdf(document, frame, target)
    assert verapdf.validate(profile, [path])["procedure.pdf"].compliant
