"""Data that say more than any print: the checker holds them to the published form, whole."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.form import (
    INDEX_FORM,
    PROOF_FORM,
    READ,
    check_form,
    demand,
    words_of,
)
from services.reporting.check.outcome import Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.strict_json import read_json
from services.reporting.documents.json_schema import report_schema
from tests.contract.golden import REPORT_FORM, form_text
from tests.reported_house import document, draft, reported_house

Body = dict[str, Any]
VALIDATOR = jsonschema.Draft202012Validator(report_schema())


@pytest.fixture(scope="module")
def attached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    with reported_house(tmp_path_factory.mktemp("form")) as house:
        yield attachments(PdfFile(document(house, draft(house, "quarterly"))))


def test_the_checker_carries_the_published_form_and_follows_every_word_of_it() -> None:
    assert REPORT_FORM.read_text("ascii") == form_text(), "make goldens, look at the difference"
    assert set(words_of(json.loads(form_text()))) <= READ


def first(body: Body, kind: str) -> Body:
    return next(blocks(body["document"], kind))


def more(kind: str, **told: Any) -> Callable[[Body], None]:
    return lambda body: first(body, kind).update(told)


def row(body: Body) -> Body:
    return next(  # of a table that adds up
        one
        for table in blocks(body["document"], "table")
        for one in table["rows"]
        if one["kind"] == "data"
    )


def total(body: Body) -> Body:
    return next(
        one
        for table in blocks(body["document"], "table")
        for one in table["rows"]
        if one["kind"] == "total"
    )


def unknown_block(body: Body) -> None:
    section = body["document"]["parts"][0]["sections"][0]
    section["blocks"].append({"block": "remark", "text": "Der Bund hat das bestätigt."})


BY_SCHEMA: dict[str, Callable[[Body], Any]] = {
    "a block of no kind": unknown_block,
    "a name beside a table": more("table", confirmed_by="Rechnungsprüfungsamt"),
    "a name beside a paragraph": more("paragraph", total_cents=1),
    "a name beside a key figure": lambda b: first(b, "key_figures")["figures"][0].update(ok=1),
    "a name beside a row": lambda b: row(b).update(approved=True),
    "a name beside a column": lambda b: first(b, "table")["columns"][0].update(note="x"),
    "a name beside a part": lambda b: b["document"]["parts"][0].update(seen="x"),
    "a name of the document": lambda b: b["document"].update(approved_by="Bund"),
    "a name of the frame": lambda b: b["frame"].update(approved_by="Bund"),
    "a name beside both": lambda b: b.update(approved_by="Bund"),
    "a name left out": lambda b: first(b, "table").pop("carry"),
    "another kind of row": lambda b: row(b).update(kind="sum"),
    "truth for a number": lambda b: b["frame"].update(version=True),
    "a number for truth": lambda b: first(b, "table").update(carry=1),
    "a list for a text": lambda b: b["document"].update(title=["Quartalsbericht"]),
    "a state of no kind": lambda b: b["frame"].update(status="final"),
    "facts of no kind": lambda b: row(b).update(facts={"count": 1, "sha256": "x"}),
    "facts that say more": lambda b: row(b).update(facts={"count": 1, "sha256": "0" * 64, "a": 1}),
    "a logo within": lambda b: b["frame"].update(logo={"png": "", "alt": "geprüft"}),
    "a note of no number": lambda b: row(b).update(notes={"x": "siehe unten"}),
    "an empty label": lambda b: row(b).update(label=""),
}  # fmt: skip
BY_RULE: dict[str, Callable[[Body], Any]] = {
    "a value below a label": lambda b: total(b)["cells"].__setitem__(0, "verdeckt"),
    "a note at a column of nobody": lambda b: row(b).update(notes={"nobody": 1}),
    "facts of a column of nobody": lambda b: row(b).update(column_facts={"nobody": []}),
    "a cell more": lambda b: row(b)["cells"].append(1),
    "a text as an amount": lambda b: total(b)["cells"].__setitem__(-1, "1,00"),
    "a day of another form": lambda b: first(b, "key_figures")["figures"][0].update(
        type="date", value="1.5.2026"
    ),
    "a column twice": lambda b: first(b, "table")["columns"][0].update(
        key=first(b, "table")["columns"][1]["key"]
    ),
}


@pytest.mark.parametrize("name", [*BY_SCHEMA, *BY_RULE])
def test_data_of_another_form_are_named(attached: dict[str, bytes], name: str) -> None:
    body = read_json(attached["bericht.json"])
    check_form(body)
    (BY_SCHEMA | BY_RULE)[name](body)
    assert VALIDATOR.is_valid(body) is (name in BY_RULE)
    with pytest.raises(Fault):
        check_form(body)


@pytest.mark.parametrize(
    ("name", "form"), [("inhalt.json", INDEX_FORM), ("nachweis.json", PROOF_FORM)]
)
def test_list_and_proof_say_what_is_read_of_them_and_no_more(
    attached: dict[str, bytes], name: str, form: Body
) -> None:
    genuine = read_json(attached[name])
    demand(genuine, form, {}, name)
    for change in ({"approved_by": "Bund"}, {"format": "x"}, {next(iter(genuine)): None}):
        with pytest.raises(Fault):
            demand(copy.deepcopy(genuine) | change, form, {}, name)
    for key in genuine:
        with pytest.raises(Fault, match="fehlt"):
            demand({k: v for k, v in genuine.items() if k != key}, form, {}, name)


@pytest.mark.parametrize("name", ["bericht.json", "inhalt.json", "nachweis.json"])
def test_a_name_that_stands_twice_is_refused_everywhere(
    attached: dict[str, bytes], name: str
) -> None:
    twice = attached[name][:-1] + b"," + attached[name][1:]
    assert json.loads(twice) == json.loads(attached[name])
    with pytest.raises(Fault, match="mehrmals"):
        read_json(twice)
