"""What a renderer could not draw as given, and the file it made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One deviation of the drawing from the document, for the person who drafts the report.

    ``code`` is stable and English (``character_replaced``, ``text_shortened``); ``message`` is a
    German sentence; ``count`` says how often it occurred.
    """

    code: str
    message: str
    count: int = 1

    @property
    def sentence(self) -> str:
        """As shown: the message and, from twice on, how often."""
        return f"{self.message} ({self.count}-mal)" if self.count > 1 else self.message


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a renderer wrote to its target. ``pages`` is 0 for formats without pages."""

    media_type: str
    findings: tuple[Finding, ...] = ()
    pages: int = 0
