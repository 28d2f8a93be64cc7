"""Thousands of requests made from the served OpenAPI itself: none is a server error, every answer
has the promised shape, and what does not fit the promise is refused.

Deterministic: the same requests in every run. Ids in paths are those of things that exist, so that
the requests get further than 404.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from unittest import SkipTest

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from contracts.events.snapshots import HeldRole
from contracts.roles import Role
from services.budget.usecases.invitation import accept_invitation, invite_user
from services.budget.usecases.token import issue_token
from shared.occasion import Occasion
from tests.driver import OFFICER, TODAY, House
from tests.integration.budget.test_imports import csv, line
from tests.integration.budget.test_openings import archive
from tests.prepared_house import noon, prepare

GRANT = "KFW-1"
CHECKS = [
    not_a_server_error,
    response_schema_conformance,
    content_type_conformance,
    status_code_conformance,
    response_headers_conformance,
]
INVOICE = Path(__file__).parents[1] / "samples" / "invoices" / "ubl_invoice.xml"
bounded = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class World:
    """A living house, somebody who may do everything in it, and ids of what is there."""

    def __init__(self, folder: Path) -> None:
        tokens = prepare(folder / "users")
        self.house = House(folder / "users", folder / "house", tokens)
        self.house.award(GRANT, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
        self.house.plan(GRANT, {"Beratung": 50_000_000})
        row = self.house.enter_claimable(GRANT)["expenditure_id"]
        drawdown = self.house.draft_call(GRANT, "2026-H1").expect(201).body
        files = {"file": (io.BytesIO(INVOICE.read_bytes()), "re.xml")}
        received = self.house.budget(OFFICER, "POST", f"/grants/{GRANT}/invoices", files=files)
        self.house.settle()
        self.ids = {
            "grant_id": GRANT,
            "measure_id": "M-1",
            "expenditure_id": row,
            "drawdown_id": drawdown["drawdown_id"],
            "version": 1,
            "sequence": 3,
            "tree_size": 10,
            "subject": f"expenditure/{row}",
            "sha256": received.expect(201).body["sha256"],
            "report_id": self._draft("quarterly", "2026-Q1"),
            **self._lists(),
        }
        self.headers = {"Authorization": f"Bearer {self._omnipotent()}"}
        self.house.settle()

    def _lists(self) -> dict[str, str]:
        """Ids of what comes in as a file: a list, a takeover; and of a written text."""
        house, empty = self.house, "KFW-2"
        listed = house.preview_list(GRANT, io.BytesIO(csv(line(1)))).expect(201).body
        house.award(empty, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
        for measure in ("M1", "M2"):
            house.add_measure(empty, measure).expect(201)
        files = {"file": (archive(), "uebernahme.zip")}
        taken = house.budget(OFFICER, "POST", f"/grants/{empty}/openings", files=files)
        new = {"period": "2026", "subject": "lessons", "text": "Klein anfangen."}
        place = f"/reporting/api/v1/grants/{GRANT}/narratives"
        written = house.call(OFFICER, "POST", place, new).expect(201).body
        return {
            "import_id": listed["import_id"],
            "opening_id": taken.expect(201).body["opening_id"],
            "narrative_id": written["narrative_id"],
        }

    def _draft(self, type_: str, period: str) -> str:
        path = f"/reporting/api/v1/grants/{GRANT}/reports"
        body = {"type": type_, "period": period}
        found: str = self.house.call(OFFICER, "POST", path, body).expect(201).body["report_id"]
        return found

    def _omnipotent(self) -> str:
        """A token of one person with every role a person can have."""
        by = Occasion("system", noon(TODAY))
        roles = [HeldRole(role.value, None) for role in Role if role is not Role.SERVICE_ACCOUNT]
        with self.house.ports("budget").sessions.write() as session:
            link = invite_user(session, "Alles", roles, by=by)
            person = accept_invitation(
                session, link.token, "alles", "zwölf Zeichen sind genug", by=by
            )
            return issue_token(session, person.access.user_id, 300, by=by)

    def send(self, case: schemathesis.Case, mode: GenerationMode) -> None:
        """Sends one generated request and looks at the answer."""
        for name in case.path_parameters or {}:
            if name in self.ids:
                case.path_parameters[name] = self.ids[name]
        if mode is GenerationMode.POSITIVE and "If-Match" in case.headers:
            case.headers["If-Match"] = "*"  # whatever the version: it shall get past 412
        response = case.call(headers=self.headers)
        checks = [*CHECKS, negative_data_rejection] if _is_told_wrong(case, response) else CHECKS
        case.validate_response(response, checks=checks, headers=self.headers)


def _is_told_wrong(case: schemathesis.Case, response: schemathesis.Response) -> bool:
    """Whether a request with a wrong query or body was taken. Headers and ids in the path are
    replaced by ours."""
    parts = case.meta.components.items() if case.meta else ()
    wrong = {where for where, part in parts if part.mode is GenerationMode.NEGATIVE}
    return response.status_code < 300 and bool(
        wrong - {ParameterLocation.HEADER, ParameterLocation.PATH}
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    found = World(tmp_path_factory.mktemp("world"))
    yield found
    found.house.close()


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("service", ["budget", "reporting", "audit"])
def test_the_api_keeps_its_promise(
    world: World, subtests: pytest.Subtests, service: str, mode: GenerationMode
) -> None:
    """`positive`: requests that fit the description; `negative`: requests that do not."""
    described = schemathesis.openapi.from_wsgi(f"/{service}/api/v1/openapi.json", world.house.app)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 5
    for operation in operations:
        with subtests.test(operation=operation.label):
            try_operation(world, operation, mode)
    world.house.settle()


def try_operation(world: World, operation: Any, mode: GenerationMode) -> None:
    """A dozen requests to one operation. Raises what schemathesis found."""

    @bounded
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: schemathesis.Case) -> None:
        world.send(case, mode)

    # an operation without parameters and body cannot be asked wrongly
    with suppress(SkipTest, Unsatisfiable):
        run()
