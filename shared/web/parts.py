"""The parts of a multipart body: what the description of a call does not know is refused.

Unheard, a misspelt field would be missing without a word, and its file gone.
"""

from __future__ import annotations

from typing import Any

from flask import current_app, request

from shared.errors import Refused, Violation
from shared.web.query import fields_described


def refuse_unknown_parts() -> None:
    """Before the view of an API route runs, if it reads files. Raises Refused naming every part."""
    view = current_app.view_functions[request.endpoint or ""]
    known = known_parts(view)
    unknown = sorted({*request.files, *request.form} - known) if known else []
    if unknown:
        listed = ", ".join(sorted(known))
        raise Refused(
            [
                Violation(
                    "invalid_field",
                    "API",
                    f"Den Teil „{name[:80]}“ kennt dieser Aufruf nicht. Er kennt: {listed}. "
                    "Ausgeführt wurde nichts.",
                    field=name,
                )
                for name in unknown
            ]
        )


def known_parts(view: Any) -> frozenset[str]:
    """Names of the files and fields of the multipart body an API view describes."""
    required, optional = getattr(view, "_apidoc", {}).get("files", ((), ()))
    return frozenset({*required, *optional, *fields_described(view, "files", "form")})
