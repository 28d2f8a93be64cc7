"""Texts that people wrote (R04 to R08, explanations of figures anywhere): who wrote and released
which version, and that the words under a heading are those of the released version. The events of a
text carry all of it, so nothing here is sealed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from .due_rows import Cells, compare_rows
from .known_words import WORDS
from .outcome import Fault
from .printed import blocks, money
from .told import State, Told, local_day

_PROPOSED = "funding.reporting.narrative.proposed.v1"
_RELEASED = "funding.reporting.narrative.released.v1"
_ORIGIN, _NOTES, _MISSING = "texts", "notes_", "fehlt noch"
_SHARED = (
    "financial-statement", "factual-report", "proof-of-use-a", "proof-of-use-b", "interim-proof",
)  # fmt: skip
_DASH = "- "


def check_texts(document: dict[str, Any], told: Told) -> str:
    """Raises Fault naming the first text that is not as its events tell it. What it says begins
    with "; ", empty without such texts."""
    released = _newest(told, _RELEASED, document)
    checked = 0
    _demand_marks(document)
    for table in blocks(document, "table"):
        if table["key"] == _ORIGIN:
            checked += compare_rows(table, list(_origins(table, told, document, released)))
            for key, (title, question) in WORDS["sections"].items():
                if any(row["cells"][0] == title for row in table["rows"]):
                    _demand_text(document, title, question, released.get(key), told, key)
        elif table["key"].startswith(_NOTES):
            checked += _notes(table, document, released)
    return f"; {checked} Texte und Erläuterungen sind die freigegebenen" if checked else ""


def _newest(told: Told, kind: str, document: dict[str, Any]) -> dict[str, State]:
    """By subject, for the grant and period of the report."""
    return {
        one["narrative"]["subject"]: one
        for one in told.said.get(kind, ())
        if (one["narrative"]["grant_id"], one["narrative"]["period"])
        == (document["grant_id"], document["period_key"])
    }


def _origins(
    table: dict[str, Any], told: Told, document: dict[str, Any], released: dict[str, State]
) -> Iterator[Cells]:
    titles = {title: key for key, (title, _) in WORDS["sections"].items()}
    offices = {
        (one["narrative"]["narrative_id"], one["narrative"]["version"]): one.get("office", "")
        for one in told.said.get(_PROPOSED, ())
    }
    for row in (one for one in table["rows"] if one["kind"] == "data"):
        title = row["cells"][0]
        if title not in titles:
            raise Fault(f"Tabelle „{table['caption']}“: einen Abschnitt „{title}“ gibt es nicht")
        one = released.get(titles[title])
        if one is None:
            nothing = {"author": _MISSING, "releaser": _MISSING, "released_on": None}
            yield {"section": title, "version": None, **nothing}
            continue
        text = one["narrative"]
        wrote = offices.get((text["narrative_id"], text["version"]), "")
        yield {
            "section": title,
            "version": text["version"],
            "author": _person(text["proposed_by"], wrote),
            "releaser": _person(one["actor"], one.get("office", "")),
            "released_on": local_day(one["time"]),
        }


def _person(actor: str, office: str) -> str:
    mark = f"Kennung {actor[:8]}"
    return f"{office}, {mark}" if office else mark


def _demand_text(
    document: dict[str, Any],
    title: str,
    question: str,
    released: State | None,
    told: Told,
    key: str,
) -> None:
    """What stands under the heading before its first table, word by word."""
    section = next((one for one in _sections(document) if one["heading"] == title), None)
    if section is None:
        raise Fault(f"Der Abschnitt „{title}“ fehlt dem Bericht")
    said = [one for one in section["blocks"] if one["block"] in ("paragraph", "list", "hint")]
    stated = [_words(one) for one in said]
    if released is not None:
        due = list(_blocks_of(released["narrative"]["text"]))
    else:
        waiting = _newest(told, _PROPOSED, document).get(key)
        number = waiting["narrative"]["version"] if waiting else 0
        state = f"Fassung {number} ist vorgeschlagen, aber nicht freigegeben"
        due = [[f"{state if waiting else 'Fehlt noch'}. {question}"]]
    if stated[: len(due)] != due or len(stated) != len(due):
        raise Fault(f"Der Text unter „{title}“ ist nicht der, den die Ereignisse nennen")


def _sections(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pending = [one for part in document["parts"] for one in part["sections"]]
    while pending:
        one = pending.pop(0)
        yield one
        pending = [*one["sections"], *pending]


def _words(block: dict[str, Any]) -> list[str]:
    """The texts of a paragraph, a hint or a list, one by one."""
    items = block["items"] if block["block"] == "list" else [block.get("paragraph", block)]
    return ["".join(run["text"] for run in one["runs"]) for one in items]


def _blocks_of(text: str) -> Iterator[list[str]]:
    """As the program parts what was typed: paragraphs, and lists where lines begin with a dash."""
    for chunk in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        for is_list, group in groupby(lines, key=lambda line: line.startswith(_DASH)):
            if is_list:
                yield [line.removeprefix(_DASH).strip() for line in group]
            else:
                yield [" ".join(group)]


def _notes(table: dict[str, Any], document: dict[str, Any], released: dict[str, State]) -> int:
    """Each explanation is a released one of a figure of that table, with that amount; the mark
    stands at the figure, which the steps about print and data compare."""
    report = "" if document["type"] in _SHARED else f"{document['type']}/"
    keys = [one["key"] for one in table["columns"]]
    texts = {
        key.removeprefix(f"figure:{report}"): one["narrative"]
        for key, one in released.items()
        if key.startswith(f"figure:{report}")
    }
    rows = [one for one in table["rows"] if one["kind"] == "data"]
    for row in rows:
        cells = dict(zip(keys, row["cells"], strict=True))
        mine = [one for one in texts.values() if cells["note"] in _told_as(one, cells["amount"])]
        if not mine:
            where = f"Tabelle „{table['caption']}“, {cells['figure']}"
            raise Fault(f"{where}: diese Erläuterung ist in keinem Ereignis freigegeben")
        if not any(_is_about(one, cells["figure"], document) for one in mine):
            where = f"Tabelle „{table['caption']}“"
            raise Fault(f"{where}: die Erläuterung gehört nicht zu „{cells['figure']}“")
    return len(rows)


def _demand_marks(document: dict[str, Any]) -> None:
    """Explanations are numbered through the report."""
    found = [
        row["cells"][0]
        for one in blocks(document, "table")
        if one["key"].startswith(_NOTES)
        for row in one["rows"]
    ]
    if found != [f"{number})" for number in range(1, len(found) + 1)]:
        raise Fault("Die Erläuterungen sind nicht der Reihe nach gezählt")


def _told_as(text: State, cents: Any) -> tuple[str, ...]:
    """The text; where the figure has moved since, what it was when the text was written."""
    written = text.get("amount_cents")
    if written in (None, cents):
        return (text["text"],)
    was = f"{money(written)}\u00a0€"
    return (f"{text['text']} (Geschrieben, als der Betrag {was} war.)",)


def _is_about(text: State, figure: str, document: dict[str, Any]) -> bool:
    """Whether the explained figure is called as row and column of the address are, or as the key
    figure is."""
    place, _, rest = text["subject"].partition("|")
    row, _, column = rest.rpartition("|")
    key = place.rpartition("/")[2].removeprefix("figure:")
    if key == "key_figures":
        return bool(figure == row)
    tables = (one for one in blocks(document, "table") if one["key"] == key)
    labels = [c["label"] for one in tables for c in one["columns"] if c["key"] == column]
    return figure in [f"{row}, {one}" for one in labels]
