"""Signed notes with Ed25519 (C2SP signed-note): text, a blank line, signature lines.

Ed25519 itself is `cryptography`'s; it computes over bytes and touches nothing outside, so it may
stand in the domain.
"""

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # signature type identifier of C2SP signed-note
SIGNATURE_PREFIX = "— "
SIGNATURE_BYTES = 64


class NoteError(ValueError):
    """A note, a key or a signature is not what it must be."""


def key_id(name: str, public_key: bytes) -> bytes:
    """First four bytes of SHA-256(name ‖ newline ‖ type ‖ public key)."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def check_key_name(name: str) -> str:
    """The name itself. Raises NoteError if it is empty or holds a space, a control or a plus."""
    if not name or any(char.isspace() or ord(char) < 0x20 or char == "+" for char in name):
        raise NoteError(f"not usable as a key name: {name!r}")
    return name


@dataclass(frozen=True)
class Verifier:
    """A named Ed25519 public key."""

    name: str
    public_key: bytes

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """From `name+keyid+base64(type ‖ key)`. Raises NoteError if any part disagrees."""
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise NoteError("a verifier key has three parts")
        name, hex_id, encoded = check_key_name(parts[0]), parts[1], parts[2]
        raw = _base64(encoded)
        if len(raw) != 33 or raw[:1] != ED25519:
            raise NoteError("not an Ed25519 verifier key")
        verifier = cls(name, raw[1:])
        if verifier.text() != text.strip():
            raise NoteError(f"key id {hex_id} does not belong to the key")
        return verifier

    def text(self) -> str:
        """The verifier key as others configure it."""
        encoded = base64.b64encode(ED25519 + self.public_key).decode()
        return f"{self.name}+{key_id(self.name, self.public_key).hex()}+{encoded}"

    def open(self, note: str) -> str:
        """The text of a note, once this key's signature holds.

        Unknown signatures are ignored. Raises NoteError if none is by this key or one of its
        own is wrong.
        """
        text, signatures = split_note(note)
        mine = [raw[4:] for name, raw in signatures if self._is_mine(name, raw)]
        if not mine:
            raise NoteError(f"not signed by {self.name}")
        for signature in mine:
            self._check(signature, text)
        return text

    def _is_mine(self, name: str, raw: bytes) -> bool:
        return name == self.name and raw[:4] == key_id(self.name, self.public_key)

    def _check(self, signature: bytes, text: str) -> None:
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text.encode())
        except InvalidSignature:
            raise NoteError(f"the signature of {self.name} is wrong") from None


@dataclass(frozen=True)
class Signer:
    """A named Ed25519 private key; `seed` is its 32 secret bytes."""

    name: str
    seed: bytes

    def verifier(self) -> Verifier:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return Verifier(check_key_name(self.name), public)

    def sign(self, text: str) -> str:
        """The signed note over `text`, which must end with a newline (NoteError otherwise)."""
        if not text.endswith("\n"):
            raise NoteError("a note's text ends with a newline")
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        raw = key_id(self.name, self.verifier().public_key) + signature
        return f"{text}\n{SIGNATURE_PREFIX}{self.name} {base64.b64encode(raw).decode()}\n"


def split_note(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Text and (key name, key id ‖ signature) of each line. Raises NoteError if malformed."""
    if any(ord(char) < 0x20 and char != "\n" for char in note):
        raise NoteError("a note holds no control characters")
    text, blank, block = note.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise NoteError("a note is text, a blank line and signatures")
    return text + "\n", [_signature(line) for line in block[:-1].split("\n")]


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(SIGNATURE_PREFIX).partition(" ")
    if not line.startswith(SIGNATURE_PREFIX) or not encoded:
        raise NoteError("not a signature line")
    raw = _base64(encoded)
    if len(raw) < 5:
        raise NoteError("a signature is longer than its key id")
    return check_key_name(name), raw


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("not base64") from None
