"""A report as its events tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from contracts.events.reporting import ReportFile, ReportState
from services.reporting.store.reports import ReportRow, StoredFile


def report_state(row: ReportRow, files: Sequence[StoredFile]) -> ReportState:
    """One version with the hashes of its renderings in its present status."""
    return ReportState(
        report_id=row.report_id,
        grant_id=row.grant_id,
        type=row.type,
        period=row.period,
        version=row.version,
        status=cast(Any, row.status),
        cut_off_position=row.cut_off_position,
        cut_off_at=row.cut_off_at,
        checkpoint_root=row.checkpoint_root,
        rule_pack=row.rule_pack,
        rule_pack_version=row.rule_pack_version,
        generator_version=row.generator_version,
        content_hash=row.content_hash,
        files=tuple(
            ReportFile(cast(Any, one.format), cast(Any, one.part), one.sha256) for one in files
        ),
        seal_certificate=row.seal_certificate or None,
    )


def file_status(row: ReportRow) -> str:
    """Whose bytes are served: those of the release once there is one, else those of the draft."""
    return "draft" if row.released_at is None else "released"
