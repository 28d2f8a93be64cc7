"""The documents of a procurement file: filed, read, dispensed with."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import (
    ProcurementDocumentFiled,
    ProcurementItemDispensed,
)
from services.budget.domain.procurement_checks import (
    check_dispensation,
    check_item,
)
from services.budget.domain.procurement_entry import (
    Dispensed,
    Filed,
)
from services.budget.store.procurement import append_entry
from services.budget.store.procurement_reading import load_procurement
from services.budget.usecases.document import StoredFile, Upload, upload_violations
from services.budget.usecases.means import Means
from services.budget.usecases.procurement_assessment import ProcurementResult, acted
from services.budget.usecases.procurement_target import load_file
from shared.errors import NotFound, Violation
from shared.occasion import Occasion


def file_item(
    session: Session, procurement_id: str, item: str, upload: Upload, *, by: Occasion, means: Means
) -> ProcurementResult:
    """Files a document; the same bytes again change nothing. Raises NotFound, Conflict, Refused."""
    target = load_file(session, procurement_id, by=by, means=means)
    target.warnings_or_refuse([*check_item(item), *upload_violations(upload)])
    sha256 = means.files.put(upload.content)
    if sha256 in {one.sha256 for one in target.file.files_of(item)}:
        return ProcurementResult(target.record)
    media_type = upload.media_type or "application/octet-stream"
    append_entry(session, procurement_id, Filed(item, sha256, upload.shown_name, media_type), by)
    return acted(
        session,
        target.world,
        procurement_id,
        lambda shot, rel: ProcurementDocumentFiled(shot, item, sha256, rel),
        by=by,
        means=means,
    )


def read_item(session: Session, procurement_id: str, sha256: str, *, means: Means) -> StoredFile:
    """A document of the file for download. Raises NotFound."""
    filed = load_procurement(session, procurement_id).file.filed
    found = next((one for one in filed if one.sha256 == sha256), None)
    if found is None:
        message = "Diese Unterlage gibt es in der Vergabeakte nicht."
        raise NotFound([Violation("document_unknown", "GOB-01", message)])
    return StoredFile(means.files.read(sha256), found.file_name, found.media_type)


def dispense_item(
    session: Session, procurement_id: str, item: str, reason: str, *, by: Occasion, means: Means
) -> ProcurementResult:
    """Says why an item has nothing to file. Raises NotFound, Conflict, Refused."""
    target = load_file(session, procurement_id, by=by, means=means)
    target.warnings_or_refuse(check_dispensation(item, reason))
    append_entry(session, procurement_id, Dispensed(item, reason), by)
    return acted(
        session,
        target.world,
        procurement_id,
        lambda shot, rel: ProcurementItemDispensed(shot, item, reason, rel),
        by=by,
        means=means,
    )
