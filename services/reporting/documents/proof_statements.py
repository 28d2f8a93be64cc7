"""The two statements of a proof of use and the two places where they are signed (VN-13)."""

from __future__ import annotations

from typing import Final

from services.reporting.documents.approval import Approval, Signature
from services.reporting.documents.document import Section
from services.reporting.documents.text import BulletList, Paragraph

STATEMENTS: Final = (
    "Die nachgewiesenen Ausgaben waren notwendig; mit der Zuwendung wurde wirtschaftlich und "
    "sparsam umgegangen (VN-13).",
    "Die Angaben dieses Nachweises stimmen mit den Büchern und den Belegen überein (VN-13).",
)
OFFICES: Final = ("Kämmerei", "Programmleitung")
"""Who signs, in this order (two natural persons)."""


def statements_section() -> Section:
    """Both statements, then one place to sign per office."""
    listed = BulletList(tuple(Paragraph.of(one) for one in STATEMENTS), ordered=True)
    approval = Approval(
        Paragraph.of("Für beide Erklärungen unterzeichnen zwei verschiedene Personen:"),
        tuple(Signature(one) for one in OFFICES),
    )
    return Section("Erklärungen", (listed, approval))
