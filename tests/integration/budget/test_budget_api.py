"""The JSON API of grants, plans and measures: shapes, strictness, rights, conditions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from contracts.events.snapshots import AccessSnapshot, HeldRole
from services.budget.app import SERVICE
from services.budget.store.user import find_user_by_login
from services.budget.usecases.sample_users import SAMPLE_USERS, create_sample_users
from services.budget.usecases.token import issue_token
from shared.clock import FixedClock
from shared.migrations import migrate
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.settings import Settings, SettingsError
from shared.transport import make_transport
from shared.web.app import create_app, install
from tests.integration.budget.scene import TODAY

PREFIX = "/budget/api/v1"
GRANT: dict[str, Any] = {
    "grant_id": "MPSC-B",
    "programme_id": "MPSC",
    "title": "Modellprojekt",
    "phase": "B",
    "award_notice_number": "436-1",
    "award_date": "2026-01-01",
    "funding_rate_bp": 6500,
    "max_eligible_cents": 1_300_000_000,
    "max_grant_cents": None,
    "period_start": "2026-01-01",
    "period_end": "2030-12-31",
    "earliest_contract_date": "2026-01-01",
    "rule_pack": "kfw436-2020",
    "rule_settings": {},
}
MEASURE: dict[str, Any] = {
    "measure_id": "M-1",
    "title": "Sensornetz",
    "action_field": "Klima",
    "participation_origin": "Denklabor",
    "lead": "projektleitung",
    "period_start": "2026-01-01",
    "period_end": "2030-12-31",
    "strategy_reference": "Kapitel 4",
    "charta_reference": "Leitlinie 1",
    "goal": "Wege verkürzen",
    "partners": "Hochschule und Stadtwerke",
}
PLAN: dict[str, Any] = {
    "basis": "award",
    "reference": None,
    "reason": "Bescheid",
    "lines": [
        {
            "budget_line": "Beratung",
            "measure_id": "M-1",
            "category": "SACH",
            "planned_cents": 300,
            "years": {"2026": 100, "2027": 200},
        }
    ],
    "funding": [{"source_kind": "own", "source": "Stadt", "amount_cents": 300}],
}
STATUS = {"period": "2026-Q2", "light": "green", "reason": "im Plan", "milestones": ""}


@dataclass
class Client:
    """Requests of the sample users to one running service."""

    app: Flask
    ports: ServicePorts
    tokens: dict[str, str]

    def call(
        self, user: str, method: str, path: str, body: Any = None, **options: Any
    ) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.tokens[user]}", **options.pop("headers", {})}
        if body is not None:
            options["json"] = body
        return self.app.test_client().open(PREFIX + path, method=method, headers=headers, **options)

    def award(self) -> None:
        """An active grant with a measure."""
        assert self.call("administration", "POST", "/grants", GRANT).status_code == 201
        assert self.call("kaemmerei", "POST", "/grants/MPSC-B/confirmation").status_code == 200
        path = "/grants/MPSC-B/measures"
        assert self.call("sachbearbeitung", "POST", path, MEASURE).status_code == 201

    def events(self) -> list[dict[str, Any]]:
        table = self.ports.outbox.table
        with self.ports.sessions.read() as session:
            values = session.scalars(select(table.c.value).order_by(table.c.id))
            return [json.loads(one) for one in values]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A migrated database with the sample users, made once; and their tokens."""
    folder = tmp_path_factory.mktemp("template")
    settings = Settings.from_env({"DATA_DIR": str(folder)})
    migrate(settings.database_url_for("budget"), SERVICE.migrations)
    ports = SERVICE.ports(settings, FixedClock(TODAY), make_transport(settings))
    by = Occasion("system", TODAY)
    tokens = {}
    with ports.sessions.write() as session:
        create_sample_users(session, folder / "zugangsdaten.txt", by=by)
        for login in SAMPLE_USERS:
            user = find_user_by_login(session, login)
            assert user is not None
            tokens[login] = issue_token(session, user.user_id, 30, by=by)
    ports.sessions.close()
    ports.transport.close()
    return folder, tokens


