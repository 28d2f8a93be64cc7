"""Have the data the form that is published for them: no name more, none missing, no other kind?

What nothing prints is nobody's: a word that only the data hold would be read as confirmed. The
form of a report is the JSON schema the renderer's own classes give (`report_form.json`, kept the
same as `contracts/report.v1.json`); of that language only what stands there is read here.
"""

from __future__ import annotations

import json
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from .outcome import Fault
from .printed import LIGHTS, blocks, header_of

FORM = "report_form.json"
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TEXT, _NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}
_NAMES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "boolean": (bool,),
    "null": (type(None),),
}  # fmt: skip
Form = dict[str, Any]
"""A schema, and the definitions it refers to."""
READ = frozenset((
    "$ref", "type", "properties", "required", "additionalProperties", "items", "enum", "const",
    "oneOf", "anyOf", "pattern", "minLength", "minimum", "format",
))  # fmt: skip
"""Words of JSON Schema that are followed."""
_SAID_ONLY = {"description", "$schema", "title", "$defs"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGEST = re.compile(r"[0-9a-f]{64}(, [0-9a-f]{64})*")
_KINDS: dict[str, type] = {"money": int, "percent": int, "integer": int, "text": str}


def _object(**properties: Any) -> Form:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Form) -> Form:
    return {"type": "array", "items": items}


INDEX_FORM = _object(
    format={"const": "foerdernachweis-bericht-1"},
    content_hash=_HASH,
    rule_pack=_TEXT,
    log_key_sha256={"anyOf": [_HASH, {"type": "null"}]},
    side_file_sha256={"anyOf": [_HASH, {"type": "null"}]},
    files=_list(_object(name=_TEXT, sha256=_HASH)),
)
PROOF_FORM = _object(
    format={"const": "foerdernachweis-multiproof-1"},
    tree_size=_NUMBER,
    root=_TEXT,
    leaves=_list(_object(index={"type": "integer"}, id=_TEXT)),
    leaf_hashes=_TEXT,
    nodes=_TEXT,
)


def check_form(data: Any) -> str:
    """Of a whole report. Raises Fault naming the first place that has another form."""
    form = _report_form()
    demand(data, form, form["$defs"], "Daten")
    for table in blocks(data["document"], "table"):
        _demand_table(table)
    for block in blocks(data["document"], "key_figures"):
        for one in block["figures"]:
            _demand_value(one["type"], one["value"], f"Kennzahl {one['label']}")
    return "die Daten haben die veröffentlichte Form, nichts darüber hinaus"


@cache
def _report_form() -> Form:
    found = pkgutil.get_data(__package__ or "", FORM)
    if found is None:
        raise Fault(f"dem Prüfprogramm fehlt {FORM}")
    form: Form = json.loads(found)
    return form


def demand(value: Any, form: Form, known: Form, where: str) -> None:
    """Raises Fault naming the place within `where` that does not have this form."""
    if "$ref" in form:
        demand(value, known[form["$ref"].rpartition("/")[2]], known, where)
        return
    if unread := form.keys() - READ - _SAID_ONLY:
        raise Fault(f"die Form der Daten sagt mehr, als das Prüfprogramm liest: {min(unread)}")
    if "oneOf" in form or "anyOf" in form:
        demand(value, _fitting(value, form, known, where), known, where)
    _demand_simple(value, form, where)
    if isinstance(value, dict):
        _demand_names(value, form, known, where)
    if isinstance(value, list) and "items" in form:
        for number, one in enumerate(value, start=1):
            demand(one, form["items"], known, f"{where} {number}")


