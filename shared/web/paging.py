"""Keyset paging: `items`, `next_cursor`, a `Link` header; no page is slower than the first."""

from __future__ import annotations

import base64
import json
import re
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, jsonify, request

from shared.errors import Refused, Violation

MAX_LIMIT = 500
DEFAULT_LIMIT = 50

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def encode_cursor(*keys: int | str) -> str:
    """The sort keys of the last row shown, as opaque text."""
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


def decode_cursor(text: str, *kinds: type[int] | type[str]) -> tuple[Any, ...]:
    """The sort keys, one per kind. Raises Refused on anything we did not write ourselves."""
    try:
        keys = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError) as error:
        raise _bad_cursor() from error
    if not isinstance(keys, list) or len(keys) != len(kinds):
        raise _bad_cursor()
    if not all(_is_key(key, kind) for key, kind in zip(keys, kinds, strict=True)):
        raise _bad_cursor()
    return tuple(keys)


def _is_key(key: Any, kind: type[int] | type[str]) -> bool:
    """Whether a database can compare with it: 64 bits, or a storable text."""
    if kind is int:
        return type(key) is int and -(2**63) <= key < 2**63
    return isinstance(key, str) and _UNSTORABLE.search(key) is None


def _bad_cursor() -> Refused:
    return Refused(
        [Violation("cursor_invalid", "API", "Der Blätterzeiger ist ungültig.", field="cursor")]
    )


def page_response(items: list[dict[str, Any]], next_cursor: str | None) -> Response:
    """A page of a list; the link keeps all filters."""
    response = jsonify(items=items, next_cursor=next_cursor)
    if next_cursor is not None:
        arguments = request.args.copy()
        arguments["cursor"] = next_cursor
        query = urlencode(list(arguments.items(multi=True)))
        response.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return response
