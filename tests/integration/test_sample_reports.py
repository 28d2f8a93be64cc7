"""Reports of both sample grants as somebody holds them: pages and package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from lxml import etree

from services import host
from services.budget.cli.acting import user_id_of
from services.budget.cli.people import first_users
from services.reporting.usecases.audit_files import packing, written_part
from services.reporting.usecases.drafting import draft_report, store_draft
from services.reporting.usecases.means import Asker
from services.reporting.usecases.preparing import DraftOrder, prepare
from services.sample.city import PHASE_A, PHASE_B
from services.sample.fill import fill
from tests.integration.test_sample import TODAY, build
from tests.pdf_structure import Reading

GRANTS = (PHASE_A, PHASE_B)
RUNNING, FINISHED = "2026-Q3", "2026-Q2"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[host.House]:
    house = build(tmp_path_factory.mktemp("sample"), TODAY)
    first_users(house.ports["budget"])
    fill(house, today=TODAY)
    house.pump().settle()
    yield house
    house.close()


@pytest.mark.parametrize("grant_id", GRANTS)
@pytest.mark.parametrize("period", [RUNNING, FINISHED])
def test_the_front_of_the_quarterly_report_has_two_pages(
    house: host.House, grant_id: str, period: str, tmp_path: Path
) -> None:
    means = house.ports["reporting"].extras["means"]
    order = DraftOrder(grant_id, "quarterly", period, TODAY)
    files = prepare(means, order, tmp_path).files
    (path,) = [one.path for one in files if (one.part, one.format) == ("full", "pdf")]
    with pikepdf.open(path) as pdf:
        assert first_page_of(Reading(pdf), "Anlage 1") == 3


def first_page_of(reading: Reading, heading: str) -> int:
    """The page (from 1) on which the first heading that begins so stands."""
    for number, page in enumerate(reading.pages, start=1):
        if any(one.tag == "/H2" and one.text.startswith(heading) for one in page):
            return number
    raise AssertionError(f"no heading {heading}")


@pytest.mark.parametrize("grant_id", GRANTS)
def test_the_audit_package_of_both_grants_is_valid_and_has_the_receipts(
    house: host.House, grant_id: str
) -> None:
    ports = house.ports["reporting"]
    means = ports.extras["means"]
    by = ports.occasion(user_id_of(house.ports["budget"], "sachbearbeitung"))
    order = DraftOrder(grant_id, "audit-package", "2026-H1", TODAY)
    row = draft_report(
        means,
        order,
        lambda run: ports.execute("draft_report", by, run),
        lambda session, one: store_draft(session, one, by=by)[0],
    )
    with ports.sessions.read() as session:
        packed = packing(session, means, row.report_id, Asker(), by=by)
        archive = written_part(session, means, packed, 1, Asker())
    with archive, ZipFile(archive) as package:
        root = etree.fromstring(package.read("index.xml"))
        assert etree.DTD(BytesIO(package.read("gdpdu-01-09-2004.dtd"))).validate(root)
        names = set(package.namelist())
        assert {one.text for one in root.iterfind("Media/Table/URL")} <= names
        receipts = [name for name in names if name.startswith("belege/")]
        assert len(receipts) == sum(1 for one in packed.files if one.part) > 20
        for line in package.read("pruefsummen.txt").decode().splitlines():
            sha256, _, name = line.partition("  ")
            assert hashlib.sha256(package.read(name)).hexdigest() == sha256
