"""Profiles: how one system writes its list. Data in ``profiles/*.toml``, checked when loaded.

A new finance system needs a new TOML file and no code. Keys:

``name`` (as in ``?profile=``), ``label`` (German), ``record`` (what a line is, see
``csv_record_types``), ``delimiter``, ``encodings`` (``utf-8``, ``cp1252``), ``total_words``,
``ignored`` (headers that may be there and are not read; ``*``: all others), ``optional`` (headers
among the columns that may be missing), ``[notation]``
(``decimal``, ``dates``, ``invert``), ``[columns]`` (field = header), ``[constants]`` (field = text
used in every line) and ``[batch]`` for a booking batch (``settlement``: account ranges paid from).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from services.budget.intake.batch_accounts import Batch
from services.budget.intake.csv_record import RecordType
from services.budget.intake.csv_record_types import RECORD_TYPES
from services.budget.intake.notation import DATE_FORMS, Notation

_TEXT_KEYS: Final = frozenset({"name", "label", "record", "delimiter"})
_LIST_KEYS: Final = frozenset({"encodings", "total_words", "ignored", "optional"})
_TABLE_KEYS: Final = frozenset({"notation", "columns", "constants", "batch"})
_NEEDED: Final = frozenset({"name", "label", "record", "columns"})
_ANY: Final = "*"
_DATES: Final = Notation().dates
_ENCODINGS: Final = frozenset({"utf-8", "cp1252"})
_TOTAL_WORDS: Final = ("Summe", "Gesamt", "Gesamtsumme", "Zwischensumme", "Endsumme", "Übertrag")


class ProfileError(ValueError):
    """A profile file is wrong; the message names file and key. Meant for whoever wrote it."""


@dataclass(frozen=True)
class Profile:
    """How one system writes its list; see the module for the keys."""

    name: str
    label: str
    record: str
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    delimiter: str = ";"
    encodings: tuple[str, ...] = ("utf-8", "cp1252")
    total_words: tuple[str, ...] = _TOTAL_WORDS
    ignored: frozenset[str] = frozenset()
    notation: Notation = field(default_factory=Notation)
    batch: Batch | None = None
    optional: frozenset[str] = frozenset()

    @property
    def headers(self) -> frozenset[str]:
        """Every header the list must have."""
        return frozenset(self.columns.values()) - self.optional

    def knows(self, header: str) -> bool:
        """Whether the list may have this header."""
        return _ANY in self.ignored or header in self.headers | self.optional | self.ignored

    def reads(self, header: str) -> bool:
        """Whether the header must not stand there twice."""
        return header in self.headers | self.optional or _ANY not in self.ignored

    @property
    def total_pattern(self) -> re.Pattern[str]:
        """Matches a cell that opens a totals line: a total word as a whole word."""
        words = "|".join(re.escape(word) for word in self.total_words)
        return re.compile(rf"\s*(?:{words})(?![\w-])", re.IGNORECASE)


def load_profile(text: str, source: str) -> Profile:
    """Read one profile from TOML; raise ``ProfileError`` naming ``source`` and the wrong key."""
    try:
        raw = tomllib.loads(text)
        _check_keys(raw)
        record = RECORD_TYPES[_one_of(raw["record"], RECORD_TYPES, "record")]
        columns, constants = dict(raw["columns"]), dict(raw.get("constants", {}))
        _check_fields(record, columns, constants)
        return Profile(
            name=raw["name"],
            label=raw["label"],
            record=record.name,
            columns=columns,
            constants=constants,
            delimiter=_one_of(raw.get("delimiter", ";"), (";", ",", "\t", "|"), "delimiter"),
            encodings=tuple(
                _one_of(one, _ENCODINGS, "encodings")
                for one in raw.get("encodings", ("utf-8", "cp1252"))
            ),
            total_words=tuple(raw.get("total_words", _TOTAL_WORDS)),
            ignored=frozenset(raw.get("ignored", ())),
            notation=_notation(raw.get("notation", {})),
            optional=_optional(raw.get("optional", ()), columns),
            batch=Batch.of(raw["batch"]) if "batch" in raw else None,
        )
    except (ValueError, TypeError) as error:
        raise ProfileError(f"{source}: {error}") from error


def _check_keys(raw: Mapping[str, Any]) -> None:
    unknown = raw.keys() - _TEXT_KEYS - _LIST_KEYS - _TABLE_KEYS
    if unknown or (missing := _NEEDED - raw.keys()):
        raise ValueError(f"unknown keys {sorted(unknown)}" if unknown else f"lacks {missing}")
    for keys, kind in ((_TEXT_KEYS, str), (_LIST_KEYS, list), (_TABLE_KEYS, dict)):
        for key in keys & raw.keys():
            if not isinstance(raw[key], kind):
                raise ValueError(f"{key} must be of type {kind.__name__}")


def _check_fields(
    record: RecordType[Any], columns: Mapping[str, Any], constants: Mapping[str, Any]
) -> None:
    known = {field.name for field in record.fields}
    given = [*columns, *constants]
    if unknown := set(given) - known:
        raise ValueError(f"unknown fields {sorted(unknown)}")
    if twice := columns.keys() & constants.keys():
        raise ValueError(f"both column and constant: {sorted(twice)}")
    needed = {field.name for field in record.fields if field.required} | {record.key}
    if missing := needed - set(given):
        raise ValueError(f"needs columns for {sorted(missing)}")
    if record.key not in columns or record.sum_field not in columns:
        raise ValueError(f"{record.key} and {record.sum_field} must be columns")
    readers = Counter(columns.values())
    readers[columns.get("service_to", "")] -= columns.get("service_from") == columns.get(
        "service_to"
    )
    if max(readers.values()) > 1:
        raise ValueError("two fields name the same header")


def _optional(headers: Any, columns: Mapping[str, str]) -> frozenset[str]:
    found = frozenset(headers)
    if unknown := found - set(columns.values()):
        raise ValueError(f"optional names no column: {sorted(unknown)}")
    return found


def _notation(raw: Mapping[str, Any]) -> Notation:
    decimal = _one_of(raw.get("decimal", ","), (",", "."), "decimal")
    dates = tuple(_one_of(form, DATE_FORMS, "dates") for form in raw.get("dates", _DATES))
    if {"TT/MM/JJJJ", "MM/TT/JJJJ"} <= set(dates):
        raise ValueError("dates: TT/MM/JJJJ and MM/TT/JJJJ exclude each other")
    return Notation(**{**raw, "decimal": decimal, "dates": dates})


def _one_of(value: Any, allowed: Any, key: str) -> str:
    if value not in allowed:
        raise ValueError(f"{key} = {value!r} is none of {sorted(allowed)}")
    return str(value)


@cache
def profiles() -> Mapping[str, Profile]:
    """Return all profiles of the product by name; a wrong file stops the start."""
    found: dict[str, Profile] = {}
    folder = files("services.budget.intake").joinpath("profiles")
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".toml"):
            profile = load_profile(entry.read_text("utf-8"), entry.name)
            if found.setdefault(profile.name, profile) is not profile:
                raise ProfileError(f"{entry.name}: the name {profile.name} is taken")
    return found


def voucher_profiles() -> Mapping[str, Profile]:
    """Return the profiles a user may choose for ``?profile=`` and ``import --profile``."""
    return {name: one for name, one in profiles().items() if one.record == "voucher"}
