"""The block where persons confirm a report."""

from dataclasses import dataclass

from services.reporting.documents.text import Paragraph


@dataclass(frozen=True, slots=True)
class Signature:
    """One place to sign: the office, and a line for place, day and signature."""

    role: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Statement with the signatures under it (who released is in the frame, not here)."""

    statement: Paragraph
    signatures: tuple[Signature, ...]
