"""Running text: paragraphs, lists, details and hints."""

from dataclasses import dataclass
from enum import StrEnum


class Emphasis(StrEnum):
    """What a run of text is, not how it looks."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIZED = "emphasized"


@dataclass(frozen=True, slots=True)
class Run:
    """Piece of text of one emphasis; ``language`` only where it differs from the document's."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN
    language: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, *pieces: str | Run) -> "Paragraph":
        """Build a paragraph from plain strings and runs."""
        return cls(tuple(Run(one) if isinstance(one, str) else one for one in pieces))

    @property
    def text(self) -> str:
        """The words without emphasis."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class BulletList:
    """List of paragraphs, numbered where the order means something."""

    items: tuple[Paragraph, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    """One label with its text, e.g. "Zuwendungsgeber" – "KfW"."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Details:
    """Short facts about one thing, label by label."""

    items: tuple[Detail, ...]
    caption: str = ""


class HintKind(StrEnum):
    """Weight of a hint; its German word is printed, the colour only supports it."""

    INFO = "info"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """The word in front of the hint."""
        return {"info": "Hinweis", "warning": "Achtung"}[self.value]


@dataclass(frozen=True, slots=True)
class Hint:
    """A remark the reader must not miss, e.g. data quality or "nachträglich erfasst"."""

    paragraph: Paragraph
    kind: HintKind = HintKind.INFO
