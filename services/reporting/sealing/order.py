"""What a seal is made of, as it travels to the worker and back (JSON over pipes, never arguments:
those can be read by every process of the machine)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

BAD_KEY = "seal_key_unusable"
EXPIRED = "seal_key_expired"
REVOKED = "seal_key_revoked"
NO_STAMP = "seal_timestamp_failed"
FAILED = "seal_failed"
MISSING = "seal_key_missing"


class SealFault(Exception):
    """No seal came about; `message` is German and says what would help."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class KeySource:
    """Where the key is: PEM text (key and certificates), PKCS#12 in Base64, or a PKCS#11 token."""

    pem: str = ""
    p12: str = ""
    passphrase: str = ""
    module: str = ""
    token: str = ""
    label: str = ""
    pin: str = ""

    @property
    def is_given(self) -> bool:
        """Whether any key is configured."""
        return bool(self.pem or self.p12 or self.module)


@dataclass(frozen=True)
class SealOrder:
    """Seals to put into each of `files`, in order: (field name, reason). `at` is RFC 3339.

    `revoked` is a certificate revocation list as PEM text, `stamp_url` an RFC 3161 server.
    """

    files: tuple[str, ...]
    seals: tuple[tuple[str, str], ...]
    key: KeySource
    place: str
    at: str
    stamp_url: str = ""
    revoked: str = ""

    def to_json(self) -> bytes:
        """One line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @staticmethod
    def from_json(line: bytes) -> SealOrder:
        """Reads what `to_json` wrote."""
        raw = json.loads(line)
        raw["files"] = tuple(raw["files"])
        raw["seals"] = tuple((name, reason) for name, reason in raw["seals"])
        raw["key"] = KeySource(**raw["key"])
        return SealOrder(**raw)


@dataclass(frozen=True)
class Sealed:
    """Whose seal it is: name in the certificate and its SHA-256 (hex)."""

    subject: str
    certificate: str
    stamped: bool
