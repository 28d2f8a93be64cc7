"""What a report carries within and beside it: each file as its list names it, nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from .attachments import attachments
from .form import INDEX_FORM, demand
from .outcome import Fault
from .pdf_file import PdfFile
from .side_file import EVENTS, Events, Lines, opened
from .strict_json import read_json

INDEX = "inhalt.json"


@dataclass
class Enclosures:
    """The files of a report by name; `events` apart from them, for they may be large."""

    files: dict[str, bytes] = field(default_factory=dict)
    index: dict[str, Any] = field(default_factory=dict)
    events: Events | None = None

    def open(self, pdf: PdfFile, side: bytes | None) -> str:
        """Read them all; `side` is the ZIP beside a long report. Raises Fault."""
        self.files = attachments(pdf)
        if INDEX not in self.files:
            raise Fault("Die Datei trägt keine Anlagen")
        self.index = read_json(self.files[INDEX])
        demand(self.index, INDEX_FORM, {}, INDEX)
        wanted = self.index["side_file_sha256"]
        beside: Lines | None = None
        if wanted is not None:
            beside = self._add_side_file(side, wanted)
        self._compare(beside)
        self.events = beside if beside is not None else self.files.get(EVENTS)
        return f"{len(self.index['files'])} Anlagen passen zu ihrem Verzeichnis"

    def _add_side_file(self, side: bytes | None, wanted: str) -> Lines | None:
        if side is None:
            raise Fault("Zu diesem Bericht gehört eine Begleitdatei (ZIP): bitte mit angeben")
        if hashlib.sha256(side).hexdigest() != wanted:
            raise Fault("Die Begleitdatei ist nicht die, die der Bericht nennt")
        files, events = opened(side)
        names = files.keys() | ({EVENTS} if events is not None else set())
        if twice := names & self.files.keys():
            raise Fault(f"Die Anlage {min(twice)} gibt es zweimal")
        self.files.update(files)
        return events

    def _compare(self, beside: Lines | None) -> None:
        """Each file is the one of the list, none is missing, none is more."""
        digests = {name: hashlib.sha256(one).hexdigest() for name, one in self.files.items()}
        if beside is not None:
            digests[EVENTS] = beside.sha256()
        listed = {one["name"]: one["sha256"] for one in self.index["files"]}
        if len(listed) != len(self.index["files"]):
            raise Fault("Das Verzeichnis der Anlagen nennt eine Anlage zweimal")
        if strange := digests.keys() - listed.keys() - {INDEX}:
            raise Fault(f"Die Anlage {min(strange)} steht nicht im Verzeichnis der Anlagen")
        for name, digest in listed.items():
            if digests.get(name) != digest:
                raise Fault(f"Die Anlage {name} fehlt oder ist verändert")
