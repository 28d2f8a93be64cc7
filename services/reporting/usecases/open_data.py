"""Open data: what a release made public, for everybody and for the portals that harvest it.

Not an entry of the log: strangers fetch it without a log-in, and could fill the log.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy.orm import Session

from services.reporting.documents import Document
from services.reporting.export.data_package import data_package
from services.reporting.export.dcat import catalog_document
from services.reporting.export.release import PublicRelease, Publisher
from services.reporting.store import reports
from services.reporting.store.reports import ReportRow
from services.reporting.usecases.stored_document import stored_document
from shared.periods import Period
from shared.settings import Settings

MOST: Final = 500
"""Datasets in the catalogue; a city has a few dozen."""


def package(session: Session, report_id: str, settings: Settings) -> bytes:
    """The data package of a released public part. Raises NotFound, the same for a report that does
    not exist, is not released or has no public part."""
    row = reports.get(session, report_id)
    if row.released_at is None or row.public_hash is None:
        raise reports.unknown()
    document = stored_document(session, report_id)
    return data_package(document, _release(row, document), publisher_of(settings))


def catalog(session: Session, settings: Settings) -> dict[str, Any]:
    """The DCAT-AP.de catalogue of the newest released versions."""
    rows = reports.newest_public(session, MOST)
    releases = [_release(row, stored_document(session, row.report_id)) for row in rows]
    return catalog_document(releases, publisher_of(settings))


def publisher_of(settings: Settings) -> Publisher:
    """The city as publisher."""
    return Publisher(settings.city_name, settings.publication)


def _release(row: ReportRow, document: Document) -> PublicRelease:
    assert row.released_at is not None and row.public_hash is not None
    return PublicRelease(
        report_id=row.report_id,
        type=row.type,
        title=document.title,
        grant=document.grant,
        period=Period.parse(row.period),
        version=row.version,
        released_at=row.released_at,
        content_hash=row.public_hash,
    )
