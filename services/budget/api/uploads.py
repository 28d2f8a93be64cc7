"""Multipart uploads: exactly one file of a bounded size; its name is shown, never a path."""

from __future__ import annotations

from io import SEEK_END
from typing import BinaryIO, cast

from flask import Request

from services.budget.usecases.document import Upload
from shared.errors import Refused, TooLarge, Violation

MULTIPART_OVERHEAD = 64 * 1024
"""Boundaries, headers and small form fields around a file."""


def uploaded_file(request: Request, largest: int, *, name: str = "file") -> Upload:
    """The file of the request. Raises Refused without exactly one, TooLarge above `largest`."""
    upload = optional_file(request, largest, name=name)
    if upload is None:
        message = f"Erwartet wird genau eine Datei im Feld „{name}“ (multipart/form-data)."
        raise Refused([Violation("file_missing", "API", message, field=name)])
    return upload


def optional_file(request: Request, largest: int, *, name: str) -> Upload | None:
    """The file of that name, None without one."""
    files = request.files.getlist(name)
    if len(files) > 1:
        message = f"Im Feld „{name}“ steht mehr als eine Datei."
        raise Refused([Violation("file_ambiguous", "API", message, field=name)])
    if not files:
        return None
    content = files[0].stream.read(largest + 1)
    if len(content) > largest:
        message = f"Die Datei ist größer als {largest // (1024 * 1024)} MB."
        raise TooLarge([Violation("file_too_large", "API", message, field=name)])
    return Upload(files[0].filename or "", content)


def uploaded_stream(
    request: Request, largest: int, *, name: str, required: bool
) -> BinaryIO | None:
    """The file of the request as a seekable stream that lies on disk where it is large.

    Raises Refused without exactly one where it is required, TooLarge above `largest`.
    """
    files = request.files.getlist(name)
    if len(files) > 1 or (required and not files):
        message = f"Erwartet wird genau eine Datei im Feld „{name}“ (multipart/form-data)."
        raise Refused([Violation("file_missing", "API", message, field=name)])
    if not files:
        return None
    stream = cast(BinaryIO, files[0].stream)
    if stream.seek(0, SEEK_END) > largest:
        message = f"Die Datei ist größer als {largest // (1024 * 1024)} MB."
        raise TooLarge([Violation("file_too_large", "API", message, field=name)])
    stream.seek(0)
    return stream
