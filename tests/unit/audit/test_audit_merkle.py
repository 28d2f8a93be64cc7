"""The tree against frozen vectors of the certificate-transparency code and a naive model."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root_of

# Leaves and roots as frozen in google/certificate-transparency (merkle_test.py, Apache-2.0).
CT_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH exactly as RFC 9162 2.1.1 writes it, from the bodies."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_roots_of_the_reference_leaves(size):
    assert root_of(map(leaf_hash, CT_LEAVES[:size])).hex() == CT_ROOTS[size]


def test_leaf_and_node_hashes_of_the_reference():
    assert leaf_hash(bytes.fromhex("101112131415161718191a1b1c1d1e1f")).hex() == (
        "3bfb960453ebaebf33727da7a1f4db38acc051d381b6da20d6d4e88f0eabfd7a"
    )
    assert node_hash(bytes(range(32)), bytes(range(32, 64))).hex() == (
        "1a378704c17da31e2d05b6d121c2bb2c7d76f6ee6fa8f983e596c2d034963c57"
    )


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert Frontier().root() == EMPTY_ROOT == bytes.fromhex(CT_ROOTS[0])


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_appending_gives_the_naive_root_at_every_size(bodies):
    frontier = Frontier()
    for count, body in enumerate(bodies):
        assert frontier.root() == naive_root(bodies[:count])
        frontier.append(leaf_hash(body))
    assert frontier.root() == naive_root(bodies)
    assert frontier.size == len(bodies)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 511, 512, 700])
def test_extend_reports_each_finished_tile_and_agrees_with_append(size):
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    whole, single = Frontier(), Frontier()
    finished = whole.extend(leaves[:100]) + whole.extend(leaves[100:])
    for leaf in leaves:
        single.append(leaf)
    assert (whole.nodes, whole.size) == (single.nodes, single.size)
    assert [(tile.level, tile.number) for tile in finished] == [(1, n) for n in range(size // 256)]
    for tile in finished:
        assert tile.root == root_of(leaves[tile.number * 256 : tile.number * 256 + 256])


def test_a_tile_of_tiles_is_reported_after_its_last_leaf():
    leaf = leaf_hash(b"same")
    frontier = Frontier()
    finished = frontier.extend([leaf] * 65536)
    assert [tile.level for tile in finished] == [1] * 256 + [2]
    assert finished[-1].root == frontier.root()


def test_a_subtree_can_only_start_on_its_own_boundary():
    frontier = Frontier()
    frontier.append(leaf_hash(b"a"))
    with pytest.raises(ValueError, match="cannot start at leaf 1"):
        frontier.push(leaf_hash(b"b"), 1)


def test_a_copy_goes_its_own_way():
    frontier = Frontier()
    frontier.append(leaf_hash(b"a"))
    other = frontier.copy()
    other.append(leaf_hash(b"b"))
    assert (frontier.size, other.size) == (1, 2)
    assert frontier.root() == leaf_hash(b"a")
