"""Saying no with all reasons, the same way in every use case."""

from __future__ import annotations

from collections.abc import Sequence

from services.budget.store.files import FileStore
from services.budget.store.grant import GrantRecord
from shared.errors import Conflict, Refused, Violation, errors_only


def warnings_or_refuse(
    violations: Sequence[Violation], *, subject: str, grant_id: str | None
) -> tuple[Violation, ...]:
    """The warnings, where nothing refuses. Raises Refused with everything found otherwise."""
    if errors_only(violations):
        raise Refused(violations, subject=subject, grant_id=grant_id)
    return tuple(violations)


def demand_active(grant: GrantRecord) -> None:
    """Raises Conflict while the head of finance has not confirmed the grant."""
    if not grant.is_active:
        message = (
            "Die Zuwendung ist vorgeschlagen, aber noch nicht bestätigt. "
            "Bitte die Kämmerei um die Bestätigung bitten."
        )
        raise Conflict([Violation("grant_not_active", "MUN-03", message)])


def file_violations(files: FileStore, sha256: str | None) -> list[Violation]:
    """One violation where a file is named that was never handed in."""
    if sha256 is None or files.has(sha256):
        return []
    message = "Die genannte Datei liegt hier nicht vor. Bitte zuerst hochladen."
    return [Violation("file_unknown", "GOB-01", message, field="file")]
