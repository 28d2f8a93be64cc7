"""Prüft dieses Paket, ohne das Programm, aus dem es stammt.

    python pruefen.py [Schlüssel]

Nötig sind Python ab 3.9 und das Paket "cryptography" (pip install cryptography). Geprüft wird:
die Unterschrift der Prüfmarke, der Wurzelhash aus allen Blatthashes (RFC 9162), und für jeden
Eintrag, dass seine Bytes genau an seiner Stelle im Protokoll stehen. Wer den öffentlichen
Schlüssel auf anderem Weg kennt, gibt ihn an: nur dann zeigt die Unterschrift, von wem sie ist.
"""

import base64
import hashlib
import json
import pathlib
import sys
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HERE = pathlib.Path(__file__).resolve().parent


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def open_note(note: str, verifier_key: str) -> list[str]:
    """Lines of the checkpoint, once its signature holds (C2SP signed-note, Ed25519)."""
    name, hex_id, encoded = verifier_key.strip().split("+", 2)
    key = base64.b64decode(encoded)[1:]
    wanted = hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]
    if wanted.hex() != hex_id:
        raise SystemExit("FEHLER: der Schlüssel passt nicht zu seiner Kennung")
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        _dash, signer, blob = line.split(" ")
        raw = base64.b64decode(blob)
        if signer == name and raw[:4] == wanted:
            try:
                Ed25519PublicKey.from_public_bytes(key).verify(raw[4:], (text + "\n").encode())
            except InvalidSignature:
                raise SystemExit("FEHLER: die Unterschrift der Prüfmarke ist falsch") from None
            return text.split("\n")
    raise SystemExit("FEHLER: die Prüfmarke ist nicht mit diesem Schlüssel unterschrieben")


def root_of(path: pathlib.Path, size: int) -> bytes:
    """Root of the tree over the leaf hashes in a file, and their number."""
    stack: list[bytes] = []
    count = 0
    with path.open("rb") as file:
        while node := file.read(32):
            rest = count
            while rest & 1:
                node = hashlib.sha256(b"\x01" + stack.pop() + node).digest()
                rest >>= 1
            stack.append(node)
            count += 1
    if count != size:
        raise SystemExit(f"FEHLER: {count} Blatthashes, die Prüfmarke nennt {size}")
    root = stack.pop() if stack else hashlib.sha256(b"").digest()
    while stack:
        root = hashlib.sha256(b"\x01" + stack.pop() + root).digest()
    return root


def body_of(entry: dict[str, Any]) -> bytes:
    """The bytes of an entry exactly as they were received."""
    if "body_base64" in entry:
        return base64.b64decode(entry["body_base64"])
    return str(entry["body"]).encode()


def check_entries(hashes: pathlib.Path) -> int:
    """Number of entries, each found at its place among the leaf hashes."""
    count = 0
    with (HERE / "eintraege.ndjson").open("rb") as lines, hashes.open("rb") as leaves:
        for line in lines:
            entry = json.loads(line)
            leaves.seek(32 * entry["sequence"])
            leaf = hashlib.sha256(b"\x00" + body_of(entry)).digest()
            if leaves.read(32) != leaf:
                raise SystemExit(f"FEHLER: Eintrag {entry['sequence']} ist verändert")
            count += 1
    return count


def main() -> None:
    key = sys.argv[1] if len(sys.argv) > 1 else (HERE / "schluessel.txt").read_text("utf-8")
    lines = open_note((HERE / "pruefmarke.txt").read_text("utf-8"), key)
    origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2])
    hashes = HERE / "blatthashes.bin"
    if root_of(hashes, size) != root:
        raise SystemExit("FEHLER: die Blatthashes ergeben nicht den Wurzelhash der Prüfmarke")
    count = check_entries(hashes)
    say(f"In Ordnung: {count} Einträge, Protokoll {origin}, Prüfmarke über {size} Einträge.")
    if len(sys.argv) < 2:
        say("Hinweis: Schlüssel aus diesem Paket; bitte mit dem bekannten vergleichen.")


if __name__ == "__main__":
    main()
