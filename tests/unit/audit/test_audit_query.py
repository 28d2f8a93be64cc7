"""From a request to a filter."""

import pytest

from contracts.roles import Role
from services.audit.usecases.query import may_see, read_bound, read_filter, scoped
from shared.access import Principal
from shared.errors import Refused

AUDITOR = Principal("a", frozenset({(Role.AUDITOR, "*")}))
OFFICER = Principal("b", frozenset({(Role.GRANT_OFFICER, "KFW-1")}))
FINANCE = Principal("c", frozenset({(Role.HEAD_OF_FINANCE, "*")}))


@pytest.mark.parametrize(
    ("text", "is_end", "instant"),
    [
        ("", False, None),
        ("2026-01-05", False, "2026-01-04T23:00:00.000Z"),
        ("05.01.2026", True, "2026-01-05T22:59:59.999Z"),
        ("2026-03-29", True, "2026-03-29T21:59:59.999Z"),  # the day is an hour short
        ("2026-07-01", False, "2026-06-30T22:00:00.000Z"),
        ("2026-01-05T10:00:00+01:00", False, "2026-01-05T09:00:00.000Z"),
    ],
)
def test_a_day_counts_whole_in_german_time(text, is_end, instant):
    assert read_bound(text, is_end=is_end) == instant


@pytest.mark.parametrize("text", ["morgen", "2026-02-30", "31.02.2026", "2026-01-05T10:00:00"])
def test_what_is_no_bound(text):
    with pytest.raises(ValueError):
        read_bound(text, is_end=False)


def test_all_reasons_are_named_at_once():
    with pytest.raises(Refused) as refusal:
        read_filter({"from": "x", "to": "y", "outcome": "z", "q": "?", "from_sequence": "-1"})
    assert {one.field for one in refusal.value.violations} == {
        "from", "to", "outcome", "q", "from_sequence",
    }  # fmt: skip
    assert {one.code for one in refusal.value.violations} == {"filter_invalid"}


def test_blanks_do_not_narrow():
    assert read_filter({"actor": " ", "q": "", "type": None}).as_text() == {}


def test_scope_by_role():
    everything = read_filter({})
    assert scoped(everything, AUDITOR) == everything
    assert scoped(everything, OFFICER).grants == frozenset({"KFW-1"})
    assert scoped(everything, FINANCE).any_grant
    assert may_see(AUDITOR, None) and may_see(FINANCE, "KFW-9") and may_see(OFFICER, "KFW-1")
    assert not (may_see(OFFICER, "KFW-2") or may_see(OFFICER, None) or may_see(FINANCE, None))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kämmerei (d6b3fd6f…)", "d6b3fd6f"),
        ("d6b3fd6f…", "d6b3fd6f"),
        ("d6b3fd6f-4a", "d6b3fd6f-4a"),
        ("d6b3fd6", "d6b3fd6"),
        ("clerk", "clerk"),
    ],
)
def test_an_actor_may_be_copied_from_the_table(typed, meant):
    assert read_filter({"actor": typed}).actor == meant
