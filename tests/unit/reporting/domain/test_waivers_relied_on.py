"""Which procurement files, and so which waivers on them, a report names."""

from __future__ import annotations

from services.reporting.domain.waivers import NamedFiles


def test_files_are_named_through_the_rows_that_name_them() -> None:
    files = NamedFiles({"f-1": 1, "f-2": 2}, {"e-1": "f-1", "e-2": "f-2"})
    assert files.subjects(["e-1", "e-9"]) == {"procurement/f-1": "Vergabeakte 1"}
    assert files.shown == {}


def test_the_overview_names_files_without_rows() -> None:
    files = NamedFiles({"f-1": 1}, shows_all=True)
    assert files.subjects([]) == {}
    assert files.shown == {"procurement/f-1": "Vergabeakte 1"}
