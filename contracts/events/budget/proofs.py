"""The proof of use (Verwendungsnachweis): what was gathered and signed for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ProofAttachmentFiled:
    """An attachment of the proof of use was filed, or replaced by a newer one (VN-04)."""

    TYPE: ClassVar[str] = "funding.budget.proof_attachment.filed.v1"
    grant_id: str
    kind: str
    reference: str
    file_sha256: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProofStatementSigned:
    """A person stands behind the statement of the proof of use; two are needed (VN-13).

    `office` is the German name of the role in which they signed, empty in what earlier versions
    wrote.
    """

    TYPE: ClassVar[str] = "funding.budget.proof_statement.signed.v1"
    grant_id: str
    statement: str
    signatures: int
    office: str = ""
    related: tuple[str, ...] = ()
