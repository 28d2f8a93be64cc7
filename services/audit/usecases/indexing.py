"""Filling the search index behind the log."""

from sqlalchemy.orm import Session

from services.audit.store import log, search


def index_behind(session: Session) -> int:
    """Index the next full segment; answers how many entries that were, 0 if none is waiting."""
    return search.SEGMENT_SIZE if search.index_next_segment(session) else 0


def has_full_segment(session: Session) -> bool:
    """Whether a segment is full and not indexed yet."""
    return log.size(session) - search.indexed_size(session) >= search.SEGMENT_SIZE
