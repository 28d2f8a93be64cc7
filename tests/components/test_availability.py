"""A missing part is skipped with a hint, and fails where everything must be real."""

from __future__ import annotations

import pytest

from tests.components.availability import (
    Probe,
    forbid_skip,
    missing_commands,
    require,
)

ABSENT = Probe("Teleporter", lambda: "no program 'teleport'", "apt-get install teleport")


@pytest.fixture(autouse=True)
def anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("REQUIRE_REAL", raising=False)


def report(reason: str) -> pytest.TestReport:
    where = ("test_x.py", None, "test_x")
    return pytest.TestReport("test_x", where, {}, "skipped", ("test_x.py", 1, reason), "call")


def test_a_missing_part_is_skipped_with_its_hint() -> None:
    with pytest.raises(pytest.skip.Exception, match=r"Teleporter is not.*apt-get install teleport"):
        require(ABSENT)


@pytest.mark.parametrize(("variable", "value"), [("CI", "true"), ("REQUIRE_REAL", "1")])
def test_a_missing_part_fails_where_all_must_be_real(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(pytest.fail.Exception, match="apt-get install teleport"):
        require(ABSENT)


def test_a_present_part_is_used() -> None:
    require(Probe("shell", lambda: missing_commands("sh"), "impossible"))


def test_any_other_skip_fails_there_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert forbid_skip(report("later")).outcome == "skipped"
    monkeypatch.setenv("CI", "true")
    assert forbid_skip(report("later")).outcome == "failed"
    assert forbid_skip(report("../shared/data is absent")).outcome == "skipped"
