"""The JSON API as promised, by role."""

import base64
import json
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.envelope import decode
from services.audit.domain.checkpoint import open_checkpoint
from services.audit.domain.merkle import leaf_hash, root_of
from services.audit.domain.note import Verifier
from services.audit.domain.proof import verify_consistency, verify_inclusion
from services.audit.domain.tiles import decode_bundle
from services.audit.store.tables import JOBS
from services.audit.usecases.verification import VERIFY, order_verification
from services.audit.usecases.works import WORKS
from shared.long_work import LEASE
from shared.workshop import TakeUp
from tests.integration.audit.house import AuditHouse, bearer
from tests.integration.audit.material import event, number_id

BODIES = [
    event(0),
    event(1, grant_id="KFW-2", actor="other"),
    event(2, outcome="refused", type="funding.budget.expenditure.refused.v1"),
    event(3, subject="user/clerk", grant_id=None, type="funding.budget.user.logged_in.v1"),
    event(4, data={"related": [f"expenditure/{number_id(0)}"], "reason": "Storno wegen Müll"}),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = AuditHouse(tmp_path_factory.mktemp("audit"))
    house.publish(*BODIES)
    yield house
    house.close()


@pytest.fixture
def fresh(tmp_path):
    house = AuditHouse(tmp_path)
    yield house
    house.close()


def sequences(response):
    assert response.status_code == 200, response.text
    return [item["sequence"] for item in response.json["items"] if item["sequence"] < 5]


def test_entries_say_what_was_promised(house):
    item = house.get("/entries", limit=1).json["items"][0]
    assert item == {
        "sequence": 0,
        "time": "2026-01-05T08:00:00.000Z",
        "type": "funding.budget.expenditure.recorded.v1",
        "actor": "clerk",
        "outcome": "ok",
        "subject": f"expenditure/{number_id(0)}",
        "grant_id": "KFW-1",
        "event_id": number_id(0),
        "payload": {"voucher_number": "RE-2026/00000"},
        "entry_hash": leaf_hash(BODIES[0]).hex(),
        "mark": "ok",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [0, 1, 2, 3, 4]), ({"grant_id": "KFW-2"}, [1]), ({"actor": "other"}, [1]),
        ({"outcome": "refused"}, [2]), ({"type": "funding.budget.user.logged_in.v1"}, [3]),
        ({"subject": "user/clerk"}, [3]), ({"from_sequence": 3}, [3, 4]),
        ({"from": "2026-01-05T08:01:00Z", "to": "2026-01-05T08:02:00Z"}, [1, 2]),
        ({"from": "2026-01-06"}, []), ({"to": "2026-01-05"}, [0, 1, 2, 3, 4]),
        ({"q": "re-2026"}, [0, 1, 2, 3]), ({"q": "müll stor"}, [4]), ({"q": "00002"}, [2]),
        ({"q": number_id(4)[:30]}, [0, 1, 2, 3, 4]), ({"q": "st"}, []),
        ({"q": "RE-2026", "actor": "other"}, [1]), ({"order": "desc"}, [4, 3, 2, 1, 0]),
    ],
)  # fmt: skip
def test_filters(house, query, expected):
    assert sequences(house.get("/entries", **query)) == expected


