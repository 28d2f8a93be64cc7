"""Open data: a valid package with the figures of the report, for everybody, the same every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from services.reporting.documents import Document, Table
from services.reporting.export.table_csv import table_csv
from services.reporting.usecases.stored_document import stored_document
from shared.publication_settings import PublicationSettings
from shared.settings import Settings, SettingsError
from tests.contract.data_package_schema import DESCRIPTOR
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import HEAD
from tests.integration.reporting.web import API, app_of
from tests.unit.reporting.render import samples

READ: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
}


@pytest.fixture
def released(told: Reporting) -> str:
    return told.release(told.draft("quarterly", "2026-Q1").report_id, HEAD).report_id


@pytest.fixture
def stranger(told: Reporting) -> FlaskClient:
    """Nobody who is logged in."""
    return app_of(told).test_client()


def fetched(client: FlaskClient, report_id: str) -> zipfile.ZipFile:
    answer = client.get(f"{API}/open-data/{report_id}.zip")
    assert answer.status_code == 200 and answer.content_type == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def read_rows(resource: dict[str, Any], body: bytes) -> list[dict[str, object]]:
    """The rows as the Table Schema says; raises where a cell does not fit."""
    fields = resource["schema"]["fields"]
    rows = list(csv.reader(io.StringIO(body.decode(), newline=""), strict=True))
    assert rows[0] == [one["name"] for one in fields]
    found = []
    for row in rows[1:]:
        values: dict[str, object] = {}
        for field, text in zip(fields, row, strict=True):
            limits = field.get("constraints", {})
            assert text or not limits.get("required")
            assert not text or text in limits.get("enum", [text])
            values[field["name"]] = READ[field["type"]](text) if text else None
        found.append(values)
    return found


def test_the_package_is_valid_and_every_table_fits_its_schema(
    released: str, stranger: FlaskClient
) -> None:
    archive = fetched(stranger, released)
    descriptor = json.loads(archive.read("datapackage.json"))
    jsonschema.validate(descriptor, DESCRIPTOR)
    named = {one["path"] for one in descriptor["resources"]}
    assert named | {"datapackage.json", "dcat-ap-de.jsonld"} == set(archive.namelist())
    for one in descriptor["resources"]:
        body = archive.read(one["path"])
        assert one["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
        assert one["bytes"] == len(body) and read_rows(one, body)
    assert descriptor["licenses"][0]["title"] == "Datenlizenz Deutschland Namensnennung 2.0"
    assert descriptor["contributors"] == [{"title": "Musterstadt", "roles": ["publisher"]}]


def test_it_carries_the_public_figures_and_no_others(
    released: str, stranger: FlaskClient, told: Reporting
) -> None:
    with told.ports.sessions.read() as session:
        document: Document = stored_document(session, released)
    archive = fetched(stranger, released)
    resources = {
        one["name"]: one for one in json.loads(archive.read("datapackage.json"))["resources"]
    }
    public = {table.key: table for table in document.public().tables()}
    hidden = {table.key for table in document.tables()} - set(public)
    assert hidden and public and not hidden & set(resources)
    for key, table in public.items():
        rows = read_rows(resources[key], archive.read(resources[key]["path"]))
        for column in table.columns:
            if column.type.value == "money":
                at = table.columns.index(column)
                stated = [row.cells[at] for row in table.rows]
                read = [row[column.key] for row in rows]
                assert [None if one is None else int(one * 100) for one in read] == stated
    assert "Müller" not in archive.read("datapackage.json").decode()


def test_the_same_release_gives_the_same_bytes(released: str, stranger: FlaskClient) -> None:
    one, two = (stranger.get(f"{API}/open-data/{released}.zip").data for _ in range(2))
    assert one == two


def test_drafts_internal_reports_and_what_does_not_exist_look_the_same(
    told: Reporting, stranger: FlaskClient
) -> None:
    draft = told.draft("quarterly", "2025-Q4")
    internal = told.release(told.draft("portfolio", "2026-Q1").report_id, HEAD)
    answers = [
        stranger.get(f"{API}/open-data/{one}.zip")
        for one in (draft.report_id, internal.report_id, "gibt-es-nicht")
    ]
    assert {one.status_code for one in answers} == {404}
    assert {one.json["violations"][0]["code"] for one in answers} == {"report_unknown"}


def test_the_catalogue_has_the_newest_version_with_what_dcat_ap_de_demands(
    released: str, stranger: FlaskClient, told: Reporting
) -> None:
    second = told.release(told.draft("quarterly", "2026-Q1").report_id, HEAD)
    answer = stranger.get(f"{API}/open-data/catalog.jsonld")
    assert answer.content_type == "application/ld+json"
    catalog = json.loads(answer.data)
    for name in ("dcterms:title", "dcterms:description", "dcterms:publisher", "dcat:dataset"):
        assert catalog[name]
    (dataset,) = catalog["dcat:dataset"]
    assert dataset["dcterms:identifier"] == second.report_id
    for name in ("dcterms:title", "dcterms:description", "dcterms:publisher"):
        assert dataset[name]
    assert dataset["dcterms:temporal"]["dcat:endDate"]["@value"] == "2026-03-31"
    assert "dcatde:contributorID" not in dataset  # the city has not set one
    distribution = dataset["dcat:distribution"]
    assert distribution["dcat:accessURL"] == {
        "@id": f"http://127.0.0.1:8000{API}/open-data/{second.report_id}.zip"
    }
    assert distribution["dcterms:license"] == {"@id": "http://dcat-ap.de/def/licenses/dl-by-de/2.0"}
    assert distribution["dcatde:licenseAttributionByText"] == "Musterstadt"
    within = json.loads(fetched(stranger, second.report_id).read("dcat-ap-de.jsonld"))
    assert {**within, "@context": None} == {**dataset, "@context": None}


def test_a_city_with_an_entry_at_govdata_says_so(released: str, told: Reporting) -> None:
    known = PublicationSettings(
        "https://bericht.example",
        "cc-zero",
        "http://dcat-ap.de/def/contributors/musterstadt",
        "05000000",
        "daten@musterstadt.example",
    )
    told.ports = replace(told.ports, settings=replace(told.ports.settings, publication=known))
    catalog = json.loads(app_of(told).test_client().get(f"{API}/open-data/catalog.jsonld").data)
    (dataset,) = catalog["dcat:dataset"]
    assert dataset["dcatde:contributorID"]["@id"].endswith("/contributors/musterstadt")
    place = "http://dcat-ap.de/def/politicalGeocoding/municipalityKey/05000000"
    assert dataset["dcatde:politicalGeocodingURI"] == dataset["dcterms:spatial"] == {"@id": place}
    assert dataset["dcat:contactPoint"]["vcard:hasEmail"] == {
        "@id": "mailto:daten@musterstadt.example"
    }
    assert dataset["dcat:distribution"]["@id"].startswith("https://bericht.example/reporting/")


def test_sums_are_told_apart_and_texts_cannot_run() -> None:
    table: Table = samples.money_table()
    lines = table_csv(table).decode().split("\r\n")
    assert lines[0] == "row_kind,row_label,line,planned,paid,eligible,use"
    assert lines[1] == "Wert,,1.1 Personal,120000.00,58123.45,58123.45,48.44"
    assert lines[2] == "Wert,,1.2 Beratung und Gutachten,80000.00,-1200.00,0.00,"
    assert lines[3] == "Rundungsdifferenz,Rundungsdifferenz,,,,-0.01,"
    assert lines[4] == "Summe,Summe,,200000.00,56923.45,58123.44,29.06"
    (first, *rest) = table.rows
    hostile = replace(table, rows=(replace(first, cells=("=1+1", *first.cells[1:])), *rest))
    assert "Wert,,'=1+1,120000.00" in table_csv(hostile).decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "stadt.example"),
        ("OPEN_DATA_LICENSE", "frei"),
        ("OPEN_DATA_CONTRIBUTOR", "musterstadt"),
        ("MUNICIPALITY", "5000000"),
    ],
)
def test_a_wrong_setting_stops_the_start(tmp_path: Any, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({"DATA_DIR": str(tmp_path), name: value})
