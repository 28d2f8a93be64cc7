"""Which profile a list is written in: the one whose headers it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Final
from unicodedata import normalize

from services.budget.domain.import_row import Rejection, UnreadableFile
from services.budget.intake.csv_header import find_header
from services.budget.intake.list_head import ListHead, Records
from services.budget.intake.profile import Profile, voucher_profiles

_NAMED_COLUMNS: Final = 8


@dataclass(frozen=True)
class Recognised:
    """The profile that fits; where none does, the one that comes closest and what it lacks."""

    profile: Profile | None
    closest: Profile | None = None
    missing: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        """Which columns the closest profile misses; empty where the list has none of any."""
        if self.closest is None:
            return ""
        named = ", ".join(f"„{one}“" for one in self.missing[:_NAMED_COLUMNS])
        more = len(self.missing) - _NAMED_COLUMNS
        rest = f" und {more} weitere" if more > 0 else ""
        return f"Am nächsten kommt „{self.closest.label}“; dafür fehlen: {named}{rest}."


def recognised(stream: BinaryIO) -> Recognised:
    """The profile that fits, of several the one with the most columns.

    `stream` is binary and seekable; it is opened once, its head is compared with all profiles, and
    it is left at its start. Of a text no more than the head is read; a workbook is an archive and
    is unpacked once to see that it is no bomb. Raises UnreadableFile for what no profile could
    read, such as binary data.
    """
    by_width = sorted(voucher_profiles().values(), key=lambda one: (-len(one.columns), one.name))
    head = ListHead(stream, by_width[0])
    for one in by_width:
        if _fits(head.records(one), one):
            return Recognised(one)
    return _closest(head, by_width)


def _fits(records: Records, profile: Profile) -> bool:
    try:
        find_header(records, profile)
    except UnreadableFile:
        return False
    return True


def _closest(head: ListHead, profiles: list[Profile]) -> Recognised:
    """Of those that share a header with a record: the one of which the largest share is there."""
    best, found = 0.0, Recognised(None)
    for profile in profiles:
        expected = profile.headers
        for record in head.records(profile):
            there = expected & _names(record)
            if len(there) > best * len(expected):
                best = len(there) / len(expected)
                wanted = dict.fromkeys(profile.columns.values())
                missing = tuple(one for one in wanted if one in expected - there)
                found = Recognised(None, profile, missing)
    return found if found.missing else Recognised(None)


def _names(record: tuple[int, list[str]] | Rejection) -> set[str]:
    if isinstance(record, Rejection):
        return set()
    return {normalize("NFC", cell.strip()) for cell in record[1]}