@pytest.fixture
def client(template: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Client]:
    folder, tokens = template
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    settings = Settings.from_env({"DATA_DIR": str(tmp_path)})
    ports = SERVICE.ports(settings, FixedClock(TODAY), make_transport(settings))
    app = create_app(settings)
    install(app, ports, SERVICE.blueprints(ports))
    yield Client(app, ports, tokens)
    ports.sessions.close()
    ports.transport.close()


def codes(response: TestResponse) -> set[str]:
    assert response.content_type == "application/problem+json", response.data
    return {one["code"] for one in response.get_json()["violations"]}


def fields(response: TestResponse) -> set[str | None]:
    return {one["field"] for one in response.get_json()["violations"]}


def test_a_grant_from_proposal_to_confirmation(client: Client) -> None:
    proposed = client.call("administration", "POST", "/grants", GRANT)
    assert (proposed.status_code, proposed.get_json()["status"]) == (201, "proposed")
    assert proposed.headers["ETag"] == '"1"'
    confirmed = client.call("kaemmerei", "POST", "/grants/MPSC-B/confirmation")
    assert (confirmed.status_code, confirmed.get_json()["status"]) == (200, "active")
    again = client.call("kaemmerei", "POST", "/grants/MPSC-B/confirmation")
    assert (again.status_code, codes(again)) == (409, {"grant_already_active"})
    shown = client.call("pruefung", "GET", "/grants/MPSC-B")
    assert shown.headers["ETag"] == '"2"'
    body = shown.get_json()
    assert body["terms"][0]["funding_rate_bp"] == body["funding_rate_bp"] == 6500
    assert {one["kind"] for one in body["gates"]} >= {"council_decision", "ministry_approval"}
    assert [
        one["grant_id"] for one in client.call("sachlich", "GET", "/grants").get_json()["items"]
    ] == ["MPSC-B"]


def test_grants_are_paged_by_key(client: Client) -> None:
    for name in ("A", "B", "C"):
        body = GRANT | {"grant_id": name}
        assert client.call("administration", "POST", "/grants", body).status_code == 201
    first = client.call("kaemmerei", "GET", "/grants?limit=2")
    assert [one["grant_id"] for one in first.get_json()["items"]] == ["A", "B"]
    assert 'rel="next"' in first.headers["Link"]
    cursor = first.get_json()["next_cursor"]
    second = client.call("kaemmerei", "GET", f"/grants?limit=2&cursor={cursor}").get_json()
    assert ([one["grant_id"] for one in second["items"]], second["next_cursor"]) == (["C"], None)
    for wrong in ("W10", "WzFd", "WyJcdWQ4MDAiXQ", "x"):
        answer = client.call("kaemmerei", "GET", f"/grants?cursor={wrong}")
        assert (answer.status_code, codes(answer)) == (422, {"cursor_invalid"})
    assert client.call("kaemmerei", "GET", "/grants?limit=501").status_code == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("funding_rate_bp", "6500"),
        ("funding_rate_bp", 6500.0),
        ("funding_rate_bp", True),
        ("funding_rate_bp", 10_001),
        ("max_eligible_cents", 10**13),
        ("max_eligible_cents", -1),
        ("award_date", "1989-12-31"),
        ("award_date", "2101-01-01"),
        ("award_date", "20260101"),
        ("award_date", "2026-W01-1"),
        ("award_date", 20260101),
        ("phase", "C"),
        ("title", "x" * 201),
        ("title", "a\x00b"),
        ("title", "\ud800"),
        ("grant_id", "*"),
        ("grant_id", "a/b"),
        ("grant_id", "a b"),
        ("rule_settings", {"line_excess": {"a": 1}}),
        ("rule_settings", {"line_tolerance_bp": 2000.0}),
        ("unknown", 1),
    ],
)
def test_a_body_is_read_strictly(client: Client, field: str, value: Any) -> None:
    answer = client.call("administration", "POST", "/grants", GRANT | {field: value})
    assert answer.status_code == 422, answer.data
    assert {str(one).split(".")[0] for one in fields(answer)} == {field}
    assert not any("grant" in one["type"] for one in client.events())


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff",
        b"",
        b'{"funding_rate_bp": ' + b"9" * 5_000 + b"}",
        b'{"title": ' * 50_000,
        b"[" * 100_000,
        b'{"funding_rate_bp": NaN}',
    ],
    ids=lambda body: str(body[:24]),
)
def test_what_is_no_object_is_no_body(client: Client, body: bytes) -> None:
    answer = client.call(
        "administration", "POST", "/grants", data=body, content_type="application/json"
    )
    assert answer.status_code in (400, 422)
    assert answer.content_type == "application/problem+json"


