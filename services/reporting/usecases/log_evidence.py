"""What a report proves about the audit log: that every event it used is in it, at its cut-off.

Reporting reads the log's published tiles as a stranger would and believes nothing: the proof is
checked against the root of the signed checkpoint before it goes into a file.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from sqlalchemy.orm import Session

from contracts.canonical import canonical_bytes
from services.reporting.documents.codec import Written
from services.reporting.documents.content import canonical_pieces
from services.reporting.domain.multiproof import (
    Leaves,
    MultiProof,
    ProofError,
    leaf_hash,
    nodes_needed,
)
from services.reporting.domain.tiles import TiledTree
from services.reporting.store import own_drafts
from services.reporting.store.reports import ReportRow
from services.reporting.store.used_events import UsedEvent, used_events
from services.reporting.usecases.cut_off import CutOff
from services.reporting.usecases.means import Means
from shared.errors import Unavailable

FORMAT = "foerdernachweis-multiproof-1"
_IN_MEMORY: Final = 1 << 20
_PIECE: Final = 1 << 16


@dataclass(frozen=True)
class DraftEvidence:
    """A checkpoint behind the event of the draft; files with the proof and the event's bytes."""

    checkpoint: str
    proof: Path
    event: Path


@dataclass(frozen=True)
class LogEvidence:
    """Checkpoint and key; files with the proof (contracts/multiproof.md) and, one per line, with
    the bytes of the events. `draft`: that the log knows the draft of what is released."""

    checkpoint: str
    key: str
    proof: Path
    events: Path
    draft: DraftEvidence | None = None

    @property
    def key_fingerprint(self) -> str:
        """SHA-256 (hex) of the line with the log's public key."""
        return hashlib.sha256(self.key.encode()).hexdigest()


def log_evidence(
    session: Session, means: Means, grant_id: str, cut_off: CutOff, folder: Path
) -> LogEvidence | None:
    """The proof for the events of a grant below a cut-off; None where no log is known.

    Raises Unavailable: `log_unavailable`, or `log_mismatch` when the log does not hold what
    reporting used; then nothing may rest on it.
    """
    if means.log is None:
        return None
    found = LogEvidence(
        cut_off.note, means.log.key(), folder / "proof.json", folder / "events.ndjson"
    )
    leaves, tree = Leaves(), TiledTree(means.log.tile, cut_off.position)
    with found.events.open("wb") as target, SpooledTemporaryFile(_IN_MEMORY) as listed:
        for index, event in _located(session, grant_id, cut_off, tree):
            listed.write(b"," if leaves.indexes else b"[")
            listed.write(canonical_bytes({"index": index, "id": event.event_id}))
            leaves.add(index, leaf_hash(event.body))
            target.writelines((event.body, b"\n"))
        listed.write(b"]" if leaves.indexes else b"[]")
        proof = _proof(tree, leaves)
        if proof.root().hex() != cut_off.root:
            raise _mismatch()
        with found.proof.open("wb") as attached:
            attached.writelines(_proof_json(proof, cut_off.root, listed))
    return found


def draft_evidence(
    session: Session, means: Means, report_id: str, folder: Path
) -> DraftEvidence | None:
    """The proof that the event of the draft is in the log, under the first checkpoint behind it;
    None where there is no log, no such checkpoint yet, or the event was read by an earlier program.

    Raises Unavailable: `log_unavailable`, `log_mismatch`.
    """
    event = own_drafts.event_of(session, report_id)
    over = own_drafts.first_checkpoint_over(session, event.offset) if event else None
    if means.log is None or event is None or over is None:
        return None
    tree = TiledTree(means.log.tile, over.tree_size)
    most = over.next_offset - over.tree_size
    index = tree.find(leaf_hash(event.body), event.offset - most, event.offset)
    if index is None:
        raise _mismatch()
    leaves = Leaves()
    leaves.add(index, leaf_hash(event.body))
    proof = _proof(tree, leaves)
    if proof.root().hex() != over.root:
        raise _mismatch()
    found = DraftEvidence(over.note, folder / "draft-proof.json", folder / "draft.ndjson")
    found.event.write_bytes(event.body + b"\n")
    listed = BytesIO(canonical_bytes([{"index": index, "id": event.event_id}]))
    with found.proof.open("wb") as target:
        target.writelines(_proof_json(proof, over.root, listed))
    return found


def _proof_json(proof: MultiProof, root: str, listed: IO[bytes]) -> Iterator[bytes]:
    """The proof as attached, piece by piece; `root` (hex) is where it was seen to lead, `listed`
    the leaves as canonical JSON."""
    return canonical_pieces(
        {
            "format": FORMAT,
            "tree_size": proof.tree_size,
            "root": _base64(bytes.fromhex(root)),
            "leaves": Written(partial(_read_again, listed)),
            "leaf_hashes": Written(partial(_base64_pieces, proof.leaves.hashes)),
            "nodes": _base64(b"".join(proof.nodes)),
        }
    )


def _read_again(written: IO[bytes]) -> Iterator[bytes]:
    written.seek(0)
    while piece := written.read(_PIECE):
        yield piece


def _base64_pieces(data: bytearray) -> Iterator[bytes]:
    """A string of JSON; no piece but the last is padded, as three bytes are four letters."""
    yield b'"'
    for start in range(0, len(data), 3 * _PIECE):
        yield base64.b64encode(data[start : start + 3 * _PIECE])
    yield b'"'


def _located(
    session: Session, grant_id: str, cut_off: CutOff, tree: TiledTree
) -> Iterator[tuple[int, UsedEvent]]:
    """Each event with the index of its leaf.

    A leaf lies as many places before its offset as messages came again until then: from place to
    place that number only grows, up to what offset and size of the checkpoint differ in.
    """
    most, repeated = cut_off.offset - cut_off.position, 0
    for event in used_events(session, grant_id, cut_off.offset):
        index = tree.find(leaf_hash(event.body), event.offset - most, event.offset - repeated)
        if index is None:
            raise _mismatch()
        repeated = event.offset - index
        yield index, event


def _proof(tree: TiledTree, leaves: Leaves) -> MultiProof:
    try:
        needed = nodes_needed(leaves.indexes, tree.size)
    except ProofError as error:
        raise _mismatch() from error
    return MultiProof(tree.size, leaves, tuple(tree.node(one) for one in needed))


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
