"""A record on the compacted key topic; its message key is `key_id`, no value means erased."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyRecord:
    """A creditor's AES-256 key, wrapped with AES-256-GCM under the installation's `DATA_KEY`
    (additional data: the key id); `wrapped` is base64 of nonce and ciphertext."""

    key_id: str
    wrapped: str