def test_a_refusal_is_an_event_without_the_texts_of_the_request(client: Client) -> None:
    body = GRANT | {"title": "  ", "award_notice_number": " ", "period_end": "2025-01-01"}
    answer = client.call("administration", "POST", "/grants", body)
    assert answer.status_code == 422
    assert {"text_missing", "period_reversed"} <= codes(answer)
    (refused,) = [one for one in client.events() if one["outcome"] == "refused"]
    assert refused["data"]["command"] == "propose_grant"
    assert "Modellprojekt" not in json.dumps(refused)


def test_who_lacks_the_role_is_told_which_and_the_attempt_is_kept(client: Client) -> None:
    answer = client.call("sachbearbeitung", "POST", "/grants", {"nonsense": 1})
    assert (answer.status_code, codes(answer)) == (403, {"role_missing"})
    assert "Fachadministration" in answer.get_json()["detail"]
    (denied,) = [one for one in client.events() if one["outcome"] == "denied"]
    assert denied["data"]["needed"] == ["functional_admin"]
    missing = client.app.test_client().post(f"{PREFIX}/grants", json={"nonsense": 1})
    assert (missing.status_code, missing.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    ("user", "status"), [("ausschuss", 403), ("administration", 200), ("zeitplan", 403)]
)
def test_who_reads_grants(client: Client, user: str, status: int) -> None:
    assert client.call(user, "GET", "/grants").status_code == status
    client.award()
    expected = 403 if user == "administration" else status
    assert client.call(user, "GET", "/grants/MPSC-B/plan-versions").status_code == expected


def test_a_role_for_one_grant_shows_that_one_only(client: Client) -> None:
    for name in ("A", "B"):
        client.call("administration", "POST", "/grants", GRANT | {"grant_id": name})
    with client.ports.sessions.write() as session:
        user = find_user_by_login(session, "sachlich")
        assert user is not None
        roles = (HeldRole("factual_certifier", "B"),)
        tokens = user.access.tokens
        client.ports.directory.apply(session, AccessSnapshot(user.user_id, False, 1, roles, tokens))
    shown = client.call("sachlich", "GET", "/grants").get_json()["items"]
    assert [one["grant_id"] for one in shown] == ["B"]
    assert client.call("sachlich", "GET", "/grants/A").status_code == 403


def test_a_key_gives_the_first_answer_again(client: Client) -> None:
    headers = {"Idempotency-Key": "k1"}
    first = client.call("administration", "POST", "/grants", GRANT, headers=headers)
    again = client.call("administration", "POST", "/grants", GRANT, headers=headers)
    assert (again.status_code, again.get_json()) == (201, first.get_json())
    assert again.headers["Idempotency-Replayed"] == "true"
    other = client.call(
        "administration", "POST", "/grants", GRANT | {"title": "x"}, headers=headers
    )
    assert (other.status_code, codes(other)) == (422, {"idempotency_key_reused"})


