"""A released public part as Frictionless Data Package 2.0 in a ZIP: tables, key figures, schema of
each, hashes, licence, and the metadata for portals.

The same report gives the same bytes: nothing is compressed, which would hang on a library.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from services.reporting.documents.chart_table import chart_table
from services.reporting.documents.charts import Chart
from services.reporting.documents.document import Document
from services.reporting.documents.figures import KeyFigures
from services.reporting.documents.tables import Table
from services.reporting.export.dcat import dataset_document
from services.reporting.export.release import PublicRelease, Publisher, description_of
from services.reporting.export.table_csv import (
    figure_fields,
    figures_csv,
    table_csv,
    table_fields,
)
from shared.clock import format_instant

DESCRIPTOR: Final = "datapackage.json"
METADATA: Final = "dcat-ap-de.jsonld"
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""A fixed time stamp: the same content gives the same bytes."""


@dataclass(frozen=True)
class _File:
    name: str
    title: str
    fields: list[dict[str, Any]]
    body: bytes

    @property
    def path(self) -> str:
        return f"daten/{self.name}.csv"


def data_package(document: Document, release: PublicRelease, publisher: Publisher) -> bytes:
    """The ZIP of the public part of `document`."""
    files = list(_files(document.public()))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _put(archive, DESCRIPTOR, _json(_descriptor(files, release, publisher)))
        _put(archive, METADATA, _json(dataset_document(release, publisher)))
        for one in files:
            _put(archive, one.path, one.body)
    return target.getvalue()


def _files(public: Document) -> Iterator[_File]:
    figures = [
        figure
        for block in public.blocks()
        if isinstance(block, KeyFigures)
        for figure in block.figures
    ]
    if figures:
        yield _File("kennzahlen", "Kennzahlen", figure_fields(), figures_csv(figures))
    for block in public.blocks():
        if isinstance(block, Table | Chart):
            table = chart_table(block) if isinstance(block, Chart) else block
            fields, body = table_fields(table), table_csv(table)
            yield _File(table.key.lower(), table.caption, fields, body)


def _descriptor(files: list[_File], release: PublicRelease, publisher: Publisher) -> dict[str, Any]:
    return {
        "$schema": _PROFILE,
        "name": f"{release.type}-{release.period}".lower(),
        "id": release.report_id,
        "title": release.title,
        "description": description_of(release),
        "version": f"{release.version}.0.0",
        "created": format_instant(release.released_at),
        "licenses": [
            {
                "name": publisher.settings.license.replace("/", "-"),
                "title": publisher.license_title,
                "path": publisher.license_text,
            }
        ],
        "contributors": [{"title": publisher.city, "roles": ["publisher"]}],
        "sources": [{"title": f"Bericht, Inhalt SHA-256 {release.content_hash}"}],
        "resources": [_resource(one) for one in files],
    }


def _resource(file: _File) -> dict[str, Any]:
    return {
        "name": file.name,
        "type": "table",
        "path": file.path,
        "title": file.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.body),
        "hash": f"sha256:{hashlib.sha256(file.body).hexdigest()}",
        "schema": {"fields": file.fields, "missingValues": [""]},
    }


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _put(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o644 << 16
    archive.writestr(info, body)
