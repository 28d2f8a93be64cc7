"""What an event says of a word it seals: a digest that only the word and its salt give again.

Decision 0044. The salt is derived from the key that seals the word, so it goes when that key goes:
nobody can then guess a name against the digest. A report that prints the word carries the salt.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

SALT_BYTES = 16
WORDS = ("creditor", "purpose", "allocation_reason", "ineligible_reason")
"""Fields of an expenditure whose event carries a digest."""
_PURPOSE = b"foerdernachweis word salts 1"


def salting_key(key: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104) of a fixed text under the sealing key (32 bytes): a key for salts
    that tells nothing of the one it is made from."""
    return hmac.digest(key, _PURPOSE, "sha256")


def word_salt(salting: bytes, carrier: str, field: str) -> bytes:
    """128 bits that nobody without the key knows, another for each event (`carrier`) and field."""
    return hmac.digest(salting, f"{carrier}/{field}".encode(), "sha256")[:SALT_BYTES]


def written_salt(salt: bytes) -> str:
    """As a report carries it: base64."""
    return base64.b64encode(salt).decode()


def word_digest(salt: bytes, field: str, text: str) -> str:
    """SHA-256 (hex) over salt, field name, a zero byte and the text in UTF-8. The salt has a fixed
    length and no name holds a zero byte, so nothing can be read in two ways."""
    return hashlib.sha256(salt + field.encode() + b"\0" + text.encode()).hexdigest()
