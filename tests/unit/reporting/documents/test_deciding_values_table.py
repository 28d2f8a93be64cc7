"""Reports print the values that decided findings as events told them, each once."""

from __future__ import annotations

from dataclasses import replace

from contracts.events.findings import DecidingValue
from services.reporting.documents.deciding_values import values_blocks
from services.reporting.documents.tables import Table
from services.reporting.domain.calculation import values_of

TOLD = DecidingValue(
    "line_tolerance_bp", "Zulässige Überschreitung eines Einzelansatzes", "20 %", "kfw436-2020",
    "2020.1", "ANBest-P Nr. 1.2", "M", set_by_grant=False,
    codes=("line_exceeded", "line_near_limit"),
)  # fmt: skip


def cells(*values: DecidingValue) -> list[tuple[object, ...]]:
    tables = [one for one in values_blocks(values) if isinstance(one, Table)]
    return [row.cells for one in tables for row in one.rows]


def test_each_finding_names_value_pack_version_and_citation() -> None:
    assert cells(TOLD)[0] == (
        "Ansatz über die Grenze hinaus überschritten",
        "Zulässige Überschreitung eines Einzelansatzes",
        "20 %",
        "kfw436-2020, 2020.1",
        "ANBest-P Nr. 1.2",
    )
    assert len(cells(TOLD)) == 2


def test_equal_values_stand_once_and_versions_apart() -> None:
    later = replace(TOLD, pack_version="2020.1+1", codes=("line_exceeded",))
    assert [row[3] for row in cells(TOLD, replace(TOLD, codes=TOLD.codes[:1]), later)] == [
        "kfw436-2020, 2020.1",
        "kfw436-2020, 2020.1",
        "kfw436-2020, 2020.1+1",
    ]


def test_the_award_is_named_and_doubt_is_said() -> None:
    [award, *_] = cells(replace(TOLD, set_by_grant=True, confidence="L", citation="Bescheid"))
    assert award[3:] == ("Bescheid", "Bescheid")
    assert cells(replace(TOLD, confidence="L"))[0][4] == "ANBest-P Nr. 1.2 (unsicher belegt)"


def test_nothing_decided_by_a_value_has_no_table() -> None:
    assert cells() == []


def test_a_point_takes_the_values_of_its_own_code_only() -> None:
    other = replace(TOLD, codes=("entered_late",))
    assert values_of([(TOLD, other), (TOLD,)], "line_near_limit") == (
        replace(TOLD, codes=("line_near_limit",)),
    )
