"""What the OpenAPI document says of an operation beyond its schemas: uploads and headers.

The promises hold for every service alike (`contracts/README.md`): POST takes an Idempotency-Key,
PATCH needs If-Match, acts on a thing with a version honour it, lists are linked page by page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeVar

from flask_smorest.fields import Upload  # type: ignore[import-untyped]
from marshmallow import Schema

View = TypeVar("View", bound=Callable[..., Any])
Doc = dict[str, Any]

_TEXT: Final = {"type": "string"}
_TAG: Final = {"type": "string", "pattern": r'^(\*|"[^"]*")$'}
COMPONENTS: Final[Doc] = {
    "parameters": {
        "IdempotencyKey": {
            "in": "header",
            "name": "Idempotency-Key",
            "schema": _TEXT,
            "description": "The same key and body within 24 hours get the first answer again.",
        },
        "IfMatch": {
            "in": "header",
            "name": "If-Match",
            "schema": _TAG,
            "description": "The ETag last seen; 412 if it is stale.",
        },
        "RequiredIfMatch": {
            "in": "header",
            "name": "If-Match",
            "required": True,
            "schema": _TAG,
            "description": "The ETag last seen; 428 without it, 412 if it is stale.",
        },
    },
    "headers": {
        "IdempotencyReplayed": {
            "schema": _TEXT,
            "description": "`true` where the first answer is repeated.",
        },
        "ETag": {"schema": _TEXT, "description": "Version of the thing, where it has one."},
        "Link": {"schema": _TEXT, "description": 'Address of the next page, `rel="next"`.'},
    },
}
"""What the operations refer to."""


def versioned(view: View) -> View:
    """Marks a view of a thing with a version: it answers with its ETag and honours If-Match."""
    return _noted(view, is_versioned=True)


def takes_files(*required: str, optional: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Marks a view that reads these files of a multipart/form-data body."""
    return lambda view: _noted(view, files=(required, optional))


def also_answers(status: int, schema: type[Schema]) -> Callable[[View], View]:
    """Marks a view that answers with this instead where its request asks for it."""
    return lambda view: _noted(view, instead=(status, schema))


def _noted(view: View, **found: Any) -> View:
    described: Any = view
    described._apidoc = {**getattr(view, "_apidoc", {}), **found}
    return view


def describe_promises(doc: Doc, info: Doc, *, method: str, **_: Any) -> Doc:
    """Completes the description of one operation; a step of flask-smorest's making of it."""
    if "files" in info:
        doc["requestBody"] = _multipart(doc.get("requestBody"), *info["files"])
    if "instead" in info:
        _add_answer(doc.setdefault("responses", {}), *info["instead"])
    # what a view says of its address by hand stands beside the rest, not in its place
    by_hand = info.get("manual_doc", {}).pop("parameters", [])
    asked, told = [*by_hand, *_parameters(info, method)], _headers(doc, info, method)
    if asked:
        doc["parameters"] = [*doc.get("parameters", []), *asked]
    for status, answer in doc.get("responses", {}).items():
        if told and str(status).startswith("2"):
            answer["headers"] = {**answer.get("headers", {}), **told}
    return doc


def _add_answer(responses: Doc, status: int, schema: type[Schema]) -> None:
    # flask-smorest has numbers for what a view answers, text for what every view may answer
    known = next((one for key, one in responses.items() if str(key) == str(status)), None)
    if known is None:
        content = {"application/json": {"schema": schema}}
        responses[str(status)] = {"description": "OK", "content": content}
        return
    for one in known["content"].values():
        one["schema"] = {"anyOf": [one["schema"], schema]}


def _parameters(info: Doc, method: str) -> list[str]:
    if method == "patch":
        return ["IdempotencyKey", "RequiredIfMatch"]
    matching = ["IfMatch"] if "is_versioned" in info and method != "get" else []
    return ["IdempotencyKey", *matching] if method in ("post", "delete") else []


def _headers(doc: Doc, info: Doc, method: str) -> dict[str, str]:
    if method != "get":
        return {"Idempotency-Replayed": "IdempotencyReplayed", "ETag": "ETag"}
    return {
        **({"ETag": "ETag"} if "is_versioned" in info else {}),
        **({"Link": "Link"} if _is_paged(doc) else {}),
    }


def _is_paged(doc: Doc) -> bool:
    queries = [one["schema"] for one in doc.get("parameters", []) if isinstance(one, dict)]
    return any({"cursor", "limit"} <= set(_class_of(one)._declared_fields) for one in queries)


def _multipart(known: Doc | None, required: tuple[str, ...], optional: tuple[str, ...]) -> Doc:
    forms = [_class_of(one["schema"]) for one in (known or {}).get("content", {}).values()]
    schema = _upload_schema(tuple(forms), required, optional)
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


@cache
def _upload_schema(
    forms: tuple[type[Schema], ...], required: tuple[str, ...], optional: tuple[str, ...]
) -> type[Schema]:
    """The fields of a form and its files: one class each time, so that it gets one name."""
    fields = {name: field for form in forms for name, field in form._declared_fields.items()}
    files = {name: Upload(required=name in required) for name in (*required, *optional)}
    names = [form.__name__ for form in forms] or [name.title() for name in files]
    return Schema.from_dict({**fields, **files}, name="".join([*names, "Upload"]))


def _class_of(schema: Schema | type[Schema]) -> type[Schema]:
    return type(schema) if isinstance(schema, Schema) else schema
