"""Proofs out of the stored hashes, and entries as they are shown."""

import json
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from contracts.events import UnknownEvent, event_class
from contracts.schema import check_payload
from services.audit.domain import proof as rules
from services.audit.domain.merkle import leaf_hash
from services.audit.domain.trail import TrailEntry
from services.audit.store import checkpoint as checkpoints
from services.audit.store import log, trail
from services.audit.usecases.query import may_see
from shared.access import Principal
from shared.errors import NotFound, Refused, Violation


@dataclass(frozen=True)
class InclusionProof:
    """RFC 9162: the hashes from a leaf up to the root of the tree of `tree_size`."""

    leaf_index: int
    tree_size: int
    leaf_hash: bytes
    hashes: tuple[bytes, ...]

    @property
    def root(self) -> bytes | None:
        """The root these hashes lead to."""
        return rules.root_from_inclusion(
            self.leaf_hash, self.leaf_index, self.tree_size, self.hashes
        )


def visible_entry(session: Session, sequence: int, who: Principal) -> TrailEntry:
    """One entry the reader may see; an entry of another grant does not exist for him.

    Raises NotFound.
    """
    found = trail.entry(session, sequence) if sequence < 2**62 else None
    if found is None or not may_see(who, found.grant_id):
        message = f"Den Eintrag {sequence} gibt es nicht."
        raise NotFound([Violation("entry_unknown", "GOB-01", message)])
    return found


def prove_inclusion(session: Session, shown: TrailEntry, tree_size: int | None) -> InclusionProof:
    """The proof that an entry is in the tree of `tree_size` (default: the newest checkpoint that
    holds it, else the whole tree). Raises Refused for a size the log does not have."""
    present = log.size(session)
    if tree_size is None:
        newest = checkpoints.latest(session)
        covered = newest is not None and newest.tree_size > shown.sequence
        tree_size = newest.tree_size if newest and covered else present
    if not shown.sequence < tree_size <= present:
        raise _size_unknown("tree_size", shown.sequence + 1, present)
    hashes = rules.inclusion_proof(log.StoredHashes(session), shown.sequence, tree_size)
    return InclusionProof(shown.sequence, tree_size, leaf_hash(shown.body), tuple(hashes))


def prove_consistency(session: Session, old: int, size: int) -> list[bytes]:
    """The proof that the tree of `old` is a prefix of the tree of `size`. Raises Refused."""
    if not 0 <= old <= size <= log.size(session):
        raise _size_unknown("to", old, log.size(session))
    return rules.consistency_proof(log.StoredHashes(session), old, size)


def _size_unknown(field: str, least: int, most: int) -> Refused:
    message = f"Die Baumgröße muss zwischen {least} und {most} liegen."
    return Refused([Violation("tree_size_unknown", "GOB-01", message, field=field)])


def payload_of(body: bytes) -> dict[str, Any] | None:
    """The data of an event; None where the bytes cannot be read."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    data = document.get("data") if isinstance(document, dict) else None
    return data if isinstance(data, dict) else None


def schema_faults(type_: str | None, payload: dict[str, Any] | None) -> dict[str, Any] | None:
    """What the shared schema says against a payload: nothing, faults by field, or None where no
    schema is known."""
    if type_ is None or payload is None:
        return None
    try:
        return check_payload(event_class(type_), payload)
    except UnknownEvent:
        return None
    except ValidationError as error:
        return dict(error.messages_dict)
