"""What a person typed as blocks: paragraphs, and lists where lines begin with a dash."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from services.reporting.documents.text import BulletList, Paragraph

_DASH: Final = "- "


def blocks_of(text: str) -> tuple[Paragraph | BulletList, ...]:
    """The blocks in reading order; an empty line parts paragraphs, a single line end does not."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Paragraph | BulletList]:
    for chunk in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        for is_list, group in groupby(lines, key=lambda line: line.startswith(_DASH)):
            if is_list:
                items = (line.removeprefix(_DASH).strip() for line in group)
                yield BulletList(tuple(Paragraph.of(one) for one in items))
            else:
                yield Paragraph.of(" ".join(group))
