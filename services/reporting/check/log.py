"""The audit log: the checkpoint's signature (C2SP), the proof for all events (RFC 9162)."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .form import PROOF_FORM, demand
from .outcome import Fault
from .told import Told


@dataclass(frozen=True)
class Checkpoint:
    """Name of the log, how many entries, root hash."""

    origin: str
    size: int
    root: bytes


def open_checkpoint(note: str, key: str) -> Checkpoint:
    """The checkpoint, once its signature under the key holds. Raises Fault."""
    try:
        name, hex_id, encoded = key.strip().split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise Fault("Der Schlüssel des Protokolls ist nicht lesbar") from None
    wanted = sha256(name.encode() + b"\n" + raw).digest()[:4]
    if raw[:1] != b"\x01" or wanted.hex() != hex_id:
        raise Fault("Der Schlüssel des Protokolls passt nicht zu seiner Kennung")
    text, _, signatures = note.rpartition("\n\n")
    signed = (text + "\n").encode()
    for line in signatures.removesuffix("\n").split("\n"):
        dash, signer, blob = line.split(" ")
        found = base64.b64decode(blob, validate=True)
        if (dash, signer, found[:4]) == ("—", name, wanted):
            _verify(raw[1:], found[4:], signed)
            return _parsed(text, name)
    raise Fault("Die Prüfmarke ist nicht mit diesem Schlüssel unterschrieben")


def _verify(public: bytes, signature: bytes, signed: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except InvalidSignature:
        raise Fault("Die Unterschrift der Prüfmarke ist falsch") from None


def _parsed(text: str, name: str) -> Checkpoint:
    origin, size, root, *_ = text.split("\n")
    if origin != name:
        raise Fault("Die Prüfmarke gehört zu einem anderen Protokoll")
    return Checkpoint(origin, int(size), base64.b64decode(root, validate=True))


def check_proof(proof: dict[str, Any], checkpoint: Checkpoint, told: Told | None) -> str:
    """Every event is a leaf of the tree of the checkpoint. Raises Fault.

    Without the events themselves (the public part) only their hashes are shown to be in it.
    """
    demand(proof, PROOF_FORM, {}, "Nachweis")
    if proof["tree_size"] != checkpoint.size:
        raise Fault("Der Nachweis gehört zu einer anderen Prüfmarke")
    indexes = [one["index"] for one in proof["leaves"]]
    leaves = _hashes(proof["leaf_hashes"])
    _demand_places(indexes, checkpoint.size)
    if len(leaves) != len(indexes):
        raise Fault("Der Nachweis ist unvollständig")
    if told is not None:
        _compare_events(proof, leaves, told)
    nodes = iter(_hashes(proof["nodes"]))
    known = dict(zip(indexes, leaves, strict=True))
    root = _root(indexes, known, nodes, 0, checkpoint.size)
    stated = base64.b64decode(proof["root"], validate=True)
    if not root == stated == checkpoint.root or next(nodes, None) is not None:
        raise Fault("Der Nachweis führt nicht zum Wurzelhash der Prüfmarke")
    what = "Ereignisse" if told is not None else "Ereignis-Hashes"
    return f"{len(indexes)} {what} stehen im Protokoll {checkpoint.origin}"


def check_cut_off(frame: dict[str, Any], proof: dict[str, Any], told: Told | None) -> str:
    """Every event lies before the state of the data that the report names. Raises Fault."""
    if any(one["index"] >= frame["cut_off_position"] for one in proof["leaves"]):
        raise Fault("Ein Ereignis steht hinter dem Datenstand, den der Bericht nennt")
    day, month, year = frame["cut_off_at"].split(" ")[0].split(".")
    last = told.last if told is not None else ""
    if last[:10] > f"{year}-{month}-{day}":  # by the city's clock it is never earlier than by UTC
        raise Fault("Ein Ereignis ist jünger als der Datenstand, den der Bericht nennt")
    return "; Regelwerk und Programmversion nennt nur der Bericht selbst"


def _demand_places(indexes: list[Any], size: int) -> None:
    """Each place is a whole number within the tree, each once and in order: any other would be
    passed over where the root is recomputed, and its event would count without a proof."""
    if any(type(one) is not int or not 0 <= one < size for one in indexes):
        raise Fault("Der Nachweis nennt einen Platz, den es im Protokoll nicht gibt")
    if any(one >= other for one, other in itertools.pairwise(indexes)):
        raise Fault("Der Nachweis nennt die Plätze im Protokoll nicht der Reihe nach")


def _compare_events(proof: dict[str, Any], leaves: list[bytes], told: Told) -> None:
    count = len(told.leaves)
    if count != len(leaves):
        raise Fault(f"{count} Ereignisse liegen bei, der Nachweis nennt {len(leaves)}")
    for found, leaf, named in zip(told.leaves, leaves, proof["leaves"], strict=True):
        if found.hash != leaf:
            raise Fault(f"Das Ereignis {named['id']} ist verändert")
        if found.id != named["id"]:
            raise Fault(f"Der Nachweis nennt ein anderes Ereignis als {named['id']}")


def _hashes(text: str) -> list[bytes]:
    data = base64.b64decode(text, validate=True)
    if len(data) % 32:
        raise Fault("Der Nachweis ist unvollständig")
    return [data[at : at + 32] for at in range(0, len(data), 32)]


def _root(
    indexes: list[int], known: dict[int, bytes], nodes: Iterator[bytes], first: int, end: int
) -> bytes:
    """A subtree without any of the leaves is the next node; else it parts at the largest power of
    two below its length (RFC 9162, 2.1.1)."""
    if not indexes:
        node = next(nodes, None)
        if node is None:
            raise Fault("Dem Nachweis fehlen Knoten")
        return node
    if end - first == 1:
        return known[first]
    middle = first + (1 << (end - first - 1).bit_length() - 1)
    left = [one for one in indexes if one < middle]
    one = _root(left, known, nodes, first, middle)
    other = _root(indexes[len(left) :], known, nodes, middle, end)
    return sha256(b"\x01" + one + other).digest()
