"""Answer with an archive that was written to a temporary file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final

from flask import Response, send_file

_BLOCK: Final = 64 * 1024


def archive_response(archive: SpooledTemporaryFile[bytes], name: str) -> Response:
    """Send a ZIP as a download under `name`; never kept by caches.

    It is closed with its last byte, or with the answer where nobody reads so far.
    """
    size = archive.seek(0, SEEK_END)
    archive.seek(0)
    response = Response(_to_the_end(archive), content_type="application/zip")
    response.content_length = size
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    response.call_on_close(archive.close)
    return response


def _to_the_end(archive: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with archive:
        while block := archive.read(_BLOCK):
            yield block


def archive_of(stream: BinaryIO, name: str, sha256: str) -> Response:
    """Send a kept ZIP as a download under `name`; its hash is its ETag."""
    response = send_file(
        stream, mimetype="application/zip", as_attachment=True, download_name=name, etag=sha256
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def archive_in_pieces(pieces: Iterable[bytes], name: str, size: int, sha256: str) -> Response:
    """Send a kept ZIP of `size` bytes piece by piece; a broken one is noticed by its length."""
    response = Response(pieces, content_type="application/zip")
    response.content_length = size
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "no-store"
    response.set_etag(sha256)
    return response