def test_a_stale_tag_stops_an_action(client: Client) -> None:
    client.call("administration", "POST", "/grants", GRANT)
    path = "/grants/MPSC-B/confirmation"
    stale = client.call("kaemmerei", "POST", path, headers={"If-Match": '"7"'})
    assert (stale.status_code, codes(stale)) == (412, {"if_match_stale"})
    fresh = client.call("kaemmerei", "POST", path, headers={"If-Match": '"1"'})
    assert fresh.status_code == 200


def test_a_plan_from_draft_to_release(client: Client) -> None:
    client.award()
    path = "/grants/MPSC-B/plan-versions"
    drafted = client.call("sachbearbeitung", "POST", path, PLAN)
    assert (drafted.status_code, drafted.get_json()["status"]) == (201, "draft")
    assert drafted.get_json()["version"] == 1
    assert client.call("sachbearbeitung", "POST", f"{path}/1/release").status_code == 403
    released = client.call("programmleitung", "POST", f"{path}/1/release")
    assert (released.status_code, released.get_json()["status"]) == (200, "released")
    shown = client.call("pruefung", "GET", f"{path}/1").get_json()
    assert shown["lines"] == PLAN["lines"] and shown["released_on"] == "2026-07-15"
    assert client.call("kaemmerei", "POST", f"{path}/1/release").status_code == 409
    assert client.call("kaemmerei", "POST", f"{path}/2/release").status_code == 404
    assert client.call("kaemmerei", "POST", f"{path}/{10**20}/release").status_code == 404


def test_an_amendment_and_its_file(client: Client) -> None:
    client.award()
    upload = client.call(
        "sachbearbeitung",
        "POST",
        "/grants/MPSC-B/files",
        data={"file": (BytesIO(b"%PDF-1.4"), "../../bescheid.pdf")},
        content_type="multipart/form-data",
    )
    assert upload.status_code == 201
    body = {
        "reference": "ÄB 1",
        "decided_on": "2026-07-01",
        "valid_from": "2026-07-01",
        "changes": {"funding_rate_bp": 9000, "period_end": "2031-06-30"},
        "file": upload.get_json()["sha256"],
    }
    path = "/grants/MPSC-B/amendments"
    proposed = client.call("sachbearbeitung", "POST", path, body)
    assert (proposed.status_code, proposed.get_json()["status"]) == (201, "proposed")
    identity = proposed.get_json()["amendment_id"]
    assert (
        client.call("sachbearbeitung", "POST", f"/amendments/{identity}/confirmation").status_code
        == 403
    )
    confirmed = client.call("kaemmerei", "POST", f"/amendments/{identity}/confirmation")
    assert confirmed.get_json()["changes"] == body["changes"]
    assert client.call("pruefung", "GET", "/grants/MPSC-B").get_json()["funding_rate_bp"] == 9000
    (listed,) = client.call("pruefung", "GET", path).get_json()["items"]
    assert listed["status"] == "confirmed"
    assert client.call("kaemmerei", "POST", "/amendments/x/confirmation").status_code == 404
    wrong = client.call("sachbearbeitung", "POST", path, body | {"changes": {"title": "x"}})
    assert wrong.status_code == 422


def test_evidence_opens_a_gate(client: Client) -> None:
    client.award()
    body = {"kind": "council_decision", "decided_on": "2026-06-01", "reference": "Vorlage 7"}
    filed = client.call("sachbearbeitung", "POST", "/grants/MPSC-B/evidence", body)
    assert filed.status_code == 201
    gates = {one["kind"]: one["satisfied"] for one in filed.get_json()["gates"]}
    assert gates["council_decision"] and not gates["ministry_approval"]
    assert len(client.call("pruefung", "GET", "/grants/MPSC-B/evidence").get_json()["items"]) == 1


