"""The profile a list is written in is recognised by its headers; the head alone is read."""

from __future__ import annotations

from io import BytesIO
from random import Random

import pytest

from services.budget.domain.import_row import UnreadableFile
from services.budget.intake.list_head import HEAD_BYTES
from services.budget.intake.profile import Profile, voucher_profiles
from services.budget.intake.recognition import recognised
from tests.samples.datev.lines import PAYMENT, batch, booking
from tests.samples.workbooks.build import row, workbook


def head(profile: Profile) -> BytesIO:
    line = profile.delimiter.join(profile.columns.values())
    return BytesIO(f"{line}\r\n".encode(profile.encodings[0]))


class Counted(BytesIO):
    """Counts what is read of it, and how often it was read from its start."""

    bytes_read = 0
    openings = 0

    def read(self, size: int | None = -1) -> bytes:
        self.openings += self.tell() == 0
        found = super().read(size)
        self.bytes_read += len(found)
        return found


@pytest.mark.parametrize(
    "name", [name for name, one in voucher_profiles().items() if one.batch is None]
)
def test_every_profile_is_recognised_by_its_own_headers(name: str) -> None:
    stream = head(voucher_profiles()[name])
    found = recognised(stream).profile
    assert found is not None and found.name == name
    assert stream.tell() == 0


def test_a_booking_batch_and_a_workbook_are_recognised() -> None:
    found = recognised(batch(booking(), booking(PAYMENT))).profile
    assert found is not None and found.name == "datev-extf"
    found = recognised(workbook(row())).profile
    assert found is not None and found.name == "finanz-csv"


@pytest.mark.parametrize("name", ["finanz-csv", "project-ledger"])
def test_a_text_is_opened_once_and_only_its_head_is_read(name: str) -> None:
    stream = Counted(head(voucher_profiles()[name]).getvalue() + b"x;y\r\n" * 200_000)
    assert recognised(stream).profile is voucher_profiles()[name]
    assert (stream.openings, stream.bytes_read) == (1, HEAD_BYTES)


@pytest.mark.parametrize("cut", range(4))
def test_an_umlaut_at_the_end_of_the_head_does_not_change_its_encoding(cut: int) -> None:
    start = head(voucher_profiles()["finanz-csv"]).getvalue()
    assert "ß".encode() in start
    fill = b"x" * (HEAD_BYTES - len(start) - cut) + "äöü".encode() * 9
    found = recognised(BytesIO(start + fill)).profile
    assert found is not None and found.name == "finanz-csv"


def test_a_list_without_the_headers_of_any_profile_fits_none() -> None:
    found = recognised(BytesIO(b"Name;Ort\r\nA;B\r\n"))
    assert (found.profile, found.advice) == (None, "")


def test_a_list_that_almost_fits_is_told_what_it_lacks() -> None:
    profile = voucher_profiles()["finanz-csv"]
    names = [one for one in profile.columns.values() if one not in ("Brutto", "Kreditor")]
    found = recognised(BytesIO(";".join(names).encode()))
    assert found.profile is None
    assert (
        found.advice == f"Am nächsten kommt „{profile.label}“; dafür fehlen: „Kreditor“, „Brutto“."
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\x00\xff\xfe\x80" * 500, "file_not_csv"),
        (Random(1).randbytes(5_000), "file_not_csv"),
        (b"PK\x03\x04kein Archiv", "zip_invalid"),
    ],
)
def test_what_is_no_list_is_named(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        recognised(BytesIO(content))
    assert refused.value.rejection.code == code
