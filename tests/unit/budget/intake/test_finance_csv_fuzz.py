"""Whatever bytes come: rows, reasons or one refusal of the file; never a crash, never a loss."""

from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.budget.domain.import_row import ImportRow, Rejection, SkippedLine, UnreadableFile
from tests.samples.csv.lines import GOOD, HEADERS, codes, file_of, line, read

LIMITED = settings(
    max_examples=150,
    deadline=timedelta(seconds=2),
    suppress_health_check=[HealthCheck.too_slow],
)
WILD = st.text(alphabet=st.sampled_from('aä€";=\n\r\t\0 1.,-\ufeff\u202eSumme'), max_size=200)


def read_any(content: bytes) -> None:
    """Read and check what must hold for every file."""
    try:
        table, items = read(BytesIO(content))
    except UnreadableFile as refused:
        assert refused.rejection.message
        return
    rows = [one.row for one in items]
    assert rows == sorted(rows)
    assert all(isinstance(one, ImportRow | Rejection | SkippedLine) for one in items)
    taken = [one for one in items if isinstance(one, ImportRow)]
    refused_rows = {one.row for one in items if isinstance(one, Rejection)}
    assert table.tally.accepted == len(taken)
    assert table.tally.rejected == len(refused_rows)
    assert table.tally.sum_cents == sum(one.gross_cents for one in taken)
    for one in items:
        if isinstance(one, Rejection):
            one.sentence.encode("utf-8")


@LIMITED
@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    read_any(content)


@LIMITED
@given(st.binary(max_size=200))
def test_any_bytes_below_a_good_header(content: bytes) -> None:
    read_any(f"{HEADERS}\r\n{line()}\r\n".encode() + content)


@LIMITED
@given(st.dictionaries(st.sampled_from(sorted(GOOD)), WILD, max_size=4))
def test_any_text_in_any_cell(changes: dict[str, str]) -> None:
    read_any(file_of(line(**changes), line()).read())


@LIMITED
@given(st.integers(min_value=0), st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
def test_cut_anywhere_never_changes_a_line_that_was_whole(cut: int, encoding: str) -> None:
    content = file_of(line(), line(Brutto="2.380,00"), encoding=encoding).read()
    cut %= len(content)
    read_any(content[:cut])
    header_and_first = len(file_of(line(), encoding=encoding).read())
    if cut >= header_and_first:
        _, items = read(BytesIO(content[:cut]))
        assert items[0].gross_cents == 119000


@LIMITED
@given(st.lists(st.sampled_from(["gut", "schlecht", "leer", "offen"]), max_size=30))
def test_no_line_is_lost_or_counted_twice(kinds: list[str]) -> None:
    text = {"gut": line(), "schlecht": line(Brutto="1.234"), "leer": "", "offen": '"offen'}
    table, items = read(file_of(*(text[kind] for kind in kinds)))
    tally = table.tally
    assert tally.accepted + tally.rejected + tally.skipped == len(kinds)
    assert [one.row for one in items] == list(range(2, len(kinds) + 2))


def test_a_cut_inside_the_last_amounts_is_never_taken_for_a_smaller_amount() -> None:
    content = file_of(line()).read()
    start = content.index(b"1.190,00")
    for cut in range(start, len(content) - 2):
        found = codes(BytesIO(content[:cut]))
        assert found, content[:cut]


@LIMITED
@given(
    st.text(st.characters(codec="utf-8"), max_size=120),
    st.sampled_from(["Kreditor", "Zweck", "Belegnummer", "Produkt"]),
)
def test_the_quick_reading_gives_what_the_thorough_one_gives(text: str, column: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    content = file_of(line(**{column: quoted}), encoding="utf-8").read()
    _, quick = read(BytesIO(content))
    with patch("services.budget.intake.csv_row._is_plain", return_value=False):
        _, thorough = read(BytesIO(content))
    assert quick == thorough
