"""Canonical bytes (RFC 8785) of a document as a stream, and the content hash over them."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from contracts import canonical
from services.reporting.documents.codec import Written, to_json
from services.reporting.documents.document import Document

_CHUNK = 1 << 16


def content_hash(document: Document) -> str:
    """Return the SHA-256 in hex over the canonical JSON of ``document``, in constant memory.

    The frame is no part of it: draft and release share the hash (semantics 9).
    """
    digest = hashlib.sha256()
    for chunk in canonical_chunks(document):
        digest.update(chunk)
    return digest.hexdigest()


def canonical_bytes(document: Document) -> bytes:
    """Return the canonical JSON in one piece; for long lists use ``canonical_chunks``."""
    return b"".join(canonical_chunks(document))


def canonical_chunks(value: Any) -> Iterator[bytes]:
    """Yield the RFC 8785 form of a document (or frame) in pieces of about 64 KiB.

    Raises ``ValueError`` for numbers JSON cannot carry exactly.
    """
    held: list[bytes] = []
    size = 0
    for piece in canonical_pieces(to_json(value)):
        held.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def canonical_pieces(value: Any) -> Iterator[bytes]:
    """Yield the canonical form of a JSON value in which arrays may be lazy iterables.

    Only what is no lazy array is encoded at once. Our keys are ASCII, for which sorting by code
    point is the UTF-16 order the RFC demands.
    """
    if isinstance(value, dict):
        yield from _object(value)
    elif isinstance(value, str | int | None):
        yield canonical.canonical_bytes(value)
    elif isinstance(value, Written):
        yield from value.pieces()
    else:
        yield from _array(value)


def _object(value: dict[str, Any]) -> Iterator[bytes]:
    if not any(_is_open(one) for one in value.values()):
        yield canonical.canonical_bytes(value)
        return
    for number, key in enumerate(sorted(value)):
        yield (b"," if number else b"{") + canonical.canonical_bytes(key) + b":"
        yield from canonical_pieces(value[key])
    yield b"}"


def _array(values: Iterable[Any]) -> Iterator[bytes]:
    opening = b"["
    for value in values:
        yield opening
        yield from canonical_pieces(value)
        opening = b","
    yield b"[]" if opening == b"[" else b"]"


def _is_open(value: Any) -> bool:
    """True where a lazy array may hide; rows and scalars are closed and take the short way."""
    if isinstance(value, list):
        return any(isinstance(one, dict) for one in value)
    return not isinstance(value, str | int | None)
