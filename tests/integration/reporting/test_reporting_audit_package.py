"""The package for auditors (Z3): valid against its DTD, files as the index says, nothing lost."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree

from services.reporting.documents import Document, RowKind, from_json
from services.reporting.store import reports
from tests.integration.reporting.house import Reporting, told_house
from tests.integration.reporting.story import tell_everything

DTD = "gdpdu-01-09-2004.dtd"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reporting]:
    with told_house(tmp_path_factory.mktemp("told"), tell_everything) as house:
        yield house


@pytest.fixture(scope="module")
def stored(house: Reporting) -> dict[str, bytes]:
    row = house.draft("audit-package", "2026-H1")
    with house.ports.sessions.read() as session:
        return {
            format_: reports.content(session, row.report_id, "draft", "full", format_) or b""
            for format_ in ("z3", "json")
        }


@pytest.fixture(scope="module")
def package(stored: dict[str, bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(stored["z3"])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def document(stored: dict[str, bytes]) -> Document:
    found: Document = from_json(Document, json.loads(stored["json"])["document"])
    return found


def index(package: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(package["index.xml"])


def is_valid(package: dict[str, bytes], root: etree._Element) -> bool:
    return etree.DTD(io.BytesIO(package[DTD])).validate(root)


def test_the_index_is_valid_and_names_its_dtd(package: dict[str, bytes]) -> None:
    root = index(package)
    assert root.getroottree().docinfo.doctype == f'<!DOCTYPE DataSet SYSTEM "{DTD}">'
    assert is_valid(package, root)
    supplier = root.find("DataSupplier")
    assert supplier is not None
    assert [one.tag for one in supplier] == ["Name", "Location", "Comment"]


@pytest.mark.parametrize(
    ("path", "element"),
    [
        ("Media/Table", "Unknown"),
        ("Media", "Version"),
        ("Media/Table/VariableLength", "VariablePrimaryKey"),
        ("Media/Table/VariableLength/VariableColumn", "Numeric"),
    ],
)
def test_the_dtd_refuses_what_the_standard_does_not_know(
    package: dict[str, bytes], path: str, element: str
) -> None:
    root = index(package)
    place = root.find(path)
    assert place is not None
    etree.SubElement(place, element)
    assert not is_valid(package, root)


def test_a_table_without_columns_is_refused(package: dict[str, bytes]) -> None:
    root = index(package)
    layout = root.find("Media/Table/VariableLength")
    assert layout is not None
    for one in layout:
        layout.remove(one)
    assert not is_valid(package, root)


def test_every_file_has_the_columns_of_the_index_in_their_order(package: dict[str, bytes]) -> None:
    root = index(package)
    for table in root.iterfind("Media/Table"):
        url, layout = table.findtext("URL"), table.find("VariableLength")
        assert url is not None
        assert layout is not None
        named = [one.findtext("Name") for one in layout if one.tag.startswith("Variable")]
        assert layout.findtext("RecordDelimiter") == "\r\n"
        assert table.findtext("Range/From") == "2"
        assert records(package[url])[0] == named
        keys = [one[0] for one in records(package[url])[1:]]
        assert len(set(keys)) == len(keys), url


def test_every_row_of_the_report_is_a_record_and_the_other_way_round(
    package: dict[str, bytes], document: Document
) -> None:
    for table in document.tables():
        rows = [one for one in table.rows if one.kind is RowKind.DATA]
        assert len(records(package[f"{table.key}.csv"])) - 1 == len(rows), table.key


def test_amounts_add_up_to_the_total_of_the_report(
    package: dict[str, bytes], document: Document
) -> None:
    head, *lines = records(package["vouchers.csv"])
    at = head.index("Zuwendungsfähig")
    cents = sum(int(line[at].replace(",", "")) for line in lines)
    vouchers = next(one for one in document.tables() if one.key == "vouchers")
    (total,) = [one for one in vouchers.rows if one.kind is RowKind.TOTAL]
    assert cents == total.cells[[one.key for one in vouchers.columns].index("eligible")] != 0


def test_references_name_tables_and_columns_that_exist(package: dict[str, bytes]) -> None:
    root = index(package)
    names = {one.findtext("Name") for one in root.iterfind("Media/Table")}
    pairs = {
        (table.findtext("Name"), key.findtext("References"))
        for table in root.iterfind("Media/Table")
        for key in table.iterfind("VariableLength/ForeignKey")
    }
    assert {target for _, target in pairs} <= names
    assert ("receipt_files", "vouchers") in pairs
    assert ("vouchers", "plan_lines") in pairs


@pytest.mark.parametrize(
    ("table", "target", "column"),
    [
        ("vouchers", "plan_lines", "Planposition"),
        ("voucher_details", "vouchers", "Lfd. Nr."),
        ("bookings", "vouchers", "Lfd. Nr."),
        ("inventory", "vouchers", "Lfd. Nr."),
        ("releases", "calls", "Abruf"),
    ],
)
def test_every_reference_leads_to_a_record(
    package: dict[str, bytes], table: str, target: str, column: str
) -> None:
    layout = index(package).find(f"Media/Table[Name='{table}']/VariableLength")
    assert layout is not None
    named = {one.findtext("Name"): one.findtext("References") for one in layout.iter("ForeignKey")}
    assert named[column] == target
    there = {one[0] for one in records(package[f"{target}.csv"])[1:]}
    found = {one[column] for one in named_records(package[f"{table}.csv"])} - {""}
    assert found
    assert found <= there


def test_what_is_kept_beside_the_money_is_in_tables(package: dict[str, bytes]) -> None:
    files = {one["Vergabe"]: one for one in named_records(package["procurements.csv"])}
    assert files["Akte 1"]["Auftragnehmer"] == "Messtechnik Weiß GmbH"
    assert files["Akte 1"]["Auftrag mit Nachträgen netto"] == "203000,00"
    items = {one["Inventar-Nr."]: one for one in named_records(package["inventory.csv"])}
    assert (items["1"]["Lfd. Nr."], items["1"]["Abgang am"]) == ("4", "")
    assert items["3"]["Abgang am"] == "20.03.2026"
    released = [one["Freigegeben"] for one in named_records(package["releases.csv"])]
    assert "Finanzierungsplan, Fassung 1" in released and "Mittelabruf 1" in released
    kinds = {one["Feststellung"] for one in named_records(package["certifications.csv"])}
    assert kinds == {"sachlich", "rechnerisch"}


def test_personnel_cost_is_masked_where_it_would_tell_a_salary(package: dict[str, bytes]) -> None:
    gross = {
        one["Lfd. Nr."]: one["Arbeitgeberbrutto"] for one in named_records(package["bookings.csv"])
    }
    assert gross == {"1": "58824,00", "2": "235296,00", "3": ""}
    assert "Arbeitgeberbrutto" not in records(package["posts.csv"])[0]


def test_the_list_of_files_names_voucher_kind_and_day(package: dict[str, bytes]) -> None:
    lines = package["receipt_files.csv"].decode("utf-8-sig").splitlines()
    (line,) = [one for one in lines if f"{46:064x}" in one]
    assert "B-0046" in line and "Beleg" in line and "31.01.2026" in line


def test_the_hashes_are_those_of_the_files(package: dict[str, bytes]) -> None:
    listed = dict(
        line.split("  ")[::-1] for line in package["pruefsummen.txt"].decode().splitlines()
    )
    assert set(listed) == set(package) - {"pruefsummen.txt", "LIESMICH.txt"}
    for name, sha256 in listed.items():
        assert hashlib.sha256(package[name]).hexdigest() == sha256


def test_the_same_draft_gives_the_same_bytes(house: Reporting, stored: dict[str, bytes]) -> None:
    row = house.draft("audit-package", "2026-H1")
    with house.ports.sessions.read() as session:
        again = reports.content(session, row.report_id, "draft", "full", "z3") or b""
    with (
        zipfile.ZipFile(io.BytesIO(again)) as second,
        zipfile.ZipFile(io.BytesIO(stored["z3"])) as first,
    ):
        for name in first.namelist():
            if name != "LIESMICH.txt":  # names the version of the report
                assert first.read(name) == second.read(name), name


def records(body: bytes) -> list[list[str]]:
    text = body.decode()
    assert not text.startswith("\ufeff")
    assert text.count("\r\n") == text.count("\n"), "a record is a line"
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def named_records(body: bytes) -> list[dict[str, str]]:
    head, *lines = records(body)
    return [dict(zip(head, line, strict=True)) for line in lines]
