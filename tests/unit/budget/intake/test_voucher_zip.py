"""Voucher files in a ZIP: what is taken, and every trick that is not."""

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.domain.import_row import Rejection, UnreadableFile
from services.budget.intake import voucher_zip, zip_guard
from services.budget.intake.voucher_zip import (
    LARGEST_VOUCHER,
    VoucherFile,
    file_stem,
    read_vouchers,
)
from tests.unit.budget.intake.memory_cap import MOST_BYTES, capped_memory

PDF = b"%PDF-1.7 Beleg"


def archive(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> BytesIO:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as target:
        for name, content in files.items():
            target.writestr(name, content)
    stream.seek(0)
    return stream


def taken(stream: BytesIO) -> list[VoucherFile]:
    return [one for one in read_vouchers(stream) if isinstance(one, VoucherFile)]


def codes(stream: BytesIO) -> list[str]:
    return [one.code for one in read_vouchers(stream) if isinstance(one, Rejection)]


def test_files_are_found_by_belegnummer() -> None:
    files = {"2026-0001.pdf": PDF, "Belege/R_17.XML": b"<x/>", "Belege/Grün.jpg": b"\xff\xd8\xff"}
    found = taken(archive(files))
    assert [one.stem for one in found] == ["2026-0001", file_stem("R/17"), file_stem("GRÜN")]
    assert (found[0].entry, found[0].media_type, found[0].content) == (1, "application/pdf", PDF)


def test_folders_and_the_litter_of_file_managers_are_passed_over() -> None:
    files = {"Belege/": b"", "__MACOSX/Belege/._1.pdf": b"x", "Belege/.DS_Store": b"x"}
    assert list(read_vouchers(archive(files))) == []


@pytest.mark.parametrize(
    "name", ["../1.pdf", "a/../../1.pdf", "/etc/1.pdf", "C:1.pdf", "a\\..\\1.pdf", "1\x07.pdf",
             "1\0.pdf"]
)  # fmt: skip
def test_path_tricks_are_refused(name: str) -> None:
    # zipfile itself cleans names when writing: put the wish in afterwards, byte for byte.
    placeholder = "x" * len(name)
    content = archive({placeholder: PDF}).getvalue().replace(placeholder.encode(), name.encode())
    assert codes(BytesIO(content)) == ["path_unsafe"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"1.pdf": PDF, "alt/1.PDF": PDF}, ["file_duplicate"]),
        ({"1.exe": b"MZ"}, ["file_type"]),
        ({"1.pdf": b"MZ"}, ["file_type"]),
        ({"ohne": PDF}, ["file_type"]),
        ({"1.pdf": b""}, ["file_type"]),
    ],
)
def test_refused(files: dict[str, bytes], expected: list[str]) -> None:
    assert codes(archive(files)) == expected


def test_a_bomb_is_stopped_while_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voucher_zip, "LARGEST_VOUCHER", 1 << 20)
    bomb = archive({"1.pdf": PDF + bytes(8 << 20), "2.pdf": PDF})
    found = list(read_vouchers(bomb))
    assert isinstance(found[0], Rejection) and found[0].code == "file_too_large"
    assert isinstance(found[1], VoucherFile)


def test_a_lie_about_the_size_is_found() -> None:
    content = bytearray(archive({"1.pdf": PDF + bytes(1000)}).getvalue())
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 20)
    assert codes(BytesIO(bytes(content))) == ["file_broken"]


def test_all_files_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voucher_zip, "LARGEST_TOTAL", len(PDF) + 5)
    assert codes(archive({"1.pdf": PDF, "2.pdf": PDF})) == ["file_too_large"]


def test_an_encrypted_and_a_damaged_file_are_refused_and_the_next_is_read() -> None:
    content = bytearray(archive({"1.pdf": PDF, "2.pdf": PDF}, zipfile.ZIP_STORED).getvalue())
    content[content.index(PDF) + 3] ^= 0xFF
    assert codes(BytesIO(bytes(content))) == ["file_broken"]
    content = bytearray(archive({"1.pdf": PDF, "2.pdf": PDF}).getvalue())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert codes(BytesIO(bytes(content))) == ["file_encrypted"]
    assert [one.stem for one in taken(BytesIO(bytes(content)))] == ["2"]


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"PK\x05\x06", b"PK\x03\x04" + b"x" * 50])
def test_no_archive_at_all(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(read_vouchers(BytesIO(content)))
    assert refused.value.rejection.code == "zip_invalid"


def test_too_many_entries_are_refused_before_the_directory_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zip_guard, "MOST_ENTRIES", 2)
    with pytest.raises(UnreadableFile) as refused:
        list(read_vouchers(archive({f"{n}.pdf": PDF for n in range(3)})))
    assert refused.value.rejection.code == "zip_too_large"


@settings(max_examples=200, deadline=2000)
@given(st.data())
def test_a_damaged_archive_gives_files_reasons_or_one_refusal(data: st.DataObject) -> None:
    content = bytearray(archive({"1.pdf": PDF, "b/2.xml": b"<x/>"}).getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        with capped_memory():
            found = list(read_vouchers(BytesIO(bytes(content))))
    except UnreadableFile:
        return
    assert all(isinstance(one, VoucherFile | Rejection) for one in found)


def test_a_file_that_unpacks_to_far_too_much_takes_no_more_than_the_largest_voucher() -> None:
    bomb = archive({"1.pdf": PDF + bytes(4 * LARGEST_VOUCHER), "2.pdf": PDF})
    with capped_memory(LARGEST_VOUCHER + MOST_BYTES):
        assert codes(bomb) == ["file_too_large"]
