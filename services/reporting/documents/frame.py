"""The frame: what is printed around a document and is not part of its content hash."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

BY_HAND: Final = "von Hand"
"""In place of the id of a run where a person asked for the draft: an id of its own would differ
from one drawing of the same facts to the next."""


class Status(StrEnum):
    """State of a report in the eyes of its reader."""

    DRAFT = "draft"
    PARTLY_RELEASED = "partly_released"
    RELEASED = "released"

    @property
    def label(self) -> str:
        """German word; everything but a release is a draft on paper."""
        return "freigegeben" if self is Status.RELEASED else "Entwurf"


@dataclass(frozen=True, slots=True)
class Release:
    """Who released and when, as printed ("01.04.2026 10:15"); the caller formats the instant.

    ``mark`` is the beginning of the pseudonymous id, empty where others than readers of the full
    report may look.
    """

    office: str
    at: str
    mark: str = ""

    @property
    def name(self) -> str:
        """As printed."""
        return f"{self.office}, Kennung {self.mark}" if self.mark else self.office


@dataclass(frozen=True, slots=True)
class Logo:
    """The city's logo as the bytes of a PNG, and what a screen reader says instead."""

    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Frame:
    """State and provenance of a rendering (semantics 9).

    ``cut_off_position`` is the tree size of the checkpoint, ``cut_off_at`` the time of the last
    entry below it as printed text, ``checkpoint`` the signed note line by line. No drafting time:
    the same draft gives the same bytes at any time. ``log_key`` is the fingerprint of the log's
    public key, ``side_file`` the SHA-256 of the file that goes with a long list; empty if none.
    ``logo`` stands beside the title. ``seal_fields`` are the names of signature fields to draw,
    where the seals shall show. ``run_id`` is the id of the scheduled run that drafted it, or
    ``BY_HAND``; empty for what is no report.
    """

    status: Status
    version: int
    content_hash: str
    cut_off_position: int
    cut_off_at: str
    rule_pack: str
    generator: str
    checkpoint: str
    releases: tuple[Release, ...] = ()
    note: str = ""
    log_key: str = ""
    side_file: str = ""
    seal_fields: tuple[str, ...] = ()
    logo: Logo | None = None
    run_id: str = ""

    def for_the_public(self, content_hash: str) -> Frame:
        """The frame of the public part: the offices that released it, no marks of persons."""
        releases = tuple(replace(one, mark="") for one in self.releases)
        return replace(self, content_hash=content_hash, releases=releases)

    @property
    def short_hash(self) -> str:
        """First 16 hex digits, enough to compare two prints by eye."""
        return self.content_hash[:16]

    @property
    def is_draft(self) -> bool:
        """True until the last required person has released."""
        return self.status is not Status.RELEASED
