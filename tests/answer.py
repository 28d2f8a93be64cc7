"""What the house answered to one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What came back: status, JSON body (or text), headers."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""

    @property
    def codes(self) -> set[tuple[str, str]]:
        """All (code, rule) pairs of the answer, errors and warnings."""
        return {(one["code"], one["rule"]) for one in self.body.get("violations", [])}

    def expect(self, *allowed: int) -> Answer:
        """Itself, or an assertion that shows the body."""
        assert self.status in allowed, f"{self.status}: {self.body}"
        return self
