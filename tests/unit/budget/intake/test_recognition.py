"""The profile a list is written in is recognised by its headers; the head alone is read."""

from __future__ import annotations

from io import BytesIO

import pytest

from services.budget.intake.profile import Profile, voucher_profiles
from services.budget.intake.recognition import recognised


def head(profile: Profile) -> BytesIO:
    line = profile.delimiter.join(profile.columns.values())
    return BytesIO(f"{line}\r\n".encode(profile.encodings[0]))


@pytest.mark.parametrize(
    "name", [name for name, one in voucher_profiles().items() if one.batch is None]
)
def test_every_profile_is_recognised_by_its_own_headers(name: str) -> None:
    stream = head(voucher_profiles()[name])
    found = recognised(stream)
    assert found is not None and found.name == name
    assert stream.tell() == 0


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe\x80" * 500, b"Name;Ort\r\nA;B\r\n", b"PK\x03\x04kein Archiv"]
)
def test_what_fits_none_is_not_guessed(content: bytes) -> None:
    assert recognised(BytesIO(content)) is None
