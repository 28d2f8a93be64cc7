"""Downloads have German names that every file system takes."""

from __future__ import annotations

import re

import pytest

from services.reporting.store.reports import ReportRow
from services.reporting.usecases.file_headers import file_headers, file_stem
from services.reporting.usecases.report_types import REPORT_TYPES


@pytest.mark.parametrize("type_", REPORT_TYPES)
def test_the_name_is_the_title_in_ascii(type_: str) -> None:
    stem = file_stem(ReportRow(type=type_, period="2026-Q1", version=2), "full")
    assert re.fullmatch(r"[a-z0-9-]+-2026-Q1-fassung-2", stem) and "--" not in stem


def test_umlauts_and_the_public_part() -> None:
    row = ReportRow(type="measure-sheets", period="2026-Q1", version=1)
    assert file_stem(row, "public") == "massnahmenblaetter-2026-Q1-fassung-1-oeffentlich"
    said = file_headers(row, "full", "pdf")["Content-Disposition"]
    assert said == 'inline; filename="massnahmenblaetter-2026-Q1-fassung-1.pdf"'


def test_no_two_types_share_a_name() -> None:
    stems = {
        file_stem(ReportRow(type=one, period="2026", version=1), "full") for one in REPORT_TYPES
    }
    assert len(stems) == len(REPORT_TYPES)
