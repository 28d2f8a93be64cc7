"""Who draws a report anew reads its version: the same version makes the same bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from services.reporting.usecases.means import GENERATOR_VERSION
from tests.contract.generator_golden import differences, digest_of, drawn, kept, renewed

SAYING = (
    "Reports come out otherwise than generator {version} made them. If that is meant, raise "
    "DRAWING in services/reporting/usecases/means.py and run "
    "python -m tests.contract.generator_golden."
)


def test_what_is_drawn_changes_only_with_the_version() -> None:
    golden = kept()
    assert golden["version"] == GENERATOR_VERSION, SAYING.format(version=golden["version"])
    changed = differences(golden["documents"], drawn())
    assert not changed, SAYING.format(version=GENERATOR_VERSION) + "\n" + "\n".join(changed)


def test_a_version_is_written_down_once() -> None:
    before = {"version": "1+2", "earlier": ["1"], "documents": {"a": {"full pdf": "x"}}}
    other = {"a": {"full pdf": "y"}}
    for taken in ("1", "1+2"):
        with pytest.raises(ValueError, match="a: full pdf"):
            renewed(before, taken, other)
    assert renewed(before, "1+2", {"a": {"full pdf": "x"}}) == before
    assert renewed(before, "1+3", other) == {
        "version": "1+3", "earlier": ["1", "1+2"], "documents": other,
    }  # fmt: skip


def test_the_digest_sees_one_byte_and_no_compression() -> None:
    def packed(text: bytes, method: int) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", method) as file:
            file.writestr("sheet.xml", text)
        return target.getvalue()

    text = b"x" * 400
    stored, deflated = packed(text, zipfile.ZIP_STORED), packed(text, zipfile.ZIP_DEFLATED)
    assert stored != deflated and digest_of(stored) == digest_of(deflated)
    assert digest_of(packed(text + b"y", zipfile.ZIP_STORED)) != digest_of(stored)
