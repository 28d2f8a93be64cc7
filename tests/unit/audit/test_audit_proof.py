"""Proofs: reference vectors, every small tree, and what must not pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.merkle import leaf_hash, root_of
from services.audit.domain.proof import (
    ProofError,
    consistency_proof,
    inclusion_proof,
    tree_root,
    verify_consistency,
    verify_inclusion,
)
from tests.unit.audit.test_audit_merkle import CT_LEAVES, CT_ROOTS


class ListHashes:
    """Hashes over a list of leaf hashes, computed level by level."""

    def __init__(self, leaves):
        self.leaves = leaves

    def read(self, level, first, count):
        width = 256**level
        return [
            root_of(self.leaves[n * width : (n + 1) * width]) for n in range(first, first + count)
        ]


CT = ListHashes([leaf_hash(body) for body in CT_LEAVES])
CT_CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CT_INCLUSION = {
    (0, 8): CT_CONSISTENCY[1, 8],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
# A leaf of a real public log, as frozen in google/certificate-transparency.
REAL_PATH = [
    "1a208aeebcd1b39fe2de247ee8db9454e1e93a312d206b87f6ca9cc6ec6f1ddd",
    "0a1b78b383f580856f433c01a5741e160d451c185910027f6cc9f828687a40c4",
    "3d1745789bc63f2da15850de1c12a5bf46ed81e1cc90f086148b1662e79aab3d",
    "9095b61e14d8990acf390905621e62b1714fb8e399fbb71de5510e0aef45affe",
    "0a332b91b8fab564e6afd1dd452449e04619b18accc0ff9aa8393cd4928451f2",
    "2336f0181d264aed6d8f3a6507ca14a8d3b3c3a23791ac263e845d208c1ee330",
    "b4ce56e300590500360c146c6452edbede25d4ed83919278749ee5dbe178e048",
    "933f6ddc848ea562e4f9c5cfb5f176941301dad0c6fdb9d1fbbe34fac1be6966",
    "b95a6222958a86f74c030be27c44f57dbe313e5e7c7f4ffb98bcbd3a03bb52f2",
    "daeeb3ce5923defd0faeb8e0c210b753b85b809445d7d3d3cd537a9aabaa9c45",
    "7fadd0a13e9138a2aa6c3fdec4e2275af233b94812784f66bcca9aa8e989f2bc",
    "1864e6ba3e32878610546539734fb5eeae2529991f130c575c73a7e25a2a7c56",
    "12842d1202b1dc6828a17ab253c02e7ce9409b5192430feba44189f39cc02d66",
    "29af64b16fa3053c13d02ac63aa75b23aa468506e44c3a2315edc85d2dc22b11",
    "b527b99934a0bd9edd154e449b0502e2c499bba783f3bc3dfe23364b6b532009",
    "4584db8ae8e351ace08e01f306378a92bfd43611714814f3d834a2842d69faa8",
    "86a9a41573b0d6e4292f01e93243d6cc65b30f06606fc6fa57390e7e90ed580f",
    "a88b98fbe84d4c6aae8db9d1605dfac059d9f03fe0fcb0d5dff1295dacba09e6",
    "06326dc617a6d1f7021dc536026dbfd5fffc6f7c5531d48ef6ccd1ed1569f2a1",
    "f41fe8fdc3a2e4e8345e30216e7ebecffee26ff266eeced208a6c2a3cf08f960",
    "40cf5bde8abb76983f3e98ba97aa36240402975674e120f234b3448911090f8d",
    "b3222dc8658538079883d980d7fdc2bef9285344ea34338968f736b04aeb387a",
]


def unhex(texts):
    return [bytes.fromhex(text) for text in texts]


@pytest.mark.parametrize(("old", "size"), CT_CONSISTENCY)
def test_consistency_vectors(old, size):
    proof = unhex(CT_CONSISTENCY[old, size])
    assert consistency_proof(CT, old, size) == proof
    old_root, root = unhex([CT_ROOTS[old], CT_ROOTS[size]])
    assert verify_consistency(old, size, old_root, root, proof)


@pytest.mark.parametrize(("index", "size"), CT_INCLUSION)
def test_inclusion_vectors(index, size):
    proof = unhex(CT_INCLUSION[index, size])
    assert inclusion_proof(CT, index, size) == proof
    assert verify_inclusion(CT.leaves[index], index, size, proof, bytes.fromhex(CT_ROOTS[size]))


def test_a_leaf_of_a_real_log():
    leaf, root = unhex(
        [
            "7a395c866d5ecdb0cccb623e011dbc392cd348d1d1d72776174e127a24b09c78",
            "78316a05c9bcf14a3a4548f5b854a9adfcd46a4c034401b3ce7eb7ac2f1d0ecb",
        ]
    )
    assert verify_inclusion(leaf, 848049, 3630887, unhex(REAL_PATH), root)
    assert not verify_inclusion(leaf, 848048, 3630887, unhex(REAL_PATH), root)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_proof_of_every_small_tree(size):
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    hashes, root = ListHashes(leaves), root_of(leaves)
    for index in range(size):
        proof = inclusion_proof(hashes, index, size)
        assert verify_inclusion(leaves[index], index, size, proof, root)
    for old in range(size + 1):
        proof = consistency_proof(hashes, old, size)
        assert verify_consistency(old, size, root_of(leaves[:old]), root, proof)


@given(st.integers(1, 1000), st.data())
def test_proofs_through_stored_subtrees(size, data):
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(size)]
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    hashes, root = ListHashes(leaves), root_of(leaves)
    assert tree_root(hashes, size) == root
    assert verify_inclusion(leaves[index], index, size, inclusion_proof(hashes, index, size), root)
    proof = consistency_proof(hashes, old, size)
    assert verify_consistency(old, size, root_of(leaves[:old]), root, proof)


@given(st.integers(2, 40), st.data())
def test_no_altered_proof_passes(size, data):
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    hashes, root = ListHashes(leaves), root_of(leaves)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    inclusion, consistency = (
        inclusion_proof(hashes, index, size),
        consistency_proof(hashes, old, size),
    )
    other = leaf_hash(b"other")
    assert not verify_inclusion(other, index, size, inclusion, root)
    assert not verify_inclusion(leaves[index], index, size, inclusion[:-1], root)
    assert not verify_inclusion(leaves[index], index, size, [*inclusion, other], root)
    assert not verify_consistency(old, size, other, root, consistency)
    assert not verify_consistency(old, size, root_of(leaves[:old]), other, consistency)
    assert not verify_consistency(old, size, root_of(leaves[:old]), root, consistency[:-1])
    assert not verify_consistency(old, size, root_of(leaves[:old]), root, [*consistency, other])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_of_a_leaf_that_is_not_there(index, size):
    with pytest.raises(ProofError):
        inclusion_proof(CT, index, size)
    assert not verify_inclusion(CT.leaves[0], index, size, [], CT.leaves[0])


def test_a_larger_tree_is_no_prefix():
    with pytest.raises(ProofError):
        consistency_proof(CT, 5, 4)
    assert not verify_consistency(5, 4, CT.leaves[0], CT.leaves[0], [])
