"""Paths, widths and bundles as C2SP tlog-tiles gives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.tiles import (
    Tile,
    TileError,
    decode_bundle,
    encode_bundle,
    exists,
    parse_path,
    width_at,
)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "0/000"),
        (Tile(0, 1234067), "0/x001/x234/067"),
        (Tile(1, 0, 17), "1/000.p/17"),
        (Tile(None, 1000, 1), "entries/x001/000.p/1"),
        (Tile(63, 999), "63/999"),
    ],
)
def test_paths(tile, path):
    assert tile.path() == path
    assert parse_path(path) == tile


@pytest.mark.parametrize(
    "path",
    ["", "0", "0/0", "0/0000", "00/000", "64/000", "x/000", "0/x000/000", "0/001/000", "0/000.p/0",
     "0/000.p/256", "0/000.p/01", "0/000/", "../0/000", "0/٠٠٠", "data/000", "0/000.p/"],
)  # fmt: skip
def test_only_the_one_spelling_is_a_path(path):
    with pytest.raises(TileError):
        parse_path(path)


@given(st.integers(0, 10**12), st.integers(1, 256), st.sampled_from([None, 0, 1, 7]))
def test_every_tile_finds_back(number, width, level):
    tile = Tile(level, number, width)
    assert parse_path(tile.path()) == tile


def test_the_example_of_the_specification():
    """A tree of 70,000: 273 full tiles and one of 112, one and one of 17, one of 1."""
    assert [width_at(0, n, 70_000) for n in (0, 272, 273, 274)] == [256, 256, 112, 0]
    assert [width_at(1, n, 70_000) for n in (0, 1, 2)] == [256, 17, 0]
    assert [width_at(2, n, 70_000) for n in (0, 1)] == [1, 0]
    assert width_at(1, 0, 256) == 1


def test_a_tile_exists_up_to_its_width():
    assert exists(Tile(0, 273, 112), 70_000) and exists(Tile(0, 273, 1), 70_000)
    assert not exists(Tile(0, 273, 113), 70_000)
    assert exists(Tile(None, 273, 112), 70_000)
    assert not exists(Tile(3, 0, 1), 70_000)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_give_back_their_entries(bodies):
    assert list(decode_bundle(encode_bundle(bodies))) == bodies


def test_a_bundle_has_its_lengths_in_front():
    assert encode_bundle([b"", b"ab"]) == b"\x00\x00\x00\x02ab"


def test_what_is_no_bundle():
    with pytest.raises(TileError):
        encode_bundle([bytes(65_536)])
    for data in (b"\x00", b"\x00\x02a"):
        with pytest.raises(TileError):
            list(decode_bundle(data))
