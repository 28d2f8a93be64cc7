"""Line breaking and chart scales: small arithmetic that everything else stands on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.documents import ValueType
from services.reporting.render.axis import axis_for
from services.reporting.render.pdf.fonts import BOLD, REGULAR, face
from services.reporting.render.pdf.hyphens import SOFT_HYPHEN
from services.reporting.render.pdf.lines import Fragment, break_fragments, break_text

WORDS = st.text(alphabet="aäBßmi.-/ 1", max_size=200)


def test_figures_of_every_face_are_tabular():
    for name in (REGULAR, BOLD):
        assert len({face(name).widths[digit] for digit in "0123456789"}) == 1


@given(WORDS, st.integers(30, 200))
def test_breaking_loses_nothing_and_keeps_the_width(text, width):
    one = face(REGULAR)
    lines = break_text(text, one, width, 9)
    assert "".join(lines).replace(SOFT_HYPHEN, "") == text
    assert all(one.width(line.rstrip(" ")) * 9 / 1000 <= width + 1e-9 for line in lines)


@given(st.lists(WORDS, max_size=5), st.integers(30, 200))
def test_breaking_fragments_loses_nothing(texts, width):
    faces = [face(REGULAR), face(BOLD)]
    fragments = [Fragment(faces[n % 2], text) for n, text in enumerate(texts)]
    lines = break_fragments(fragments, width, 9)
    shown = "".join(one.text for line in lines for one in line)
    assert shown.replace(SOFT_HYPHEN, "") == "".join(texts)


def test_a_word_breaks_at_its_hyphen_before_it_is_cut():
    assert break_text("Sanierung Rathaus-Fassade", face(REGULAR), 95, 9)[0].endswith("Rathaus-")


@pytest.mark.parametrize("name", ["1. Halbjahr 2026", "3. Quartal 2026"])
def test_the_name_of_a_period_is_not_torn_unless_no_line_can_hold_it(name):
    one = face(REGULAR)
    for width in range(80, 260):
        assert any(
            name in line for line in break_text(f"Mitteilung vom {name} an alle", one, width, 9)
        )
    assert [line.strip() for line in break_text(name, one, 40, 9)] == name.replace(
        ". ", ".|"
    ).replace(" 2", "|2").split("|")


@given(st.lists(st.integers(-(10**12), 10**12), max_size=8))
def test_axis_holds_all_values_and_zero_in_few_round_steps(values):
    axis = axis_for(values, ValueType.MONEY)
    assert all(axis.low <= value <= axis.high for value in [0, *values])
    assert 2 <= len(axis.ticks()) <= 9
    assert 0 in axis.ticks()


@pytest.mark.parametrize(
    ("values", "unit", "labels"),
    [
        ([650_000_000], "Mio. EUR", ["0", "2", "4", "6", "8"]),
        ([12_345_67], "Tsd. EUR", ["0,0", "2,5", "5,0", "7,5", "10,0", "12,5"]),
        ([], "EUR", ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]),
        ([-500], "EUR", ["−5", "−4", "−3", "−2", "−1", "0"]),
    ],
)
def test_axis_labels(values, unit, labels):
    axis = axis_for(values, ValueType.MONEY)
    assert axis.unit == unit
    assert [axis.label(tick) for tick in axis.ticks()] == labels
