"""The written sections of a report: the released text with the data beside it, or "fehlt noch"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from services.reporting.documents.document import Block, Section
from services.reporting.documents.phrases import person
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.documents.written_text import blocks_of
from services.reporting.domain.narrative_sections import SECTIONS
from services.reporting.domain.told_texts import ReleasedText, ToldTexts

MISSING = "fehlt noch"

_COLUMNS = (
    Column("section", "Abschnitt", row_header=True, expected_chars=30),
    Column("version", "Fassung", ValueType.INTEGER),
    Column("author", "Geschrieben von", expected_chars=16),
    Column("releaser", "Freigegeben von", expected_chars=16),
    Column("released_on", "am", ValueType.DATE),
)


def narrative_sections(
    wanted: Iterable[str], texts: ToldTexts, data: Mapping[str, tuple[Block, ...]]
) -> tuple[Section, ...]:
    """One section per key; `data` are the blocks that stand below the text of a section."""
    return tuple(
        Section(SECTIONS[key].title, (*_text(key, texts), *data.get(key, ()))) for key in wanted
    )


def _text(key: str, texts: ToldTexts) -> Iterator[Block]:
    released = texts.released.get(key)
    if released is not None:
        yield from blocks_of(released.version.text)
        return
    waiting = texts.waiting(key)
    state = f"Fassung {waiting} ist vorgeschlagen, aber nicht freigegeben" if waiting else MISSING
    sentence = f"{state}. {SECTIONS[key].question}"
    yield Hint(Paragraph.of(sentence[0].upper() + sentence[1:]), HintKind.WARNING)


def origin_table(wanted: Iterable[str], texts: ToldTexts) -> Table:
    """Who wrote and who released each text, by role and pseudonymous id; open ones say so."""
    rows = tuple(_origin(key, texts.released.get(key)) for key in wanted)
    return Table("texts", "Wer die Texte geschrieben und freigegeben hat", _COLUMNS, rows)


def _origin(key: str, found: ReleasedText | None) -> Row:
    title = SECTIONS[key].title
    if found is None:
        return Row((title, None, MISSING, MISSING, None))
    version = found.version
    return Row(
        (
            title,
            version.version,
            person(version.proposed_by, found.written_in),
            person(found.released_by, found.released_in),
            found.released_on,
        )
    )
