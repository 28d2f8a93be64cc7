"""The rule register: every rule of grant law, its German title, where it stands, who decides it.

One TOML file per family. A rule is decided by functions, or names the rule pack that says why it is
not active.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from contracts.rulebook.register import (
    Family,
    RegisteredRule,
    Rulebook,
    RulebookError,
    parse_rulebook,
)

__all__ = ["RULEBOOK", "Family", "RegisteredRule", "Rulebook", "RulebookError", "load"]


def load() -> Rulebook:
    """Read and check the shipped register; raises `RulebookError` listing all problems."""
    return parse_rulebook(
        {
            entry.name: entry.read_text(encoding="utf-8")
            for entry in files(__name__).iterdir()
            if entry.name.endswith(".toml")
        }
    )


RULEBOOK: Final = load()
