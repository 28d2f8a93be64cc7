"""The ``Document``: parts, sections with headings in order, and the blocks in them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from services.reporting.documents.approval import Approval
from services.reporting.documents.charts import Chart
from services.reporting.documents.figures import KeyFigures
from services.reporting.documents.tables import Table
from services.reporting.documents.text import BulletList, Details, Hint, Paragraph
from services.reporting.documents.values import StatusLine

Block = Paragraph | BulletList | Details | Hint | KeyFigures | Table | Chart | StatusLine | Approval


class Audience(StrEnum):
    """Who may read a part; the public ones form a file of their own."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Section:
    """Heading with blocks and sections below. The level is the depth, so none can be skipped.

    ``begins_page``: the reader turns the page here (the second page of the quarterly report).
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    begins_page: bool = False

    def __post_init__(self) -> None:
        if not self.heading.strip():
            raise ValueError("a section needs a heading")


@dataclass(frozen=True, slots=True)
class Part:
    """Main report or annex. ``annex`` is its marker ("Anlage 1"), empty for the main part.

    A part with a ``title`` prints it as a heading of its own; the main part usually has none,
    because the title of the document stands there already.
    """

    key: str
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    title: str = ""
    annex: str = ""
    audience: Audience = Audience.INTERNAL

    @property
    def heading(self) -> str:
        """Marker and title as printed, "Anlage 1: Belegliste"."""
        return ": ".join(piece for piece in (self.annex, self.title) if piece)


@dataclass(frozen=True, slots=True)
class Document:
    """A report as a value. ``type`` is the name in the API ("quarterly", "voucher-list", …).

    ``city``, ``grant`` and ``period`` are printed at the head of every page; ``period_key`` is the
    machine form ("2026-Q1").
    """

    type: str
    title: str
    city: str
    grant: str
    grant_id: str
    period: str
    period_key: str
    parts: tuple[Part, ...]
    subtitle: str = ""
    language: str = "de-DE"

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a document needs a title")
        keys = [table.key for table in self.tables()]
        if len(set(keys)) != len(keys):
            raise ValueError("table keys must be distinct within a document")

    def public(self) -> "Document":
        """Return the document with its public parts only; it has a content hash of its own."""
        parts = tuple(part for part in self.parts if part.audience is Audience.PUBLIC)
        return replace(self, parts=parts)

    def blocks(self) -> Iterator[Block]:
        """Yield every block in reading order."""
        for part in self.parts:
            yield from part.blocks
            for section in part.sections:
                yield from _blocks_of(section)

    def tables(self) -> Iterator[Table]:
        """Yield the tables in reading order."""
        return (block for block in self.blocks() if isinstance(block, Table))


def _blocks_of(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for below in section.sections:
        yield from _blocks_of(below)
