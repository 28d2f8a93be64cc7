"""What a report proves about the audit log: that every event it used is in it, at its cut-off.

Reporting reads the log's published tiles as a stranger would and believes nothing: the proof is
checked against the root of the signed checkpoint before it goes into a file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rfc8785
from sqlalchemy.orm import Session

from services.reporting.domain.multiproof import MultiProof, ProofError, leaf_hash, nodes_needed
from services.reporting.domain.tiles import TiledTree
from services.reporting.store.reports import ReportRow
from services.reporting.store.used_events import used_events
from services.reporting.usecases.cut_off import CutOff
from services.reporting.usecases.means import Means
from shared.errors import Unavailable

FORMAT = "foerdernachweis-multiproof-1"


@dataclass(frozen=True)
class LogEvidence:
    """Checkpoint, key and proof; `events` is a file with the bytes of one event per line."""

    checkpoint: str
    key: str
    proof: MultiProof
    event_ids: tuple[str, ...]
    events: Path

    @property
    def key_fingerprint(self) -> str:
        """SHA-256 (hex) of the line with the log's public key."""
        return hashlib.sha256(self.key.encode()).hexdigest()

    def proof_json(self) -> bytes:
        """The proof as attached (contracts/multiproof.md)."""
        ids = zip(self.proof.leaves, self.event_ids, strict=True)
        return rfc8785.dumps(
            {
                "format": FORMAT,
                "tree_size": self.proof.tree_size,
                "root": _base64(self.proof.root()),
                "leaves": [{"index": index, "id": event} for (index, _), event in ids],
                "leaf_hashes": _base64(b"".join(one for _, one in self.proof.leaves)),
                "nodes": _base64(b"".join(self.proof.nodes)),
            }
        )


def log_evidence(
    session: Session, means: Means, grant_id: str, cut_off: CutOff, folder: Path
) -> LogEvidence | None:
    """The proof for the events of a grant below a cut-off; None where no log is known.

    Raises Unavailable: `log_unavailable`, or `log_mismatch` when the log does not hold what
    reporting used; then nothing may rest on it.
    """
    if means.log is None:
        return None
    path = folder / "events.ndjson"
    leaves, ids = [], []
    tree = TiledTree(means.log.tile, cut_off.position)
    with path.open("wb") as target:
        for index, body in _located(session, grant_id, cut_off, tree):
            leaves.append((index, leaf_hash(body)))
            ids.append(str(json.loads(body)["id"]))
            target.write(body + b"\n")
    proof = _proof(tree, leaves)
    if proof.root().hex() != cut_off.root:
        raise _mismatch()
    return LogEvidence(cut_off.note, means.log.key(), proof, tuple(ids), path)


def _located(
    session: Session, grant_id: str, cut_off: CutOff, tree: TiledTree
) -> Iterator[tuple[int, bytes]]:
    """Each event with the index of its leaf.

    A leaf lies as many places before its offset as messages came again until then: from place to
    place that number only grows, up to what offset and size of the checkpoint differ in.
    """
    most, repeated = cut_off.offset - cut_off.position, 0
    for offset, body in used_events(session, grant_id, cut_off.offset):
        index = tree.find(leaf_hash(body), offset - most, offset - repeated)
        if index is None:
            raise _mismatch()
        repeated = offset - index
        yield index, body


def _proof(tree: TiledTree, leaves: list[tuple[int, bytes]]) -> MultiProof:
    try:
        needed = nodes_needed([index for index, _ in leaves], tree.size)
    except ProofError as error:
        raise _mismatch() from error
    return MultiProof(tree.size, tuple(leaves), tuple(tree.node(one) for one in needed))


def _mismatch() -> Unavailable:
    return Unavailable(
        "Das Prüfprotokoll enthält nicht, was dieser Bericht verwendet. Es darf sich nichts darauf "
        "stützen: bitte „python -m services verify“ ausführen und die Revision verständigen.",
        code="log_mismatch",
        retry_after_s=60,
    )


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def as_cut_off(row: ReportRow, note: str) -> CutOff:
    """The cut-off of a stored report."""
    return CutOff(
        position=row.cut_off_position,
        at=row.cut_off_at,
        offset=row.cut_off_offset,
        root=row.checkpoint_root,
        note=note,
    )
