"""Files embedded in a PDF, read in a child process with hard limits on memory and time.

A PDF may inflate to gigabytes, loop, or bring a native library down. None of that may reach the
service, so the service runs this very file in a fresh interpreter with its own ceilings: PDF on
stdin, one JSON object on stdout. As a program it imports nothing of ours.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

WALL_SECONDS: Final = 20.0
CPU_SECONDS: Final = 8
MEMORY_BYTES: Final = 768 * 1024 * 1024
MAX_ATTACHMENTS: Final = 50
MAX_ATTACHMENT_BYTES: Final = 10 * 1024 * 1024


class PdfUnreadable(Exception):
    """The PDF could not be opened or its files not be taken out."""


class PdfEncrypted(PdfUnreadable):
    """The PDF asks for a password."""


@dataclass(frozen=True)
class Attachment:
    """An embedded file."""

    name: str
    data: bytes


def xml_attachments(pdf: bytes) -> list[Attachment]:
    """Return the embedded files that look like XML, in the order of the name tree.

    Raises ``PdfEncrypted`` or ``PdfUnreadable``; uses at most ``MEMORY_BYTES`` and
    ``WALL_SECONDS``, in a process of its own.
    """
    command = [sys.executable, "-I", "-X", "utf8", __file__]
    try:
        child = subprocess.run(  # fixed command, no shell
            command, input=pdf, capture_output=True, timeout=WALL_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise PdfUnreadable("time limit") from error
    if child.returncode != 0:
        raise PdfUnreadable(f"reader ended with status {child.returncode}")
    answer = json.loads(child.stdout)
    if answer.get("error") == "encrypted":
        raise PdfEncrypted
    if "error" in answer:
        raise PdfUnreadable(str(answer["error"]))
    return [Attachment(one["name"], base64.b64decode(one["data"])) for one in answer["files"]]


def _limit_resources() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _embedded_files(pdf: Any) -> Iterator[dict[str, str]]:
    for number, (key, specification) in enumerate(pdf.attachments.items()):
        if number >= MAX_ATTACHMENTS:
            raise ValueError("too many attachments")
        name = str(specification.filename or key)
        is_named_xml = name.lower().endswith(".xml")
        data = specification.get_file().read_bytes()
        if not is_named_xml and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            continue
        if len(data) > MAX_ATTACHMENT_BYTES:
            raise ValueError("attachment too large")
        yield {"name": name[:200], "data": base64.b64encode(data).decode("ascii")}


def _answer(stream: Any) -> dict[str, Any]:
    import pikepdf

    try:
        with pikepdf.open(stream) as pdf:
            return {"files": list(_embedded_files(pdf))}
    except pikepdf.PasswordError:
        return {"error": "encrypted"}
    except Exception as error:
        # Outermost frame of the sandbox: whatever a hostile file provokes ends as this answer.
        return {"error": f"{type(error).__name__}: {error}"[:300]}


if __name__ == "__main__":
    import io

    _limit_resources()
    json.dump(_answer(io.BytesIO(sys.stdin.buffer.read())), sys.stdout)
