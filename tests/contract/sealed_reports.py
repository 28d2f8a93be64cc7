"""Seals a report as its release would: one seal for each release its frame names."""

from __future__ import annotations

import json
from pathlib import Path

from services.reporting.check.attachments import attachments
from services.reporting.check.pdf_file import PdfFile
from services.reporting.sealing.order import KeySource, SealOrder
from services.reporting.sealing.running import seal
from shared.clock import format_instant
from tests.seal_material import NOW, Keys


def sealed_as_released(data: bytes, folder: Path, keys: Keys, **more: str) -> bytes:
    """The file under its seals; `more` goes into the order."""
    releases = json.loads(attachments(PdfFile(data))["bericht.json"])["frame"]["releases"]
    fields = tuple(
        (f"Freigabe{number}", f"Freigabe: {one['office']}")
        for number, one in enumerate(releases, start=1)
    )
    path = folder / "gesiegelt.pdf"
    path.write_bytes(data)
    key = KeySource(pem=more.pop("pem", "") or keys.pem())
    seal(SealOrder((str(path),), fields, key, "Musterstadt", format_instant(NOW), **more))
    return path.read_bytes()
