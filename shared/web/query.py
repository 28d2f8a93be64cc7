"""The part of an address after `?`: what its description does not know is refused, never unheard.

Unheard, a misspelt filter would answer with more than was asked for, and a command that cannot be
tried would be carried out although `dry_run=true` was asked of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import current_app, request
from marshmallow import Schema, fields

from shared.errors import Refused, Violation

_TRIAL: Final = "dry_run"


def refuse_unknown_parameters() -> None:
    """Before the view of an API route runs. Raises Refused naming every parameter at fault."""
    found = list(_faults(known_parameters(current_app.view_functions[request.endpoint or ""])))
    if found:
        raise Refused(found)


def known_parameters(view: Any) -> dict[str, bool]:
    """The parameters an API view describes, and whether one may be given more than once."""
    described: Mapping[str, Any] = getattr(view, "_apidoc", {})
    known = fields_described(view, "query")
    for one in described.get("manual_doc", {}).get("parameters", ()):
        if one["in"] == "query":
            known[one["name"]] = False
    return known


def fields_described(view: Any, *places: str) -> dict[str, bool]:
    """The fields of the schemas an API view reads from these places of a request (`query`, `form`,
    `files`), and whether one may be given more than once."""
    found: dict[str, bool] = {}
    for one in getattr(view, "_apidoc", {}).get("arguments", {}).get("parameters", ()):
        if one["in"] in places:
            found |= _of_schema(one["schema"])
    return found


def _of_schema(schema: Schema | type[Schema]) -> dict[str, bool]:
    return {
        field.data_key or name: isinstance(field, fields.List)
        for name, field in schema._declared_fields.items()
    }


def _faults(known: dict[str, bool]) -> Iterator[Violation]:
    for name, values in request.args.lists():
        if name not in known:
            yield Violation("invalid_field", "API", _unknown(name, known), field=name)
        elif len(values) > 1 and not known[name]:
            message = f"„{name}“ darf nur einmal in der Adresse stehen. Ausgeführt wurde nichts."
            yield Violation("invalid_field", "API", message, field=name)


def _unknown(name: str, known: dict[str, bool]) -> str:
    if name == _TRIAL:
        return "Für diesen Aufruf gibt es keinen Probelauf (dry_run). Ausgeführt wurde nichts."
    listed = f"Er kennt: {', '.join(sorted(known))}." if known else "Er kennt keine."
    return (
        f"Den Parameter „{name[:80]}“ kennt dieser Aufruf nicht. {listed} Ausgeführt wurde nichts."
    )
