"""Filters over several index segments and the tail behind them, against a naive model."""

import json
from datetime import timedelta

import pytest

from services.audit.domain.trail import TrailFilter
from services.audit.domain.words import matches, query_words, words_of_body
from services.audit.store import search, trail
from services.audit.usecases.indexing import has_full_segment, index_behind
from shared.clock import format_instant
from tests.integration.audit.material import START, event, feed, number_id

COUNT = 2500


def instant(minutes):
    return format_instant(START + timedelta(minutes=minutes))


def made(number):
    return event(
        number,
        type=f"funding.budget.plan.{('drafted', 'released')[number % 2]}.v1",
        actor=f"actor-{number % 7}",
        subject=f"plan/{number % 40}",
        outcome="refused" if number % 100 == 3 else "ok",
        grant_id=("KFW-1", "KFW-2", None)[number % 3],
        # every so often an event comes late, by more than a segment
        time=instant(number - (1500 if number % 50 == 0 else 0)),
        data={
            "note": f"Nummer {number:05d}",
            "rare": "Bagger" if number in (5, 1400, 2490) else "",
            "related": [f"measure/{number % 300}", "100%_genau"],
        },
    )


@pytest.fixture(params=["indexed", "unindexed"])
def filled(sessions, request):
    feed(sessions, [made(number) for number in range(COUNT)])
    if request.param == "indexed":
        while True:
            with sessions.write() as session:
                if not index_behind(session):
                    break
    return sessions


FILTERS = [
    TrailFilter(),
    TrailFilter(subject="plan/7"),
    TrailFilter(actor="actor-3", type="funding.budget.plan.released.v1"),
    TrailFilter(outcome="refused", grant_id="KFW-2"),
    TrailFilter(since=instant(1000), until=instant(1200)),
    TrailFilter(since=instant(2400)),
    TrailFilter(until=instant(-1200)),
    TrailFilter(q="bagger"),
    TrailFilter(q="bagg num"),
    TrailFilter(q="nummer 0007"),
    TrailFilter(q="nummer", actor="actor-1", outcome="refused"),
    TrailFilter(q="bagger", subject="plan/5"),
    TrailFilter(q="gibtesnicht"),
    TrailFilter(from_sequence=2000, subject="plan/1"),
    TrailFilter(grants=frozenset({"KFW-2"}), q="nummer 024"),
    TrailFilter(any_grant=True, outcome="refused"),
    TrailFilter(grants=frozenset()),
]


def naive(wanted):
    """The sequences a filter must find, from the bytes alone."""
    found = []
    for number in range(wanted.from_sequence, COUNT):
        body = made(number)
        document = json.loads(body)
        wrong = [
            getattr(wanted, name) not in (None, document.get(key))
            for name, key in (("subject", "subject"), ("actor", "actor"), ("type", "type"),
                              ("outcome", "outcome"), ("grant_id", "grantid"))
        ]  # fmt: skip
        wrong += [
            wanted.since is not None and document["time"] < wanted.since,
            wanted.until is not None and document["time"] > wanted.until,
            wanted.grants is not None and document.get("grantid") not in wanted.grants,
            wanted.any_grant and "grantid" not in document,
            wanted.q is not None and not matches(query_words(wanted.q), words_of_body(body)),
        ]
        if not any(wrong):
            found.append(number)
    return found


def walked(sessions, wanted, *, newest_first):
    """All pages of a filter, 20 entries each."""
    found, beyond = [], None
    while True:
        with sessions.read() as session:
            page = trail.page(session, wanted, limit=20, beyond=beyond, newest_first=newest_first)
        found += [one.sequence for one in page]
        if len(page) < 20:
            return found
        beyond = found[-1]


def test_every_filter_finds_what_the_bytes_say(filled):
    for wanted in FILTERS:
        expected = naive(wanted)
        assert walked(filled, wanted, newest_first=False) == expected, wanted
        if len(expected) < 500:
            assert walked(filled, wanted, newest_first=True) == expected[::-1], wanted


def test_history_follows_subject_and_related_across_the_index(filled):
    with filled.read() as session:
        found = trail.history(session, "measure/7", limit=100)
        assert [one.sequence for one in found] == list(range(7, COUNT, 300))
        assert trail.history(session, "measure/", limit=5) == []
        assert len(trail.history(session, "100%_genau", limit=7)) == 7
        assert trail.history(session, "100__genau", limit=7) == []
        later = trail.history(session, "plan/7", limit=3, beyond=1000)
    assert [one.sequence for one in later] == [1007, 1047, 1087]


def test_only_full_segments_are_indexed(sqlite_sessions):
    feed(sqlite_sessions, [event(number) for number in range(1023)])
    with sqlite_sessions.read() as session:
        assert not has_full_segment(session)
    feed(sqlite_sessions, [event(1023)])
    with sqlite_sessions.write() as session:
        assert has_full_segment(session)
        assert index_behind(session) == 1024
        assert index_behind(session) == 0
        assert search.indexed_size(session) == 1024


def test_the_types_that_occur(sqlite_sessions):
    feed(sqlite_sessions, [made(number) for number in range(10)] + [b"{"])
    with sqlite_sessions.read() as session:
        assert trail.types(session) == [
            "funding.budget.plan.drafted.v1", "funding.budget.plan.released.v1",
        ]  # fmt: skip


def test_an_id_finds_its_entry(sqlite_sessions):
    feed(sqlite_sessions, [event(number) for number in range(30)])
    with sqlite_sessions.read() as session:
        found = trail.page(session, TrailFilter(q=number_id(17)), limit=5)
    assert [one.sequence for one in found] == [17]
