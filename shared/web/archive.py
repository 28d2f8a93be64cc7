"""Answer with an archive that was written to a temporary file."""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import Response, send_file


def archive_response(archive: SpooledTemporaryFile[bytes], name: str) -> Response:
    """Send a ZIP as a download under `name` and close it with the answer; never kept by caches."""
    response = send_file(
        cast(BinaryIO, archive),
        mimetype="application/zip",
        as_attachment=True,
        download_name=name,
        max_age=0,
    )
    response.headers["Cache-Control"] = "no-store"
    response.call_on_close(archive.close)
    return response


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
