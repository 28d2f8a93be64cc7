"""What was uploaded to be examined: kept before anything is read, so that the work may be taken up
by another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from services.budget.usecases.means import Means


@dataclass(frozen=True)
class KeptList:
    """The bytes of a list and of the voucher archive that came with it, in the file store."""

    sha256: str
    vouchers_sha256: str | None = None


def keep_list(stream: BinaryIO, vouchers: BinaryIO | None, means: Means) -> KeptList:
    """Keeps what was uploaded, in constant memory. Raises Unavailable."""
    archive = means.files.put_stream(vouchers) if vouchers is not None else None
    return KeptList(means.files.put_stream(stream), archive)
