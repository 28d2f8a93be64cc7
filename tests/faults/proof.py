"""Checking a proof of the log with nothing of ours: RFC 9162 and Ed25519, written a second time."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def leaf(body: bytes) -> bytes:
    """RFC 9162 2.1.1: the hash of a leaf."""
    return hashlib.sha256(b"\x00" + body).digest()


def root_from(leaf_hash: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """RFC 9162 2.1.3.2: the root an inclusion path leads to. Raises ValueError if it fits no tree
    of that size."""
    if index >= size:
        raise ValueError("no such leaf")
    node, last, found = index, size - 1, leaf_hash
    for sibling in path:
        if last == 0:
            raise ValueError("path too long")
        if node & 1 or node == last:
            found = _node(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = _node(found, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError("path too short")
    return found


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def signed_head(note: str, verifier_key: str) -> tuple[int, bytes]:
    """Tree size and root of a C2SP checkpoint, after its Ed25519 signature was checked.

    Raises InvalidSignature or ValueError.
    """
    name, _key_id, encoded = verifier_key.strip().split("+", 2)
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded)[1:])
    text, _, signatures = note.partition("\n\n")
    (signature,) = [
        base64.b64decode(line.split(" ")[2])[4:]
        for line in signatures.splitlines()
        if line.startswith(f"— {name} ")
    ]
    public.verify(signature, f"{text}\n".encode())
    origin, size, root = text.splitlines()[:3]
    if origin != name:
        raise ValueError("a checkpoint of another log")
    return int(size), base64.b64decode(root)
