"""A report of written text, as long as a test wants it."""

from dataclasses import replace

from services.reporting.documents import (
    BulletList,
    Column,
    Document,
    Hint,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    ValueType,
)
from tests.unit.reporting.render.samples import quarterly


def prose(chapters: int) -> Document:
    """A report of written text: chapters of some two pages with lists, hints and a small table."""
    sentence = "Die Stadt hat das Vorhaben wie beschrieben umgesetzt und den Stand veröffentlicht. "
    columns = (
        Column("step", "Schritt", row_header=True, expected_chars=30),
        Column("cents", "Betrag", ValueType.MONEY),
    )

    def chapter(number: int) -> Section:
        words = tuple(Paragraph.of(sentence * (4 + one % 7)) for one in range(12))
        rows = tuple(Row((f"Schritt {one}", one * 12_345)) for one in range(1, 9))
        below = Section(
            f"Erläuterung zu Kapitel {number}",
            (
                *words[:6],
                BulletList(words[:3]),
                Hint(words[0]),
                Table(f"steps_{number}", f"Schritte in Kapitel {number}", columns, rows),
            ),
        )
        return Section(f"Kapitel {number}", words, (below,))

    return replace(
        quarterly(),
        type="factual-report",
        title="Sachbericht",
        parts=(Part("main", tuple(chapter(one) for one in range(1, chapters + 1))),),
    )
