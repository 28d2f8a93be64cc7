"""Two people at the same moment: exactly one wins, the other gets the reasons (both databases)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from services.budget.domain.drawdown import CallKind
from services.budget.domain.evidence import Evidence, EvidenceKind
from services.budget.domain.expenditure import CertificationKind, DocumentKind
from services.budget.store.evidence import insert_evidence
from services.budget.store.expenditure_effect import line_use
from services.budget.store.grant import touch_grant
from services.budget.usecases.certification import certify_expenditure
from services.budget.usecases.document import Upload, file_document
from services.budget.usecases.drawdown import draft_drawdown
from services.budget.usecases.drawdown_release import release_drawdown
from services.budget.usecases.expenditure import record_expenditure
from shared.errors import Conflict, DomainError, Refused
from shared.periods import Period
from tests.integration.budget.scene import (
    ARITHMETICAL,
    BUILDING,
    FACTUAL,
    GRANT,
    HEAD,
    PROGRAMME,
    TRAVEL,
    Scene,
    add_grant,
    expenditure,
    make_scene,
)

ROUNDS = 5


@pytest.fixture(params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/budget.db"
    else:
        url = request.getfixturevalue("postgres_url")
    scene = make_scene(url, tmp_path)
    yield scene
    scene.sessions.close()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Results or domain errors of acts that start together."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def codes(error: DomainError) -> set[str]:
    return {one.code for one in error.violations if one.is_error}


def one_won(results: list[Any], *, loser: type[DomainError], code: str) -> None:
    lost = [one for one in results if isinstance(one, DomainError)]
    assert len(lost) == len(results) - 1, results
    for one in lost:
        assert isinstance(one, loser), one.violations
        assert code in codes(one), one.violations


def claimable(scene: Scene) -> None:
    expenditure_id = scene.run(record_expenditure, GRANT, expenditure()).expenditure_id
    scene.run(file_document, expenditure_id, DocumentKind.VOUCHER, Upload("a", b"%PDF-1"))
    for kind, actor in (
        (CertificationKind.FACTUAL, FACTUAL),
        (CertificationKind.ARITHMETICAL, ARITHMETICAL),
    ):
        scene.run(certify_expenditure, expenditure_id, kind, actor=actor)
    with scene.sessions.write() as session:
        for number, kind_of_evidence in enumerate(EvidenceKind):
            new = Evidence(kind_of_evidence, date(2026, 1, 1), "AZ")
            insert_evidence(session, f"e{number}", GRANT, new, None, scene.by())
        touch_grant(session, GRANT)


def test_the_same_invoice_into_two_measures(scene: Scene) -> None:
    for number in range(ROUNDS):
        first = expenditure(invoice_number=f"R{number}")
        other = expenditure(invoice_number=f"R{number}", measure_id="M2", budget_line=BUILDING)
        results = at_once(
            lambda new=first: scene.run(record_expenditure, GRANT, new),
            lambda new=other: scene.run(record_expenditure, GRANT, new),
        )
        one_won(results, loser=Refused, code="duplicate")


def test_the_same_invoice_into_two_grants(scene: Scene) -> None:
    add_grant(scene, "G2")
    for number in range(ROUNDS):
        new = expenditure(invoice_number=f"R{number}", creditor=f"Firma {number}")
        results = at_once(
            lambda new=new: scene.run(record_expenditure, GRANT, new),
            lambda new=new: scene.run(record_expenditure, "G2", new),
        )
        one_won(results, loser=Refused, code="duplicate")


def test_two_calls_for_one_period_then_two_releases(scene: Scene) -> None:
    claimable(scene)
    period = Period.parse("2026-H1")
    drafts = at_once(
        *[lambda: scene.run(draft_drawdown, GRANT, period, CallKind.INTERIM) for _ in range(3)]
    )
    one_won(drafts, loser=Conflict, code="draft_open")
    drawdown_id = next(one.row.drawdown_id for one in drafts if not isinstance(one, DomainError))
    releases = at_once(
        lambda: scene.run(release_drawdown, drawdown_id, actor=HEAD),
        lambda: scene.run(release_drawdown, drawdown_id, actor=PROGRAMME),
    )
    one_won(releases, loser=Conflict, code="call_not_open")


def test_the_last_euro_of_a_line_that_blocks(scene: Scene) -> None:
    add_grant(scene, "B", rule_settings={"line_excess": "block"})
    room = 12_000_000  # 100,000 EUR planned and 20 % tolerance
    scene.run(
        record_expenditure, "B", expenditure(gross_cents=room - 100, vat_cents=0, creditor="Vor")
    )
    results = at_once(
        *[
            lambda number=number: scene.run(
                record_expenditure,
                "B",
                expenditure(gross_cents=100, vat_cents=0, creditor=f"Firma {number}"),
            )
            for number in range(3)
        ]
    )
    one_won(results, loser=Refused, code="line_exceeded")
    assert scene.look(line_use, "B") == {TRAVEL: room}


def test_one_person_for_both_certifications_is_stopped_by_the_database(scene: Scene) -> None:
    from sqlalchemy.exc import DatabaseError

    from services.budget.domain.expenditure import Certification
    from services.budget.store.certification import certification_values, insert_certifications

    expenditure_id = scene.run(record_expenditure, GRANT, expenditure()).expenditure_id
    day = date(2026, 7, 1)

    def insert(*given: tuple[CertificationKind, str]) -> None:
        rows = [
            certification_values(
                expenditure_id, Certification(kind, by, day), scene.by(), persons=2
            )
            for kind, by in given
        ]
        with scene.sessions.write() as session:
            insert_certifications(session, rows)

    with pytest.raises(DatabaseError):
        insert((CertificationKind.FACTUAL, FACTUAL), (CertificationKind.ARITHMETICAL, FACTUAL))
    with pytest.raises(DatabaseError, match="recorder"):
        insert((CertificationKind.FACTUAL, scene.by().actor))
    insert((CertificationKind.FACTUAL, FACTUAL), (CertificationKind.ARITHMETICAL, ARITHMETICAL))


def test_the_migrated_schema_is_the_declared_one(scene: Scene) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from services.budget.store.tables import Base

    with scene.sessions.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = [one for one in compare_metadata(context, Base.metadata)]
    mine = ("expenditure", "certification", "drawdown", "creditor", "import", "invoice", "opening")
    assert [one for one in found if any(name in str(one) for name in mine)] == []
