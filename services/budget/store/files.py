"""Content-addressed files under `DOCUMENTS_DIR`: written once, named by SHA-256, never changed;
erased where retention ended and two persons released it (`usecases/deletion`).

Written before the transaction that refers to them commits: a crash leaves at worst a file nobody
names, never a reference to a file that is not there. A command that is only tried writes none.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from shared.errors import NotFound, Unavailable, Violation

_BLOCK = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


def sha256_of(content: bytes) -> str:
    """The name (hex) under which the store keeps these bytes."""
    return hashlib.sha256(content).hexdigest()


class FileStore:
    """`root/ab/abcdef…`: the first two hex digits name the folder."""

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        """Not `durable`: the system writes when it likes; whoever says so syncs in the end."""
        self._root = root
        self._durable = durable

    def put(self, content: bytes) -> str:
        """Keeps the bytes durably and returns their SHA-256 (hex). Known bytes are kept once.

        Raises Unavailable when the disk is full or away.
        """
        sha256 = sha256_of(content)
        target = self._path(sha256)
        if target.exists():
            return sha256
        draft = target.with_name(f".{sha256}.{secrets.token_hex(8)}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._write(draft, content)
            draft.replace(target)
            self._sync_folder(target.parent)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _unavailable() from error
        return sha256

    def put_stream(self, stream: BinaryIO) -> str:
        """Keeps the bytes of a stream from its start, in constant memory; returns their SHA-256.

        Raises Unavailable when the disk is full or away.
        """
        sha256 = _digest(stream)
        target = self._path(sha256)
        if target.exists():
            return sha256
        draft = target.with_name(f".{sha256}.{secrets.token_hex(8)}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            stream.seek(0)
            with draft.open("xb") as file:
                shutil.copyfileobj(stream, file)
                file.flush()
                self._sync(file.fileno())
            draft.replace(target)
            self._sync_folder(target.parent)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _unavailable() from error
        return sha256

    def open(self, sha256: str) -> BinaryIO:
        """The bytes of that hash as a stream, to be closed. Raises NotFound."""
        if not self.has(sha256):
            raise _unknown_file()
        return self._path(sha256).open("rb")

    def read(self, sha256: str) -> bytes:
        """The bytes of that hash. Raises NotFound for an unknown or malformed one."""
        if not _SHA256.fullmatch(sha256):
            raise _unknown_file()
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise _unknown_file() from error

    def erase(self, sha256: str) -> None:
        """Takes the bytes away for good; what is not there is erased already.

        Whoever files the same bytes in the same moment may lose them: a read test finds it.
        """
        if _SHA256.fullmatch(sha256):
            self._path(sha256).unlink(missing_ok=True)

    def has(self, sha256: str) -> bool:
        """Whether these bytes are kept here."""
        return _SHA256.fullmatch(sha256) is not None and self._path(sha256).exists()

    def on_trial(self) -> FileStore:
        """The same files for a command that is only tried: what it hands in is kept nowhere."""
        return _TrialFiles(self._root)

    def _path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256

    def _write(self, path: Path, content: bytes) -> None:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            self._sync(file.fileno())

    def _sync(self, descriptor: int) -> None:
        if self._durable:
            os.fsync(descriptor)

    def _sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            self._sync(descriptor)
        finally:
            os.close(descriptor)


class _TrialFiles(FileStore):
    """The store as a dry run sees it: its own files live as long as it does, in memory (whoever
    asks has limited their size), and nothing is erased."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._handed_in: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        sha256 = sha256_of(content)
        self._handed_in[sha256] = content
        return sha256

    def put_stream(self, stream: BinaryIO) -> str:
        stream.seek(0)
        return self.put(stream.read())

    def open(self, sha256: str) -> BinaryIO:
        own = self._handed_in.get(sha256)
        return super().open(sha256) if own is None else BytesIO(own)

    def read(self, sha256: str) -> bytes:
        own = self._handed_in.get(sha256)
        return super().read(sha256) if own is None else own

    def erase(self, sha256: str) -> None:
        self._handed_in.pop(sha256, None)

    def has(self, sha256: str) -> bool:
        return sha256 in self._handed_in or super().has(sha256)


def _digest(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _unavailable() -> Unavailable:
    return Unavailable(
        "Die Datei konnte nicht abgelegt werden. Es wurde nichts gespeichert; "
        "bitte die Betriebsstelle informieren.",
        code="file_store_unavailable",
    )


def _unknown_file() -> NotFound:
    return NotFound([Violation("file_unknown", "GOB-01", "Diese Datei gibt es nicht.")])
