"""Time stamps (RFC 3161) over HTTP."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from services.reporting.sealing.order import NO_STAMP, SealFault

_SECONDS = 10
_MOST_BYTES = 1 << 20


class HttpStamper(TimeStamper):
    """Asks one server; whatever goes wrong there is a `SealFault`."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The server's answer to a request."""
        request = urllib.request.Request(
            self._url, req.dump(), {"Content-Type": "application/timestamp-query"}
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as response:
                return tsp.TimeStampResp.load(response.read(_MOST_BYTES))
        except urllib.error.HTTPError as error:
            error.close()
            raise _failed() from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise _failed() from error


def _failed() -> SealFault:
    return SealFault(
        NO_STAMP,
        "Der Zeitstempeldienst antwortet nicht. Bitte SEAL_TSA_URL prüfen oder später freigeben.",
    )
