"""The audit log as any stranger reads it: key and hash tiles over HTTP (C2SP tlog-tiles)."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from functools import lru_cache

from services.reporting.domain.multiproof import HASH_BYTES
from services.reporting.domain.tiles import tile_path
from shared.errors import Unavailable

_SECONDS = 10
_LONGEST_KEY = 1024
_KEPT_TILES = 2048
"""Tiles never change; 2,048 of them are 16 MB and half a million entries."""


class LogOverHttp:
    """Reads below the address of the audit service, e.g. `http://audit-web:8000/audit`.

    `host` is sent as the name asked for where the inner address is none the service answers to.
    """

    def __init__(self, url: str, host: str = "") -> None:
        self._url, self._headers = url.rstrip("/"), {"Host": host} if host else {}
        self.tile = lru_cache(_KEPT_TILES)(self._tile)
        """Hashes of a tile. Raises Unavailable."""

    def key(self) -> str:
        """The log's public key as a note verifier key. Raises Unavailable."""
        return self._get("/api/v1/log-key", _LONGEST_KEY).decode().strip()

    def _tile(self, level: int, number: int, width: int) -> bytes:
        return self._get(f"/log/tile/{tile_path(level, number, width)}", width * HASH_BYTES + 1)

    def _get(self, path: str, most: int) -> bytes:
        request = urllib.request.Request(self._url + path, headers=self._headers)
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as response:
                content: bytes = response.read(most)
        except urllib.error.HTTPError as error:
            error.close()
            raise log_unavailable() from error
        except (OSError, http.client.HTTPException) as error:
            raise log_unavailable() from error
        return content


def log_unavailable() -> Unavailable:
    """The log cannot be read for the moment."""
    return Unavailable(
        "Das Prüfprotokoll ist gerade nicht lesbar; ohne seinen Nachweis entsteht kein Bericht. "
        "Bitte in wenigen Sekunden erneut versuchen.",
        code="log_unavailable",
        retry_after_s=5,
    )
