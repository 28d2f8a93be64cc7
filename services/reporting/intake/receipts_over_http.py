"""Files of receipts over HTTP from budget, with the log-in of whoever asks: budget decides anew
whether that person may read them, and sees who it was."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from email.message import Message
from typing import IO, Final

from marshmallow import ValidationError

from contracts.receipt_files import ReceiptFile, ReceiptFiles
from contracts.schema import from_payload
from shared.errors import Forbidden, NotFound, Unauthenticated, Unavailable, Violation
from shared.occasion import Occasion

_SECONDS: Final = 30
_LONGEST_LIST: Final = 64 * 1024 * 1024
_PIECE: Final = 1 << 20


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nowhere: a page that sends strangers to the log-in is no list of files."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str,
        headers: Message, newurl: str,
    ) -> None:  # fmt: skip
        return None


# past any proxy of the environment: the log-in of a person goes to budget and to nobody else
_OPENER: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)


class ReceiptsOverHttp:
    """Reads below the inner address of budget, e.g. `http://budget-web:8000/budget`.

    `host` is the name asked for where the inner address is none the service answers to. A bearer
    token asks the API, a session (`cookie`) the pages: each knows only the one.
    """

    def __init__(self, url: str, authorization: str, cookie: str, host: str = "") -> None:
        self._url, self._by_token = url.rstrip("/"), bool(authorization)
        given = {"Authorization": authorization} if authorization else {"Cookie": cookie}
        self._headers: Mapping[str, str] = {**given, "Host": host} if host else given

    def listed(self, grant_id: str, *, by: Occasion) -> ReceiptFiles:
        """Every file of a grant. Raises NotFound, Unauthenticated, Forbidden, Unavailable."""
        grant = urllib.parse.quote(grant_id, safe="")
        api, page = (
            f"/api/v1/grants/{grant}/receipt-files",
            f"/zuwendungen/{grant}/belegdateien.json",
        )
        body = b"".join(self._get(api if self._by_token else page, _LONGEST_LIST))
        try:
            return from_payload(ReceiptFiles, json.loads(body))
        except (ValueError, ValidationError) as error:
            raise receipts_unavailable() from error

    def content(self, one: ReceiptFile) -> Iterator[bytes]:
        """The bytes of one file. Raises NotFound, Unauthenticated, Forbidden, Unavailable."""
        row = urllib.parse.quote(one.expenditure_id, safe="")
        api = f"/api/v1/expenditures/{row}/documents/{one.sha256}"
        page = f"/ausgaben/{row}/dateien/{one.sha256}"
        return self._get(api if self._by_token else page, one.size + 1)

    def _get(self, path: str, most: int) -> Iterator[bytes]:
        """At most so many bytes, however much comes."""
        request = urllib.request.Request(self._url + path, headers=dict(self._headers))
        try:
            with _OPENER.open(request, timeout=_SECONDS) as response:
                while most > 0 and (piece := response.read(min(_PIECE, most))):
                    most -= len(piece)
                    yield piece
        except urllib.error.HTTPError as error:
            error.close()
            raise _refused(error.code) from error
        except (OSError, http.client.HTTPException) as error:
            raise receipts_unavailable() from error


def receipts_unavailable() -> Unavailable:
    """The files cannot be read for the moment."""
    return Unavailable(
        "Die Belegdateien sind gerade nicht lesbar; das Paket ohne sie steht beim Bericht. Bitte "
        "in wenigen Sekunden erneut versuchen.",
        code="receipts_unavailable",
        retry_after_s=5,
    )


def _refused(status: int) -> Unauthenticated | Forbidden | NotFound | Unavailable:
    if status == 401 or status // 100 == 3:  # the API says so, a page leads to the log-in
        message = "Ihre Anmeldung gilt bei den Belegdateien nicht mehr. Bitte neu anmelden."
        return Unauthenticated([Violation("login_ended", "GOB-03", message)])
    if status == 403:
        message = "Belegdateien dürfen Sie bei dieser Zuwendung nicht mitnehmen."
        return Forbidden([Violation("receipts_forbidden", "GOB-03", message)])
    if status == 404:
        message = "Diese Belegdatei gibt es nicht mehr."
        return NotFound([Violation("receipt_gone", "GOB-03", message)])
    return receipts_unavailable()
