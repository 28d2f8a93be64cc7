"""Code words of a QR code, against reportlab's encoder, which makes them bit by bit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel, QRRSBlock

from services.reporting.render.pdf.qr_words import code_words

LEVELS = (
    QRErrorCorrectLevel.L,
    QRErrorCorrectLevel.M,
    QRErrorCorrectLevel.Q,
    QRErrorCorrectLevel.H,
)


def room(version: int, level: int) -> int:
    """How many bytes fit."""
    words = sum(one.dataCount for one in QRRSBlock.getRSBlocks(version, level))
    return words - (2 if version < 10 else 3)


def theirs(text: bytes, version: int, level: int) -> list[int]:
    found: list[int] = QRCode.createData(version, level, [QR8bitByte(text)])
    return found


@given(st.integers(1, 25), st.sampled_from(LEVELS), st.data())
def test_any_bytes_give_the_same_words(version: int, level: int, data: st.DataObject) -> None:
    text = data.draw(st.binary(min_size=1, max_size=room(version, level)))
    assert code_words(text, version, level) == theirs(text, version, level)


@pytest.mark.parametrize("version", [1, 9, 10, 15])
@pytest.mark.parametrize("less", [0, 1, 2])
def test_a_full_code_and_one_nearly_full(version: int, less: int) -> None:
    text = bytes(range(1, 256)) * 3
    for level in LEVELS:
        fitting = text[: room(version, level) - less]
        assert code_words(fitting, version, level) == theirs(fitting, version, level)


def test_zeros_in_front_change_nothing() -> None:
    text = bytes(60)
    assert code_words(text, 8, QRErrorCorrectLevel.M) == theirs(text, 8, QRErrorCorrectLevel.M)
