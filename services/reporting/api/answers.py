"""Reports and their differences as the API answers them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from services.reporting.api.schemas import ReportSchema
from services.reporting.documents.field_words import name_of
from services.reporting.domain.changes import Change
from services.reporting.domain.fact_changes import FactChange
from services.reporting.domain.field_change import FieldChange
from services.reporting.usecases.reading import ReportView
from services.reporting.usecases.releasing import running_period
from shared.clock import format_instant
from shared.long_work import Job
from shared.web.problems import violations_as_json
from shared.workshop import failure_of


def report_as_json(
    view: ReportView, progress: dict[str, Any] | None = None, *, sees_drafts: bool
) -> dict[str, Any]:
    """One version; `sha256` of its renderings in the present status, `progress` of what is being
    done about it. What its files could not show is for those who may still act (`sees_drafts`)."""
    row = view.row
    return {
        "report_id": row.report_id,
        "grant_id": row.grant_id,
        "type": row.type,
        "period": row.period,
        "version": row.version,
        "status": row.status,
        "cut_off": {"position": row.cut_off_position, "at": row.cut_off_at},
        "late_cut_off": row.late_cut_off,
        "checkpoint_root": row.checkpoint_root,
        "rule_pack": row.rule_pack,
        "rule_pack_version": row.rule_pack_version,
        "generator_version": row.generator_version,
        "content_hash": row.content_hash,
        "public_content_hash": row.public_hash,
        "sha256": _hashes(view, "full"),
        "public_sha256": _hashes(view, "public"),
        "scheduled": row.scheduled,
        "created_by": row.created_by,
        "created_at": format_instant(row.created_at),
        "released_by": [one for one in (row.first_released_by, row.released_by) if one],
        "released_at": format_instant(row.released_at) if row.released_at else None,
        "events_since": view.events_since,
        "outdated_by": view.outdated_by,
        "progress": progress,
        "violations": [],
        "running_period": violations_as_json(running_period(row)),
        "findings": _findings(view) if sees_drafts else [],
    }


def draft_as_json(job: Job, now: datetime) -> dict[str, Any]:
    """A version that is being drafted, or whose draft failed: what is known of it so far."""
    unknown = dict.fromkeys(name for name in ReportSchema().fields)
    order = job.arguments
    failed = job.state == "failed"
    return {
        **unknown,
        "report_id": job.work_id,
        "grant_id": order["grant_id"],
        "type": order["type"],
        "period": order["period"],
        "status": "failed" if failed else "drafting",
        "sha256": {},
        "public_sha256": {},
        "scheduled": order["scheduled"],
        "created_by": job.actor,
        "created_at": format_instant(job.ordered_at),
        "released_by": [],
        "progress": None if failed else job.progress(now),
        "violations": violations_as_json(failure_of(job).violations) if failed else [],
        "running_period": [],
        "findings": [],
    }


def _hashes(view: ReportView, part: str) -> dict[str, str]:
    return {one.format: one.sha256 for one in view.files if one.part == part}


def _findings(view: ReportView) -> list[dict[str, str]]:
    return [
        {"format": one.format, "part": one.part, "message": sentence}
        for one in view.files
        for sentence in one.findings
    ]


def change_as_json(change: Change) -> dict[str, Any]:
    """One voucher that differs."""
    return {
        "expenditure_id": change.expenditure_id,
        "number": change.number,
        "budget_line": change.budget_line,
        "before": asdict(change.before),
        "after": asdict(change.after),
        "reasons": [asdict(one) for one in change.causes],
        "changed_fields": list(change.changed_fields),
        "voucher_number": change.voucher_number,
        "fields": [_field(one) for one in change.told_fields],
    }


def fact_change_as_json(change: FactChange) -> dict[str, Any]:
    """One fact that differs."""
    return asdict(change) | {"fields": [_field(one) for one in change.fields]}


def _field(one: FieldChange) -> dict[str, Any]:
    return {"name": one.name, "title": name_of(one), "before": one.before, "after": one.after}
