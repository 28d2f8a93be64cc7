"""Files that come with a form: kept by content, named without any path of the sender."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import FileStorage

from services.budget.web import means

_LONGEST_NAME = 200


@dataclass(frozen=True)
class Upload:
    """A kept file: its hash, size in bytes, and the name shown to people."""

    sha256: str
    file_name: str
    media_type: str
    size: int


def received(name: str) -> tuple[str, bytes] | None:
    """Name and bytes of the file a form sent, None where none was chosen."""
    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return None
    return plain_name(sent), sent.read()


def stored_upload(name: str) -> Upload | None:
    """Keeps the file of that field; None where none was chosen. Raises Unavailable."""
    found = received(name)
    if found is None:
        return None
    file_name, content = found
    media_type = request.files[name].mimetype or "application/octet-stream"
    return Upload(means().files.put(content), file_name, media_type, len(content))


def plain_name(sent: FileStorage) -> str:
    """The last part of the sent name, printable and of bounded length: never a path."""
    tail = (sent.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in tail if sign.isprintable())[-_LONGEST_NAME:] or "Datei"
