"""The finished files of a report are stored, with what their renderers could not draw as given:
its page shows that, and the operator finds it in the log."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy.orm import Session

from services.reporting.store import reports
from services.reporting.store.pieces import FileKey
from services.reporting.store.reports import ReportRow, StoredFile
from services.reporting.usecases.renderings import Rendered

log = structlog.get_logger(__name__)


def keep_files(
    session: Session, row: ReportRow, status: str, files: Sequence[Rendered]
) -> list[StoredFile]:
    """Stores the files of a draft (`draft`) or a release (`released`)."""
    for one in files:
        _tell_operator(row, one)
    return [
        reports.add_file(
            session,
            FileKey(row.report_id, status, one.part, one.format),
            one.path,
            tuple(finding.sentence for finding in one.findings),
        )
        for one in files
    ]


def _tell_operator(row: ReportRow, file: Rendered) -> None:
    """One line of the log per finding: the id of the report, no word of its content."""
    for one in file.findings:
        log.warning(
            "report_drawn_differently",
            report_id=row.report_id,
            type=row.type,
            version=row.version,
            part=file.part,
            format=file.format,
            finding=one.code,
            count=one.count,
        )
