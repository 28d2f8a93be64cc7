"""What this version of the generator makes of a told story, and the only way to write that anew.

`python -m tests.contract.generator_golden` refuses while the version is still the one that made
other bytes: two versions of the bytes under one name would make a redraw look forged.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any, Final

import pikepdf

from services.reporting.store import pieces, reports
from services.reporting.store.pieces import FileKey
from services.reporting.usecases.means import GENERATOR_VERSION
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.integration.reporting.house import Reporting, told_house
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import HEAD

GOLDEN: Final = Path(__file__).resolve().parents[2] / "contracts" / "generator.json"
RELEASED: Final = "quarterly"
"""The type that is drawn as released, too: the frame of a release is the same for all."""
_ZIP: Final = b"PK\x03\x04"

Digests = dict[str, dict[str, str]]
"""By type (and status), then by part and format."""


def drawn() -> Digests:
    """Every type from the story, in every form."""
    found = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        told_house(Path(folder), tell_everything) as house,
    ):
        for type_, known in REPORT_TYPES.items():
            report_id = house.draft(type_, known.example_period).report_id
            found[type_] = _files(house, report_id, "draft")
            if type_ == RELEASED:
                house.release(report_id, HEAD)
                found[f"{type_} released"] = _files(house, report_id, "released")
    return found


def _files(house: Reporting, report_id: str, status: str) -> dict[str, str]:
    with house.ports.sessions.read() as session:
        return {
            f"{one.part} {one.format}": digest_of(
                b"".join(pieces.read(session, FileKey(report_id, status, one.part, one.format)))
            )
            for one in reports.files(session, report_id, status)
        }


def digest_of(data: bytes) -> str:
    """SHA-256 of a file without its compression, which the zlib of a machine may do otherwise."""
    return hashlib.sha256(_unpacked(data)).hexdigest()[:24]


def _unpacked(data: bytes) -> bytes:
    if data.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            members = [(one.filename, _unpacked(file.read(one))) for one in file.infolist()]
        return b"".join(f"{name} {len(body)}\n".encode() + body for name, body in members)
    if data.startswith(b"%PDF"):
        target = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(
                target,
                static_id=True,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        return target.getvalue()
    return data


def kept() -> dict[str, Any]:
    """The version whose bytes are written down, those before it, and the digests."""
    body: dict[str, Any] = json.loads(GOLDEN.read_text("utf-8"))
    return body


def differences(one: Digests, other: Digests) -> list[str]:
    """What was drawn otherwise, as `type: part format`."""
    return sorted(
        f"{name}: {form}"
        for name in one.keys() | other.keys()
        for form in one.get(name, {}).keys() | other.get(name, {}).keys()
        if one.get(name, {}).get(form) != other.get(name, {}).get(form)
    )


def renewed(before: dict[str, Any], version: str, found: Digests) -> dict[str, Any]:
    """What is written down for `version`. Raises ValueError where the version made other bytes."""
    changed = differences(before["documents"], found)
    if version in before["earlier"] or (version == before["version"] and changed):
        raise ValueError(
            f"Generator {version} made other bytes before; raise DRAWING in "
            "services/reporting/usecases/means.py first. Drawn otherwise: " + ", ".join(changed)
        )
    earlier = before["earlier"]
    if version != before["version"]:
        earlier = [*earlier, before["version"]]
    return {"version": version, "earlier": earlier, "documents": found}


if __name__ == "__main__":
    try:
        body = renewed(kept(), GENERATOR_VERSION, drawn())
    except ValueError as error:
        sys.exit(str(error))
    GOLDEN.write_text(json.dumps(body, indent=2, sort_keys=True) + "\n", "utf-8")
