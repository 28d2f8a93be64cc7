"""Whatever any list holds: values, reasons or one refusal; bounded in time and in memory.

One test for all profiles: the sample of each is cut, mutated and continued. Batches and e-invoices
have tests of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.budget.domain.import_row import Rejection, SkippedLine, UnreadableFile
from services.budget.intake.csv_record_types import RECORD_TYPES
from services.budget.intake.csv_table import CsvTable
from services.budget.intake.opening import OpeningArchive
from services.budget.intake.profile import profiles
from tests.samples.opening.pack import NAMES, packed, tables
from tests.unit.budget.intake.memory_cap import capped_memory

LIMITED = settings(
    max_examples=40,
    deadline=timedelta(seconds=2),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
MANY = 3_000
SAMPLES = Path(__file__).parents[4] / "tests" / "samples"


@dataclass(frozen=True)
class Sample:
    """A list that is right: its profile, its bytes and how its cells are written."""

    profile: str
    content: bytes
    encoding: str = "utf-8-sig"
    delimiter: str = ";"

    @property
    def lines(self) -> list[str]:
        return self.content.decode(self.encoding).splitlines()

    def with_lines(self, *lines: str) -> bytes:
        """The header of the list with other lines below."""
        return "\r\n".join([self.lines[0], *lines]).encode(self.encoding, "replace")


def _sample(profile: str, name: str, *how: str) -> Sample:
    return Sample(profile, (SAMPLES / name).read_bytes(), *how)


LISTS = [
    _sample("gehaltsmonate", "csv/gehaltsmonate.csv"),
    _sample("stundennachweis", "csv/stundennachweis.csv"),
    _sample("summenliste", "csv/summenliste.csv"),
    _sample("nkf-export", "csv/nkf-export.csv", "cp1252"),
    _sample("posten-export", "csv/posten-export.csv", "cp1252", "\t"),
    _sample("finanz-csv-kontierung", "csv/finanz-csv-kontierung.csv"),
    _sample("project-ledger", "csv/project-ledger.txt", "utf-8", "\t"),
    _sample("opening-plan", "opening/good/plan.csv"),
    _sample("opening-funding", "opening/good/finanzierung.csv"),
    _sample("opening-voucher", "opening/good/belege.csv"),
    _sample("opening-call", "opening/good/mittelabrufe.csv"),
    _sample("opening-receipt", "opening/good/zahlungseingaenge.csv"),
]
WILD = st.text(
    alphabet=st.sampled_from('aä€";=\n\r\t\0 0123456789.,-/\ufeff\u202eSumme'), max_size=60
)
every_list = pytest.mark.parametrize("sample", LISTS, ids=lambda one: one.profile)


def read(profile: str, content: bytes) -> list[Any]:
    chosen = profiles()[profile]
    return list(CsvTable(BytesIO(content), chosen, RECORD_TYPES[chosen.record]))


def read_any(profile: str, content: bytes) -> None:
    """Read and check what must hold for every file."""
    try:
        items = read(profile, content)
    except UnreadableFile as refused:
        assert_named(refused.rejection)
        return
    rows = [one.row if hasattr(one, "row") else one.voucher.row for one in items]
    assert rows == sorted(rows)
    for one in items:
        if isinstance(one, Rejection):
            assert_named(one)


def assert_named(found: Rejection) -> None:
    assert found.code
    assert found.rule
    assert found.message
    found.sentence.encode("utf-8")


def test_every_profile_of_a_list_is_here() -> None:
    """Batches have a test of their own; the general list is the one with assignments, less some."""
    known = {one.name for one in profiles().values()}
    assert known - {one.profile for one in LISTS} == {"datev-extf", "finanz-csv"}


@every_list
def test_the_sample_is_right(sample: Sample) -> None:
    items = read(sample.profile, sample.content)
    assert not [one for one in items if isinstance(one, Rejection)]
    assert [one for one in items if not isinstance(one, SkippedLine)]


@every_list
@LIMITED
@given(content=st.binary(max_size=300))
def test_any_bytes_below_a_good_list(sample: Sample, content: bytes) -> None:
    read_any(sample.profile, content)
    read_any(sample.profile, sample.content + content)


@every_list
@LIMITED
@given(data=st.data())
def test_any_text_in_any_cell(sample: Sample, data: st.DataObject) -> None:
    cells = sample.lines[1].split(sample.delimiter)
    for _ in range(data.draw(st.integers(1, 3))):
        cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(WILD)
    read_any(sample.profile, sample.with_lines(sample.delimiter.join(cells), sample.lines[1]))


@every_list
@LIMITED
@given(cut=st.integers(min_value=0))
def test_cut_anywhere(sample: Sample, cut: int) -> None:
    read_any(sample.profile, sample.content[: cut % len(sample.content)])


@every_list
def test_the_lines_of_a_long_list_are_not_held_in_memory(sample: Sample) -> None:
    content = sample.with_lines(*sample.lines[1:2] * MANY)
    chosen = profiles()[sample.profile]
    with capped_memory():
        table = CsvTable(BytesIO(content), chosen, RECORD_TYPES[chosen.record])
        assert sum(1 for one in table if not isinstance(one, SkippedLine)) == MANY


def read_any_opening(content: bytes) -> None:
    try:
        items = list(OpeningArchive(BytesIO(content)))
    except UnreadableFile as refused:
        assert_named(refused.rejection)
        return
    for one in items:
        if isinstance(one.item, Rejection):
            assert_named(one.item)


@LIMITED
@given(at=st.integers(min_value=0), change=st.binary(max_size=6), cut=st.booleans())
def test_an_opening_changed_or_cut_anywhere(at: int, change: bytes, cut: bool) -> None:
    content = packed(tables("good")).read()
    at %= len(content)
    read_any_opening(content[:at] + change + (b"" if cut else content[at + len(change) :]))


@LIMITED
@given(name=st.sampled_from(NAMES), content=st.binary(max_size=200), keep=st.booleans())
def test_an_opening_with_any_bytes_in_a_table(name: str, content: bytes, keep: bool) -> None:
    files = tables("good")
    files[name] = (files[name] if keep else b"") + content
    read_any_opening(packed(files).read())


def test_an_opening_that_unpacks_to_far_too_much_takes_little_memory() -> None:
    files = tables("good")
    bomb = files["plan.csv"] + b"0" * (1 << 20)
    content = packed({**files, "plan.csv": bomb * 150}).read()
    with capped_memory(), pytest.raises(UnreadableFile) as refused:
        list(OpeningArchive(BytesIO(content)))
    assert_named(refused.value.rejection)