def test_incomes_name_their_source(client: Client) -> None:
    client.award()
    path = "/grants/MPSC-B/incomes"
    body = {
        "source_kind": "private",
        "source": "Stiftung",
        "received_on": "2026-06-01",
        "amount_cents": 500,
    }
    assert client.call("sachbearbeitung", "POST", path, body).status_code == 201
    federal = client.call("sachbearbeitung", "POST", path, body | {"source_kind": "federal"})
    assert (federal.status_code, codes(federal)) == (422, {"federal_money"})
    assert (
        client.call("sachbearbeitung", "POST", path, body | {"amount_cents": 0}).status_code == 422
    )
    (listed,) = client.call("sachlich", "GET", path).get_json()["items"]
    assert listed["measure_id"] is None


def test_a_measure_says_what_it_is_for_and_with_whom(client: Client) -> None:
    client.award()
    shown = client.call("pruefung", "GET", "/grants/MPSC-B/measures").get_json()["items"][0]
    (told,) = [one["data"]["measure"] for one in client.events() if "measure" in one["data"]]
    for name in ("goal", "partners"):
        assert shown[name] == told[name] == MEASURE[name]


def test_a_project_lead_speaks_for_the_own_measures(client: Client) -> None:
    client.award()
    foreign = MEASURE | {"measure_id": "M-2", "lead": "Amt 66"}
    client.call("sachbearbeitung", "POST", "/grants/MPSC-B/measures", foreign)
    own = client.call("projektleitung", "POST", "/measures/M-1/status?grant_id=MPSC-B", STATUS)
    assert (own.status_code, own.get_json()["proposed_light"]) == (201, "green")
    other = client.call("projektleitung", "POST", "/measures/M-2/status", STATUS)
    assert (other.status_code, codes(other)) == (403, {"role_missing"})
    assert [one["data"]["needed"] for one in client.events() if one["outcome"] == "denied"] == [
        ["grant_officer", "project_lead"]
    ]
    milestones = [{"title": "Vergabe", "due_on": "2026-05-01", "done_on": None}]
    listed = client.call(
        "sachbearbeitung",
        "POST",
        "/measures/M-2/status",
        STATUS | {"milestones": milestones, "light": "red"},
    )
    assert listed.get_json()["milestones"] == milestones
    assert listed.get_json()["proposed_light"] == "red"
    shown = client.call("pruefung", "GET", "/grants/MPSC-B/measures").get_json()["items"]
    assert [len(one["statuses"]) for one in shown] == [1, 1]


def test_a_measure_id_used_twice_needs_its_grant(client: Client) -> None:
    client.award()
    client.call("administration", "POST", "/grants", GRANT | {"grant_id": "C"})
    client.call("kaemmerei", "POST", "/grants/C/confirmation")
    client.call("sachbearbeitung", "POST", "/grants/C/measures", MEASURE)
    answer = client.call("sachbearbeitung", "POST", "/measures/M-1/status", STATUS)
    assert (answer.status_code, codes(answer)) == (422, {"grant_id_missing"})
    named = client.call("sachbearbeitung", "POST", "/measures/M-1/status?grant_id=C", STATUS)
    assert named.status_code == 201
    wrong = client.call("sachbearbeitung", "POST", "/measures/M-1/status?grant_id=X", STATUS)
    assert wrong.status_code == 404


def test_unknown_things_are_not_found(client: Client) -> None:
    for path in ("/grants/x", "/grants/x/incomes", "/grants/x/plan-versions/1", "/grants/%00"):
        assert client.call("pruefung", "GET", path).status_code == 404, path


def test_a_nul_is_refused_before_a_database_sees_it(client: Client) -> None:
    assert client.call("pruefung", "GET", "/grants?cursor=%00").status_code == 400
    assert client.call("kaemmerei", "POST", "/amendments/%00/confirmation").status_code == 404


def test_production_does_not_start_while_a_sample_user_exists(client: Client) -> None:
    from dataclasses import replace

    production = replace(client.ports.settings, production=True)
    with pytest.raises(SettingsError, match="Beispielbenutzer"):
        SERVICE.ports(production, FixedClock(TODAY), client.ports.transport)
