"""The city's logo stands on its reports, with words beside it, and breaks no promise."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from services.reporting.store import reports
from shared.settings import Settings, SettingsError
from tests.components import verapdf
from tests.components.availability import require
from tests.integration.reporting.house import Reporting, told_house
from tests.integration.reporting.story import tell_everything

ALT = "Logo: Musterstadt"


def logo(folder: Path, mode: str = "RGBA") -> Path:
    """A coat of arms of our own: a blue shield on nothing."""
    picture = Image.new(mode, (420, 160))
    ImageDraw.Draw(picture).rounded_rectangle((8, 8, 152, 152), 40, fill="navy")
    path = folder / "logo.png"
    picture.save(path)
    return path


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reporting]:
    folder = tmp_path_factory.mktemp("logo")
    with told_house(folder, tell_everything, CITY_LOGO=str(logo(folder))) as house:
        yield house


def stored(house: Reporting, format_: str) -> bytes:
    row = house.draft("quarterly", "2026-Q1")
    with house.ports.sessions.read() as session:
        return reports.content(session, row.report_id, "draft", "full", format_) or b""


def test_the_pdf_keeps_its_standards(told: Reporting, tmp_path: Path) -> None:
    require(verapdf.PROBE)
    path = tmp_path / "bericht.pdf"
    path.write_bytes(stored(told, "pdf"))
    for profile in (verapdf.UA1, verapdf.A3A):
        (verdict,) = verapdf.validate(profile, [path]).values()
        assert verdict.compliant, verdict.rules


def test_the_picture_is_on_the_first_page_alone_and_says_what_it_is(told: Reporting) -> None:
    with pikepdf.open(io.BytesIO(stored(told, "pdf"))) as pdf:
        assert [len(page.get_images()) for page in pdf.pages[:2]] == [1, 0]
        words = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)
                 and one.get("/S") == "/Figure" and "/Alt" in one]  # fmt: skip
    assert ALT in words


def test_the_page_brings_the_picture_with_it(told: Reporting) -> None:
    page = stored(told, "html").decode()
    assert f'alt="{ALT}" src="data:image/png;base64,' in page


@pytest.mark.parametrize("content", [None, b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(600_000)])
def test_what_cannot_be_a_logo_stops_the_start(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "logo.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match="CITY_LOGO"):
        Settings.from_env({"DATA_DIR": str(tmp_path), "CITY_LOGO": str(path)})
