"""What was uploaded to be examined: kept before anything is read, so that the work may be taken up
by another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Final

from services.budget.usecases.means import Means

_LONGEST_NAME: Final = 200


@dataclass(frozen=True)
class KeptList:
    """The bytes of a list and of the voucher archive that came with it, in the file store;
    `file_name` is the name the list had where it came from, empty where nobody said."""

    sha256: str
    vouchers_sha256: str | None = None
    file_name: str = ""


def keep_list(
    stream: BinaryIO, vouchers: BinaryIO | None, means: Means, file_name: str = ""
) -> KeptList:
    """Keeps what was uploaded, in constant memory. Raises Unavailable."""
    archive = means.files.put_stream(vouchers) if vouchers is not None else None
    return KeptList(means.files.put_stream(stream), archive, shown_name(file_name))


def shown_name(file_name: str) -> str:
    """The last part of a path, without control characters, short enough to keep."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(one for one in last if one.isprintable())[:_LONGEST_NAME]
