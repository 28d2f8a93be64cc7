"""Whatever a booking batch holds: vouchers, reasons or one refusal; bounded in time and memory."""

from datetime import timedelta
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.budget.domain.import_row import ImportRow, Rejection, UnreadableFile
from services.budget.intake.finance_csv import profile_named, read_rows
from tests.samples.datev.lines import INVOICE, batch, booking, preamble, read
from tests.unit.budget.intake.memory_cap import capped_memory

LIMITED = settings(
    max_examples=100,
    deadline=timedelta(seconds=2),
    suppress_health_check=[HealthCheck.too_slow],
)
TEXT = st.text(alphabet=st.sampled_from('aä";SH\n\0 0123456789.,-–'), max_size=12)


def read_any(content: bytes) -> None:
    try:
        items = read(BytesIO(content))
    except UnreadableFile as refused:
        assert refused.rejection.message
        return
    assert all(isinstance(one, ImportRow | Rejection) for one in items)
    assert [one.row for one in items] == sorted(one.row for one in items)


@LIMITED
@given(st.binary(max_size=300))
def test_any_bytes_below_a_good_start(content: bytes) -> None:
    read_any(batch(booking()).read() + content)


@LIMITED
@given(st.lists(TEXT, max_size=31))
def test_any_first_line(cells: list[str]) -> None:
    read_any(batch(booking(), first=";".join(["EXTF", "700", "21", *cells])).read())


@LIMITED
@given(st.dictionaries(st.sampled_from(sorted(INVOICE)), TEXT, max_size=4))
def test_any_text_in_any_cell(changes: dict[str, str]) -> None:
    read_any(batch(booking(INVOICE | changes), booking()).read())


@LIMITED
@given(st.integers(min_value=0))
def test_cut_anywhere(cut: int) -> None:
    content = batch(booking(), booking()).read()
    read_any(content[: cut % len(content)])


def test_the_rows_of_a_long_batch_are_not_held_in_memory() -> None:
    lines = "".join(f"{booking().replace('2026-0001', str(n))}\r\n" for n in range(4_000))
    stream = BytesIO(batch(first=preamble()).read() + lines.encode("cp1252"))
    profile = profile_named("datev-extf")
    assert profile is not None
    with capped_memory():
        assert sum(1 for _ in read_rows(stream, profile)) == 4_000
