"""Events of the reporting service: "What do we tell whom, and can we prove it?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from contracts.events.findings import Reason


@dataclass(frozen=True)
class ReportFile:
    """One stored rendering and its SHA-256 (hex)."""

    format: Literal["pdf", "xlsx", "json", "html", "csv", "zip", "docx", "z3"]
    part: Literal["full", "public"]
    sha256: str


@dataclass(frozen=True)
class ReportState:
    """One version of a report and what it rests on; `seal_certificate` is the SHA-256 (hex) of the
    certificate whose seal the released PDF bears."""

    report_id: str
    grant_id: str
    type: str
    period: str
    version: int
    status: Literal["draft", "partly_released", "released", "superseded"]
    cut_off_position: int
    cut_off_at: str
    checkpoint_root: str
    rule_pack: str
    rule_pack_version: str
    generator_version: str
    content_hash: str
    files: tuple[ReportFile, ...]
    seal_certificate: str | None = None


@dataclass(frozen=True)
class ReportDrafted:
    """A draft was made, by a person or by the scheduled run."""

    TYPE: ClassVar[str] = "funding.reporting.report.drafted.v1"
    report: ReportState
    run_id: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportReleased:
    """A second person released the report (`partly_released`: the first of two did)."""

    TYPE: ClassVar[str] = "funding.reporting.report.released.v1"
    report: ReportState
    drafted_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportDownloaded:
    """Someone fetched a rendering. `notation` is how the numbers and days of a CSV are written:
    `german` are the stored bytes, `iso` was drawn for programs; None in every other format, and in
    what was recorded before the notation was told."""

    TYPE: ClassVar[str] = "funding.reporting.report.downloaded.v1"
    report_id: str
    format: str
    status: str
    notation: Literal["german", "iso"] | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticeLetterDownloaded:
    """Someone fetched the letter drafted for one notice; it is drawn anew each time and kept
    nowhere."""

    TYPE: ClassVar[str] = "funding.reporting.notice_letter.downloaded.v1"
    notice_id: str
    grant_id: str
    format: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class NarrativeVersion:
    """One version of a text that a person wrote for the reports of a period; it never changes.

    `subject` is the key of a section, or the address of a figure the text explains
    (`figure:TABLE|ROW|COLUMN`, of other reports than the proofs `figure:TYPE/TABLE|ROW|COLUMN`);
    then `amount_cents` is that figure as the writer saw it.
    """

    narrative_id: str
    grant_id: str
    period: str
    subject: str
    version: int
    text: str
    proposed_by: str
    amount_cents: int | None = None


@dataclass(frozen=True)
class NarrativeProposed:
    """Someone wrote a text, or a new version of one; no report prints it yet. `office`: the German
    name of the role in which they wrote it."""

    TYPE: ClassVar[str] = "funding.reporting.narrative.proposed.v1"
    narrative: NarrativeVersion
    office: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class NarrativeReleased:
    """A second person released a version: reports drafted from now on print it. `office`: the
    German name of the role in which they released it."""

    TYPE: ClassVar[str] = "funding.reporting.narrative.released.v1"
    narrative: NarrativeVersion
    office: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScheduledRunCompleted:
    """A run of the schedule drafted what was due; it never releases."""

    TYPE: ClassVar[str] = "funding.reporting.run.completed.v1"
    run_id: str
    as_of: str
    drafted: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScheduledDraftFailed:
    """A run could not draft a report that is due; `code` is the first reason. It is tried again
    at `next_try_at` (RFC 3339); what was drafted or released before is untouched."""

    TYPE: ClassVar[str] = "funding.reporting.run.draft_failed.v1"
    run_id: str
    as_of: str
    type: str
    period: str
    code: str
    attempts: int
    next_try_at: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadModelEmptied:
    """Somebody had the facts read anew from the stream: `next_offset` is how far they reached.

    Stored reports are untouched; until the stream is read again drafts rest on less.
    """

    TYPE: ClassVar[str] = "funding.reporting.read_model.emptied.v1"
    next_offset: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommandRefused:
    """A rule said no to a draft or a release."""

    TYPE: ClassVar[str] = "funding.reporting.command.refused.v1"
    command: str
    violations: tuple[Reason, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AccessDenied:
    """Someone without the role tried (403)."""

    TYPE: ClassVar[str] = "funding.reporting.access.denied.v1"
    route: str
    needed: tuple[str, ...]
    related: tuple[str, ...] = ()
