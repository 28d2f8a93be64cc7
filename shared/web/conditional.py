"""ETags and If-Match (RFC 9110): nobody overwrites what he has not seen.

The tag is the row's version number; it is compared inside the transaction of the effect.
"""

from __future__ import annotations

from flask import request

from shared.errors import PreconditionFailed, PreconditionRequired, Violation


def etag(version: int) -> str:
    """The ETag header value of a version."""
    return f'"{version}"'


def demand_match(version: int, *, required: bool) -> None:
    """Compares If-Match with the present version.

    Raises PreconditionRequired (428) if it is required and missing, PreconditionFailed (412) if
    it is stale.
    """
    if "If-Match" not in request.headers:
        if required:
            raise PreconditionRequired(
                [Violation("if_match_missing", "API", "Bitte If-Match mit dem ETag senden.")]
            )
        return
    tags = request.if_match
    if not tags.contains(str(version)) and not tags.star_tag:
        raise PreconditionFailed(
            [
                Violation(
                    "if_match_stale",
                    "API",
                    "Der Eintrag wurde inzwischen geändert. Bitte neu laden und die Änderung "
                    "noch einmal prüfen.",
                )
            ]
        )
