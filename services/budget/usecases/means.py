"""What use cases need besides their session: made once at the start, handed in by the caller."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.budget.domain.rulepack import RulePacks
from services.budget.store.creditor import CreditorIndex
from services.budget.store.files import FileStore
from shared.keyring import Keyring


@dataclass(frozen=True)
class Means:
    """The checked rule packs, the creditors' keys, the content-addressed file store,
    and the marks by which equal creditors and vouchers are found."""

    packs: RulePacks
    keyring: Keyring
    files: FileStore
    index: CreditorIndex

    def on_trial(self) -> Means:
        """The same means for a command that is only tried: it leaves no file."""
        return replace(self, files=self.files.on_trial())
