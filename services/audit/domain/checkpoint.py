"""Checkpoints: what the log states about itself (C2SP tlog-checkpoint).

Three lines (origin, tree size, root) and one extension line of ours: the stream offset at which
audit goes on reading. A report rests on the newest checkpoint whose next offset it has reached,
so the offset has to be under the same signature as the root.
"""

import base64
import binascii
from dataclasses import dataclass

from services.audit.domain.merkle import HASH_BYTES
from services.audit.domain.note import NoteError, Signer, Verifier, check_key_name

NEXT_OFFSET = "next-offset "


@dataclass(frozen=True)
class Checkpoint:
    """The head of the log at one moment; `next_offset` is the first offset not yet in it."""

    origin: str
    tree_size: int
    root: bytes
    next_offset: int

    def text(self) -> str:
        """The note text that is signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.tree_size}\n{root}\n{NEXT_OFFSET}{self.next_offset}\n"

    def sign(self, signer: Signer) -> str:
        """The signed note. Raises NoteError if the key is not named after the origin."""
        if signer.name != check_key_name(self.origin):
            raise NoteError(f"the key is named {signer.name}, the log {self.origin}")
        return signer.sign(self.text())


def parse_checkpoint(text: str) -> Checkpoint:
    """A checkpoint from the text of a note. Raises NoteError if a line is not as specified."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines):
        raise NoteError("a checkpoint has at least three lines, none empty")
    extensions = [line for line in lines[3:] if line.startswith(NEXT_OFFSET)]
    if len(extensions) != 1:
        raise NoteError("the checkpoint does not state one next offset")
    next_offset = _number(extensions[0].removeprefix(NEXT_OFFSET))
    return Checkpoint(lines[0], _number(lines[1]), _root(lines[2]), next_offset)


def open_checkpoint(note: str, verifier: Verifier) -> Checkpoint:
    """The checkpoint in a note, once its signature holds and it is of the verifier's log.

    Raises NoteError otherwise.
    """
    checkpoint = parse_checkpoint(verifier.open(note))
    if checkpoint.origin != verifier.name:
        raise NoteError(f"a checkpoint of {checkpoint.origin}, not of {verifier.name}")
    return checkpoint


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or (text[0] == "0" and text != "0"):
        raise NoteError(f"not a decimal number without leading zeroes: {text!r}")
    return int(text)


def _root(text: str) -> bytes:
    try:
        root = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("the root is not base64") from None
    if len(root) != HASH_BYTES:
        raise NoteError("the root is not a SHA-256 hash")
    return root
