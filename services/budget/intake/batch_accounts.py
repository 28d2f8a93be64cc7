"""The accounts a booking batch is paid from, as the profile lists them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_RANGE = re.compile(r"([0-9]{3,9})-([0-9]{3,9})")


@dataclass(frozen=True)
class Batch:
    """``settlement``: first and last account of each range, of the same length."""

    settlement: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Batch":
        """Read ``settlement = ["1000-1299"]``; raise ``ValueError`` for anything else."""
        if raw.keys() != {"settlement"} or not isinstance(raw["settlement"], list):
            raise ValueError("batch needs the list settlement and nothing else")
        found = [_RANGE.fullmatch(str(one)) for one in raw["settlement"]]
        ranges = tuple((one[1], one[2]) for one in found if one is not None)
        if len(ranges) < len(found) or any(len(a) != len(b) or a > b for a, b in ranges):
            raise ValueError("settlement holds ranges of accounts like 1000-1299")
        return cls(ranges)

    def pays_from(self, account: str) -> bool:
        """Whether the account is one of cash or bank."""
        return any(
            len(account) == len(first) and first <= account <= last
            for first, last in self.settlement
        )
