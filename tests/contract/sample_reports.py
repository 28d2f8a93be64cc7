"""The sample city, and a draft of any report of it as the files it carries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from services import host
from services.budget.cli.people import first_users
from services.reporting.check.attachments import attachments
from services.reporting.check.pdf_file import PdfFile
from services.reporting.usecases.preparing import DraftOrder, prepare
from services.sample.fill import fill
from tests.integration.test_sample import TODAY, build


@contextmanager
def sample_house(folder: Path) -> Iterator[host.House]:
    """Everything the sample tells, settled."""
    house = build(folder, TODAY)
    try:
        first_users(house.ports["budget"])
        fill(house, today=TODAY)
        house.pump().settle()
        yield house
    finally:
        house.close()


def sample_draft(house: host.House, grant_id: str, kind: str, period: str) -> dict[str, bytes]:
    """The attachments of a draft; nothing is stored."""
    means = house.ports["reporting"].extras["means"]
    with TemporaryDirectory() as folder:
        files = prepare(means, DraftOrder(grant_id, kind, period, TODAY), Path(folder)).files
        (path,) = [one.path for one in files if (one.part, one.format) == ("full", "pdf")]
        return attachments(PdfFile(path.read_bytes()))