def _fitting(value: Any, form: Form, known: Form, where: str) -> Form:
    """The form to hold the value against: of blocks the one of that name, else the first of its
    kind of value."""
    choices = [*form.get("oneOf", ()), *form.get("anyOf", ())]
    resolved: list[Form] = [
        known[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in choices
    ]
    for one in resolved:
        name = one.get("properties", {}).get("block")
        if name is not None:
            if isinstance(value, dict) and value.get("block") == name["const"]:
                return one
        elif isinstance(value, _types(one)) and (type(value) is not bool):
            return one
    named = value.get("block") if isinstance(value, dict) else None
    if named is not None:
        raise Fault(f"{where}: einen Block der Art „{named}“ gibt es nicht")
    raise Fault(f"{where}: der Wert ist von einer anderen Art")


def _types(form: Form) -> tuple[type, ...]:
    wanted = form.get("type", list(_NAMES))
    names = wanted if isinstance(wanted, list) else [wanted]
    return tuple(one for name in names for one in _NAMES[name])


def _demand_simple(value: Any, form: Form, where: str) -> None:
    fits = isinstance(value, _types(form)) and (type(value) is not bool or _allows_bool(form))
    fits &= value in form.get("enum", (value,)) and value == form.get("const", value)
    if fits and isinstance(value, str):
        fits = len(value) >= form.get("minLength", 0)
        fits &= re.search(form.get("pattern", ""), value) is not None
        fits &= form.get("format") != "date" or _DAY.fullmatch(value) is not None
    if fits and isinstance(value, int):
        fits = value >= form.get("minimum", value)
    if not fits:
        raise Fault(f"{where}: der Wert „{str(value)[:40]}“ ist von einer anderen Art")


def _allows_bool(form: Form) -> bool:
    return bool in _types(form) and "const" not in form


def _demand_names(value: Form, form: Form, known: Form, where: str) -> None:
    properties, more = form.get("properties", {}), form.get("additionalProperties", True)
    if missing := sorted(set(form.get("required", ())) - value.keys()):
        raise Fault(f"{where}: die Angabe „{missing[0]}“ fehlt")
    strange = sorted(value.keys() - properties.keys())
    if strange and more is False:
        raise Fault(f"{where}: eine Angabe „{strange[0][:40]}“ gibt es dort nicht")
    for name, one in value.items():
        inner = properties.get(name, more)
        if isinstance(inner, dict):
            demand(one, inner, known, f"{where}, {name}")


def _demand_table(table: Form) -> None:
    """Values of the kind of their column, and none that is not printed."""
    where = f"Tabelle „{table['caption']}“"
    columns = table["columns"]
    keys = [one["key"] for one in columns]
    if len(set(keys)) != len(keys) or sum(one["row_header"] for one in columns) != 1:
        raise Fault(f"{where}: eine Spalte steht zweimal oder keine benennt die Zeilen")
    header = header_of(columns)
    for row in table["rows"]:
        if len(row["cells"]) != len(keys):
            raise Fault(f"{where}: eine Zeile hat andere Spalten als die Tabelle")
        if row.get("label") and row["cells"][header] is not None:
            raise Fault(f"{where}, {row['label']}: darunter steht ein Wert, den nichts druckt")
        if strange := _named(row) - set(keys):
            raise Fault(f"{where}: eine Spalte „{min(strange)[:40]}“ gibt es dort nicht")
        for column, value in zip(columns, row["cells"], strict=True):
            _demand_value(column["type"], value, f"{where}, {column['label']}")


def _named(row: Form) -> set[str]:
    return {*row.get("column_facts", ()), *row.get("notes", ())}


def _demand_value(kind: str, value: Any, where: str) -> None:
    if value is None:
        return
    if kind == "date":
        fits = isinstance(value, str) and _DAY.fullmatch(value) is not None
    elif kind == "digest":
        fits = isinstance(value, str) and _DIGEST.fullmatch(value) is not None
    elif kind == "status":
        fits = value in LIGHTS
    else:
        fits = type(value) is _KINDS[kind]
    if not fits:
        raise Fault(f"{where}: der Wert „{str(value)[:40]}“ ist von einer anderen Art")


def words_of(form: Any) -> Iterator[str]:
    """Every word of JSON Schema that a form uses, at the places where forms stand."""
    if not isinstance(form, dict):
        return
    yield from form.keys() - _SAID_ONLY
    for name in ("properties", "$defs"):
        for one in form.get(name, {}).values():
            yield from words_of(one)
    for name in ("items", "additionalProperties"):
        yield from words_of(form.get(name))
    for name in ("oneOf", "anyOf"):
        for one in form.get(name, ()):
            yield from words_of(one)
