"""The read test: every stored document is read again and its hash compared (RET-02)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from contracts.events.budget.retention import ReadTestDone
from services.budget.store.deletion import erased_on
from services.budget.store.files import FileStore
from services.budget.store.kept_file import kept_files
from services.budget.store.retention import ReadTestRow, insert_read_test
from services.budget.store.tables import OUTBOX
from shared.errors import NotFound
from shared.occasion import Occasion
from shared.progress_text import Progress

_BLOCK: Final = 1024 * 1024
MOST_NAMED: Final = 100


@dataclass(frozen=True)
class ReadResult:
    """What reading the documents of a grant found; hashes in order."""

    files: int
    size_bytes: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every document is there as it was filed."""
        return not self.missing and not self.damaged


def documents_to_read(session: Session, grant_id: str) -> tuple[set[str], set[str]]:
    """The hashes of all kept documents of a grant, and of those of them that were erased."""
    named = {one.sha256 for one in kept_files(session, grant_id)}
    return named, named & set(erased_on(session))


def read_documents(
    files: FileStore,
    named: Collection[str],
    erased: set[str],
    progress: Progress | None = None,
) -> ReadResult:
    """Reads everything in constant memory, outside of any transaction.

    An erased document that is not there is as it should be; one that is there again was filed
    anew and is read like the others. `progress` is told how many are read, of how many.
    """
    count = size = 0
    missing, damaged = [], []
    for number, sha256 in enumerate(sorted(named), start=1):
        if progress is not None:
            progress(number, len(named))
        try:
            digest, length = _read(files, sha256)
        except NotFound:
            if sha256 not in erased:
                missing.append(sha256)
                count += 1
            continue
        count, size = count + 1, size + length
        if digest != sha256:
            damaged.append(sha256)
    return ReadResult(count, size, tuple(missing), tuple(damaged))


def record_read_test(
    session: Session, grant_id: str, result: ReadResult, *, by: Occasion
) -> ReadTestRow:
    """Keeps the result and tells the log."""
    row = ReadTestRow(
        test_id=by.new_id(),
        grant_id=grant_id,
        files=result.files,
        size_bytes=result.size_bytes,
        missing_count=len(result.missing),
        damaged_count=len(result.damaged),
        done_by=by.actor,
        done_at=by.now,
    )
    insert_read_test(session, row)
    event = ReadTestDone(
        grant_id=grant_id,
        files=result.files,
        size_bytes=result.size_bytes,
        missing_count=len(result.missing),
        damaged_count=len(result.damaged),
        missing=result.missing[:MOST_NAMED],
        damaged=result.damaged[:MOST_NAMED],
    )
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return row


def _read(files: FileStore, sha256: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with files.open(sha256) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
