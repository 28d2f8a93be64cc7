"""The Document as a value: round trip, canonical bytes, lazy rows, refusals."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest
import rfc8785

from services.reporting.documents import (
    Approval,
    Audience,
    BulletList,
    Chart,
    ChartKind,
    Column,
    Detail,
    Details,
    Document,
    Emphasis,
    Facts,
    Hint,
    KeyFigure,
    KeyFigures,
    LazyRows,
    Light,
    Paragraph,
    Part,
    Row,
    RowKind,
    Run,
    Section,
    Series,
    SeriesRole,
    Signature,
    StatusLine,
    Table,
    ValueType,
    canonical_bytes,
    canonical_chunks,
    content_hash,
    from_json,
    read_document,
    write_document,
)
from services.reporting.documents.rows import RowReader

COLUMNS = (
    Column("nr", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
    Column("day", "Zahltag", ValueType.DATE),
    Column("who", "Empfänger"),
    Column("sum", "Betrag", ValueType.MONEY, summed=True),
)


def rows(count):
    for n in range(count):
        text = f'Bau "GmbH" & Söhne ,"rows":[{n}] €𝄞'
        yield Row((n, date(2026, 1, 31), text, n * 100), facts=Facts.of([f"id-{n}"]))
    yield Row(
        (None, None, None, 7),
        RowKind.TOTAL,
        Facts.of(f"{n}" for n in range(300)),
        label="Summe",
    )


def document(table_rows):
    table = Table("vouchers", "Belege", COLUMNS, table_rows, carry=True)
    empty = Table("none", "Leer", COLUMNS, ())
    chart = Chart(
        "c", ChartKind.BAR, "Plan", "Plan über Ist.", ("A",),
        (Series("Plan", SeriesRole.PLAN, (1,), (Facts.of("ab"),)),),
    )  # fmt: skip
    figures = KeyFigures((KeyFigure("Stichtag", date(2026, 3, 31), ValueType.DATE),))
    blocks = (
        Paragraph.of("Das ", Run("wichtig", Emphasis.STRONG)),
        BulletList((Paragraph.of("x"),)),
        Details((Detail("a", "b"),)),
        Hint(Paragraph.of("Achtung")),
        StatusLine(Light.RED, "steht"),
        Approval(Paragraph.of("Bestätigt"), (Signature("Kämmerei"),)),
    )
    inner = Section("Unten", (table, figures, chart))
    main = Part("main", (Section("Oben", blocks, (inner,)),), audience=Audience.PUBLIC)
    annex = Part("annex", blocks=(empty,), title="Leeres", annex="Anlage 1")
    return Document(
        "quarterly", "Titel", "Musterstadt", "KfW 436", "g1", "1. Quartal 2026", "2026-Q1",
        (main, annex),
    )  # fmt: skip


def test_round_trip_through_json():
    before = document(tuple(rows(3)))
    assert from_json(Document, json.loads(canonical_bytes(before))) == before


def test_canonical_bytes_are_those_of_rfc8785_at_once():
    streamed = canonical_bytes(document(tuple(rows(3))))
    assert streamed == rfc8785.dumps(json.loads(streamed))


@pytest.mark.parametrize("count", [0, 1, 2000])
def test_stored_document_reads_rows_lazily_and_hashes_alike(tmp_path, count):
    path = tmp_path / "document.json"
    with path.open("wb") as target:
        write_document(document(LazyRows(lambda: rows(count))), target)
    again = read_document(path)
    assert content_hash(again) == hashlib.sha256(path.read_bytes()).hexdigest()
    table = next(again.tables())
    assert isinstance(table.rows, LazyRows)
    assert list(table.rows) == list(rows(count)) == list(table.rows)


@pytest.mark.parametrize("count", [0, 1, 2000])
def test_bytes_of_stored_rows_are_those_the_rows_would_give(tmp_path, count):
    path = tmp_path / "document.json"
    with path.open("wb") as target:
        write_document(document(LazyRows(lambda: rows(count))), target)
    for table in read_document(path).tables():
        assert table.rows.canonical is not None
        read = replace(table, rows=tuple(table.rows))
        assert b"".join(canonical_chunks(table)) == b"".join(canonical_chunks(read))


@pytest.mark.parametrize("wrong", [True, 1.0, "1", [1]])
def test_a_row_that_does_not_fit_is_refused_after_others_that_did(wrong):
    reader = RowReader(COLUMNS)
    fitting = {"cells": [1, "2026-01-31", "wer", 5], "kind": "data", "facts": []}
    assert reader(fitting).cells == (1, date(2026, 1, 31), "wer", 5)
    with pytest.raises(ValueError):
        reader(fitting | {"cells": [1, "2026-01-31", "wer", wrong]})
    with pytest.raises(ValueError):
        reader(fitting | {"cells": [1, "2026-01-32", "wer", 5]})
    with pytest.raises(ValueError):
        reader(fitting | {"cells": [1, "2026-01-31", "wer"]})


@pytest.mark.parametrize("cut", [200, 900, 60_000, 100_000])
def test_truncated_file_is_refused(tmp_path, cut):
    path = tmp_path / "document.json"
    with path.open("wb") as target:
        write_document(document(LazyRows(lambda: rows(2000))), target)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ValueError):
        read_document(path)


def test_row_facts_beyond_the_limit_become_count_and_hash():
    facts = Facts.of(f"id{n}" for n in range(201))
    assert (facts.ids, facts.count, len(facts.sha256)) == ((), 201, 64)
    assert Facts.from_json(facts.to_json()) == facts


def test_public_document_leaves_internal_parts_out():
    whole = document(())
    assert [part.key for part in whole.public().parts] == ["main"]
    assert content_hash(whole.public()) != content_hash(whole)


def test_values_must_fit_their_type():
    with pytest.raises(ValueError, match="money"):
        KeyFigure("Summe", "12", ValueType.MONEY)
    short = Table("t", "T", COLUMNS, (Row((1,)),))
    with pytest.raises(ValueError, match="row 1: 1 of 4"):
        content_hash(Document("x", "T", "", "", "", "", "", (Part("m", blocks=(short,)),)))
    with pytest.raises(ValueError, match="row header"):
        Table("t", "T", COLUMNS[1:], ())