@pytest.mark.parametrize(
    "query",
    [{"outcome": "perhaps"}, {"from": "gestern"}, {"to": "2026-13-01"}, {"q": "!!"},
     {"from_sequence": "-1"}, {"limit": 0}, {"limit": 501}, {"colour": "red"},
     {"cursor": "x"}, {"actor": "x" * 301}, {"from": "2026-01-05T08:00:00"}, {"order": "up"}],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_reasons(house, query):
    response = house.get("/entries", **query)
    assert response.status_code == 422, response.text
    assert response.content_type == "application/problem+json"
    assert response.json["violations"]


def test_pages_follow_each_other(house):
    first = house.get("/entries", limit=2)
    assert sequences(first) == [0, 1]
    assert 'rel="next"' in first.headers["Link"]
    second = house.get("/entries", limit=2, cursor=first.json["next_cursor"])
    assert sequences(second) == [2, 3]


@pytest.mark.parametrize(
    ("user", "expected"),
    [("pruefung", [0, 1, 2, 3, 4]), ("kaemmerei", [0, 1, 2, 4]), ("pruefung_einer", [0, 2, 4]),
     ("sachbearbeitung_1", [0, 2, 4]), ("sachbearbeitung_2", [1])],
)  # fmt: skip
def test_readers_see_the_entries_of_their_grants(house, user, expected):
    assert sequences(house.get("/entries", user)) == expected


def test_who_may_not_read(house):
    assert house.get("/entries", user="").status_code == 401
    assert house.get("/entries", user="ausschuss").status_code == 403
    assert house.get("/entries", user="sachbearbeitung_2", grant_id="KFW-1").status_code == 403
    assert house.get("/entries/0", user="sachbearbeitung_2").status_code == 404
    assert house.get("/entries/3", user="kaemmerei").status_code == 404
    assert house.get("/verification", user="kaemmerei").status_code == 403
    assert house.get("/export", user="kaemmerei").status_code == 403


def test_one_entry_is_its_bytes(house):
    response = house.get("/entries/2")
    assert response.data == BODIES[2]
    assert response.content_type == "application/cloudevents+json"
    assert house.get("/entries/999999").status_code == 404
    assert house.get("/entries/99999999999999999999999").status_code == 404


def test_history_follows_subject_and_related(house):
    response = house.get(f"/history/expenditure/{number_id(0)}")
    assert sequences(response) == [0, 4]
    assert sequences(house.get(f"/history/expenditure/{number_id(0)}", "sachbearbeitung_2")) == []
    assert sequences(house.get("/history/expenditure/0")) == []


def test_a_proof_leads_to_the_signed_root(house):
    head = open_checkpoint(house.get("/checkpoints/latest").text, verifier(house))
    for sequence, body in enumerate(BODIES):
        proof = house.get(f"/entries/{sequence}/proof", tree_size=head.tree_size).json
        hashes = [base64.b64decode(one) for one in proof["hashes"]]
        assert base64.b64decode(proof["leaf_hash"]) == leaf_hash(body)
        assert verify_inclusion(leaf_hash(body), sequence, head.tree_size, hashes, head.root)
    assert house.get("/entries/2/proof", tree_size=2).status_code == 422
    assert house.get("/entries/2/proof", tree_size=10**6).status_code == 422


def verifier(house):
    response = house.client().get("/audit/api/v1/log-key")
    assert response.content_type.startswith("text/plain")
    return Verifier.parse(response.text)


def test_consistency_between_two_checkpoints(fresh):
    fresh.publish(*BODIES[:3])
    first = open_checkpoint(fresh.get("/checkpoints/latest", "").text, verifier(fresh))
    fresh.publish(*BODIES[3:])
    second = open_checkpoint(fresh.get("/checkpoints/latest", "").text, verifier(fresh))
    query = {"from": first.tree_size, "to": second.tree_size}
    hashes = fresh.get("/consistency", "", **query).json["hashes"]
    proof = [base64.b64decode(one) for one in hashes]
    assert verify_consistency(first.tree_size, second.tree_size, first.root, second.root, proof)
    assert fresh.get("/checkpoints/3", "").text.split("\n")[1] == "3"
    assert fresh.get("/checkpoints/4", "").status_code == 404
    assert fresh.get("/consistency", "", **{"from": 5, "to": 3}).status_code == 422


def test_a_query_is_an_entry_its_second_page_is_none(fresh):
    fresh.publish(*BODIES)
    first = fresh.get("/entries", limit=2, actor="clerk")
    fresh.get("/entries", limit=2, actor="clerk", cursor=first.json["next_cursor"])
    fresh.settle()
    read = fresh.get("/entries", type="funding.audit.trail.read.v1").json["items"]
    assert [(one["actor"], one["payload"]["filters"]) for one in read] == [
        ("pruefung", {"actor": "1 Wort"})
    ]


def test_a_denied_request_is_an_entry(fresh):
    fresh.get("/entries", user="ausschuss")
    fresh.settle()
    denied = fresh.get("/entries", outcome="denied").json["items"]
    assert [one["type"] for one in denied] == ["funding.audit.access.denied.v1"]


def test_verification_over_the_api(fresh):
    assert fresh.get("/verification").status_code == 404
    fresh.publish(*BODIES)
    result = fresh.post("/verification")
    assert result.status_code == 200, result.text
    assert result.json["ok"] is True
    assert (result.json["checked"], result.json["first_bad"]) == (5, None)
    assert result.json["checkpoint"] == fresh.get("/checkpoints/latest", "").text
    assert fresh.get("/verification").json["took_ms"] == result.json["took_ms"]
    fresh.settle()
    verified = fresh.get("/entries", type="funding.audit.trail.verified.v1").json["items"]
    assert verified[0]["payload"]["ok"] is True


def test_verification_names_the_conflict(fresh):
    fresh.publish(event(0), event(1), event(1, actor="other"))
    result = fresh.post("/verification").json
    assert result["ok"] is False
    assert result["first_bad"] == {"sequence": 2, "kind": "conflict", "part": "entry"}


def test_a_repeated_verification_key_is_answered_without_another_run(fresh):
    fresh.publish(event(0))
    key = {"Idempotency-Key": "once"}
    fresh.post("/verification", **key)
    again = fresh.post("/verification", **key)
    assert again.headers["Idempotency-Replayed"] == "true"


def test_checkpoint_and_tiles_are_public_bundles_are_not(fresh):
    fresh.publish(*(event(number) for number in range(300)))
    client = fresh.client()
    head = open_checkpoint(client.get("/audit/log/checkpoint").text, verifier(fresh))
    assert head.tree_size == 300
    leaves = b"".join(
        client.get(f"/audit/log/tile/{path}").data for path in ("0/000", "0/001.p/44")
    )
    hashes = [leaves[at : at + 32] for at in range(0, len(leaves), 32)]
    assert root_of(hashes) == head.root
    assert client.get("/audit/log/tile/1/000.p/1").data == root_of(hashes[:256])
    for path in ("0/002", "0/001", "1/000", "0/000.p/300", "2/000.p/1", "0/1"):
        assert client.get(f"/audit/log/tile/{path}").status_code == 404
    bundle = "/audit/log/tile/entries/001.p/44"
    assert client.get(bundle).status_code == 401
    for user in ("kaemmerei", "pruefung_einer"):
        assert client.get(bundle, headers=bearer(user)).status_code == 403
    found = list(decode_bundle(client.get(bundle, headers=bearer("pruefung")).data))
    assert [decode(body).id for body in found] == [number_id(n) for n in range(256, 300)]


def test_another_origin_does_not_start(tmp_path):
    from shared.settings import SettingsError

    AuditHouse(tmp_path).close()
    with pytest.raises(SettingsError, match="LOG_ORIGIN"):
        AuditHouse(tmp_path, LOG_ORIGIN="andere.example/protokoll")


def test_the_openapi_document_is_served(house):
    document = house.client().get("/audit/api/v1/openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert "/audit/api/v1/entries" in document["paths"]
    assert json.dumps(document)


def test_each_absence_has_its_code(fresh):
    def code(response):
        return response.json["violations"][0]["code"]

    assert code(fresh.get("/verification")) == "never_verified"
    assert code(fresh.get("/checkpoints/latest", "")) == "checkpoint_unknown"
    assert code(fresh.get("/entries/0")) == "entry_unknown"
    assert code(fresh.client().get("/audit/log/tile/0/000")) == "tile_unknown"
    assert code(fresh.get("/export")) == "no_checkpoint"
    fresh.publish(event(0), b"x" * 70_000)
    assert code(fresh.get("/entries/0/proof", tree_size=9)) == "tree_size_unknown"
    bundle = fresh.client().get("/audit/log/tile/entries/000.p/2", headers=bearer("pruefung"))
    assert code(bundle) == "entry_too_long"


def test_a_run_whose_process_died_is_taken_up_by_the_pump(fresh):
    """Until its lease is over it is running; then the pump does it again, and once."""
    by = fresh.ports.occasion("pruefung")
    with fresh.ports.sessions.write() as session:
        order = order_verification(session, by)
        JOBS.order(session, order, by=by)
        JOBS.claim(session, order.work_id, "gone", by.now)
    assert fresh.get("/verification").json["status"] == "running"
    second = fresh.post("/verification")
    assert second.status_code == 409
    assert second.json["violations"][0]["code"] == "verification_running"
    fresh.clock.at += LEASE + timedelta(seconds=1)
    worker = TakeUp(fresh.ports, fresh.ports.extras["works"])
    assert worker.run_once() == 1 and worker.run_once() == 0
    assert fresh.get("/verification").json["status"] == "done"


def test_a_long_verification_answers_202_and_shows_its_progress(fresh):
    begun, opened = threading.Event(), threading.Event()

    def held(ports, task):
        task.progress(3, 12)
        begun.set()
        assert opened.wait(20)
        WORKS.kinds[VERIFY](ports, task)

    fresh.ports.extras["works"] = replace(WORKS, kinds={VERIFY: held}, patience_s=0.05)
    try:
        answer = fresh.post("/verification")
        assert (answer.status_code, answer.json["status"], answer.json["ok"]) == (
            202,
            "running",
            None,
        )
        assert begun.wait(20)
        running = fresh.get("/verification").json
        assert (running["checked"], running["progress"]["total"]) == (3, 12)
        page = fresh.browse("/audit/pruefung")
        assert page.headers["Refresh"] == "5" and 'max="12" value="3"' in page.text
    finally:
        opened.set()
    for _ in range(200):
        if fresh.get("/verification").json["status"] == "done":
            break
        time.sleep(0.05)
    assert fresh.get("/verification").json["ok"] is True
