"""Which encoding a list is in: a strict rule, and what is refused by name."""

import codecs
from io import BytesIO

import pytest

from services.budget.domain.import_row import UnreadableFile
from services.budget.intake import csv_encoding
from services.budget.intake.csv_encoding import examine
from tests.samples.csv.lines import codes, file_of, line, only_row


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (b"Belegnummer\r\n", "ASCII (gültig als UTF-8)"),
        ("Maßnahme\r\n".encode(), "UTF-8"),
        (codecs.BOM_UTF8 + "Maßnahme".encode(), "UTF-8 mit BOM"),
        ("Maßnahme\r\n".encode("cp1252"), "Windows-1252"),
        ("Preis 5 €".encode("cp1252"), "Windows-1252"),
        ("Größe".encode("cp1252")[:3], "Windows-1252"),
        ("Größe ä".encode()[:-1], "UTF-8"),
    ],
)
def test_the_finding_is_visible(content: bytes, label: str) -> None:
    assert examine(BytesIO(content)).label == label


def test_one_late_byte_decides_against_utf8() -> None:
    content = b"x" * (2 << 20) + "ä;ö".encode("cp1252") + b"x" * 100
    assert examine(BytesIO(content)).label == "Windows-1252"


def test_a_sequence_cut_by_a_block_border_is_still_utf8() -> None:
    content = b"x" * ((1 << 20) - 1) + "ä".encode() + b"x" * 10 + "ö".encode()
    assert examine(BytesIO(content)).label == "UTF-8"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"PK\x03\x04rest", "file_not_csv"),
        (b"%PDF-1.7", "file_not_csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file_not_csv"),
        ("Maßnahme".encode("utf-16"), "file_not_csv"),
        ("Belegnummer;Kreditor".encode("utf-16-le"), "file_not_csv"),
        ("Müller;".encode() + "Müller".encode("cp1252"), "encoding_mixed"),
    ],
)
def test_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        examine(BytesIO(content))
    assert refused.value.rejection.code == code
    assert refused.value.violations[0].code == code


def test_a_profile_may_allow_only_one_encoding() -> None:
    with pytest.raises(UnreadableFile) as refused:
        examine(BytesIO("Maßnahme".encode("cp1252")), ("utf-8",))
    assert refused.value.rejection.code == "encoding_unsupported"


def test_too_large_is_refused_without_reading_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_encoding, "LARGEST_FILE", 1 << 20)
    stream = BytesIO(b"x" * (8 << 20))
    with pytest.raises(UnreadableFile) as refused:
        examine(stream)
    assert refused.value.rejection.code == "file_too_large"
    assert stream.tell() <= 2 << 20


def test_the_same_list_in_each_encoding_gives_the_same_row() -> None:
    rows = [only_row(file_of(line(), encoding=one)) for one in ("utf-8", "utf-8-sig", "cp1252")]
    assert rows[0] == rows[1] == rows[2]


def test_bytes_the_encoding_does_not_know_are_a_fault_of_their_cell() -> None:
    content = file_of(line(), line(), encoding="cp1252").read().replace(b"Radweg", b"Rad\x81eg", 1)
    assert codes(BytesIO(content)) == [(2, "Zweck", "control_character")]
    content = (
        file_of(line(), line(), encoding="utf-8-sig").read().replace(b"Radweg", b"Rad\xffw", 1)
    )
    assert codes(BytesIO(content)) == [(2, "Zweck", "control_character")]


def test_decomposed_umlauts_are_composed() -> None:
    assert only_row(file_of(line(Kreditor="Mu\u0308ller"))).creditor == "Müller"
