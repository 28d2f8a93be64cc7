"""A text longer than its place may end in a mark, only where we cut and behind as much as we leave.
A warning cut to its first letters by hand would say nothing to the eye and all to the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.reporting.check.outcome import Fault
from services.reporting.check.pdf_text import PageText
from services.reporting.check.printed import Print, blocks, same
from services.reporting.check.prose import Prose
from services.reporting.documents import (
    Approval,
    Block,
    Column,
    Detail,
    Details,
    Document,
    Hint,
    HintKind,
    KeyFigure,
    KeyFigures,
    Light,
    Paragraph,
    Part,
    Row,
    Section,
    Signature,
    StatusLine,
    Table,
    ValueType,
)
from tests.unit.reporting.render import samples
from tests.unit.reporting.render.test_check_of_prints import Data, printed

MARK = " … [gekürzt]"
LONG = "Vorläufig, weil Belege noch nicht fertig geprüft sind und die Summe sich ändern kann. " * 70
WORD = "Straßenbeleuchtungsanlagenerneuerungsvorhaben" * 60
FIRST = "Vorläufig, weil"


def of(*found: Block, title: str = "Stand") -> Document:
    part = Part("main", (Section(title, found),))
    return replace(samples.quarterly(), parts=(part,))


def table(text: str, head: str = "Zweck", columns: int = 3) -> Table:
    """A text beside some amounts; more columns make all narrower."""
    amounts = [Column(f"a{one}", "Betrag", ValueType.MONEY) for one in range(columns - 1)]
    cells = (text, *(1_234_567_89 for _ in amounts))
    return Table("t", "Liste", (Column("purpose", head, row_header=True), *amounts), (Row(cells),))


def chart(title: str) -> Any:
    return replace(samples.bar_chart(), title=title)


CUT: dict[str, Callable[[str], Block]] = {
    "cell": table,
    "narrow cell": lambda text: table(text, columns=9),
    "head": lambda text: table("Beleuchtung", head=text),
    "key figure": lambda text: KeyFigures((KeyFigure(text[:900], 1), KeyFigure("Zwei", 2))),
    "note of a key figure": lambda text: KeyFigures((KeyFigure("Eins", 1, note=text[:900]),) * 3),
    "label": lambda text: Details((Detail(text[:900], "Text"),)),
    "title of a chart": chart,
}
"""Places where our renderer cuts a long text."""
WHOLE: dict[str, Callable[[str], Block]] = {
    "paragraph": Paragraph.of,
    "hint": lambda text: Hint(Paragraph.of(text), HintKind.WARNING),
    "light": lambda text: StatusLine(Light.RED, text),
    "approval": lambda text: Approval(Paragraph.of(text), (Signature("Kämmerei"),)),
    "body": lambda text: Details((Detail("Wort", text),)),
    "caption": lambda text: replace(table("x"), caption=text[:300]),
    "group": lambda text: Details((Detail("Wort", "Text"),), caption=text[:300]),
}


def judge(document: Document, data: Data | None = None) -> None:
    pdf, own, frame = printed(document)
    text = PageText(pdf)
    Print(pdf, text).check_tables(data or own)
    Prose(pdf, text).check(data or own, frame)


def data_of(document: Document) -> Data:
    return printed(document)[1]


@pytest.mark.parametrize("long", [LONG, WORD], ids=["words", "one word"])
@pytest.mark.parametrize("name", [*CUT, *WHOLE])
def test_what_our_renderer_cuts_is_accepted(name: str, long: str) -> None:
    judge(of((CUT | WHOLE)[name](long)))


@pytest.mark.parametrize("name", [*CUT, *WHOLE])
def test_a_text_cut_to_its_first_letters_is_named(name: str) -> None:
    make = (CUT | WHOLE)[name]
    with pytest.raises(Fault):
        judge(of(make(FIRST + MARK)), data_of(of(make(LONG))))


@pytest.mark.parametrize("name", WHOLE)
def test_a_sentence_is_never_cut_however_much_is_left(name: str) -> None:
    make = WHOLE[name]
    kept = LONG[: len(LONG) * 9 // 10] if name not in ("caption", "group") else LONG[:250]
    with pytest.raises(Fault):
        judge(of(make(kept + MARK)), data_of(of(make(LONG))))


def test_a_heading_is_never_cut() -> None:
    with pytest.raises(Fault, match="Gedruckt ist"):
        judge(of(title=f"{LONG[:80]}{MARK}"), data_of(of(title=LONG[:160])))


def test_an_amount_is_never_cut() -> None:
    document = of(table("Lampen"))
    data = data_of(document)
    next(blocks(data, "table"))["rows"][0]["cells"][1] += 1
    with pytest.raises(Fault, match="Betrag"):
        judge(document, data)


def test_texts_agree_but_for_white_space_and_visible_replacements() -> None:
    assert same("Müller & Söhne GmbH", "Müller &\u00a0Söhne GmbH ")
    assert same("Tee 🫖", "Tee ▯") and not same("Tee 🫖", "Tee")
    assert not same("Firma", "▯▯▯▯▯")
