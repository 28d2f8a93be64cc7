"""Which profile a list is written in: the one whose headers it has."""

from __future__ import annotations

from typing import BinaryIO

from services.budget.domain.import_row import UnreadableFile
from services.budget.intake.finance_csv import open_finance_csv
from services.budget.intake.profile import Profile, voucher_profiles


def recognised(stream: BinaryIO) -> Profile | None:
    """The profile that fits, of several the one with the most columns; None if none does.

    Reads the head only. `stream` is binary and seekable; it is left at its start.
    """
    by_width = sorted(voucher_profiles().values(), key=lambda one: (-len(one.columns), one.name))
    return next((one for one in by_width if _fits(stream, one)), None)


def _fits(stream: BinaryIO, profile: Profile) -> bool:
    stream.seek(0)
    try:
        open_finance_csv(stream, profile)
    except UnreadableFile:
        return False
    finally:
        stream.seek(0)
    return True
