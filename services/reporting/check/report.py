"""All steps of the check of one report file, offline."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from .belongings import Belongings
from .chart_data import check_chart_data
from .csv_files import check_csv
from .drafted import check_drafted
from .editions import check_edition, edition_of
from .enclosures import Enclosures
from .fonts import Fonts
from .form import check_form
from .furniture import Furniture
from .languages import check_languages
from .layout import check_layout, check_used
from .log import check_cut_off, check_proof, open_checkpoint
from .not_compared import tell_open
from .outcome import OK, Fault, Outcome, Unseen
from .overview import Overview
from .packet import check_packet
from .pdf_file import PdfFile, check_identifier
from .pdf_text import PageText
from .pictures import Pictures
from .printed import Print
from .prose import Prose
from .reading_order import ReadingOrder
from .register_words import check_known_words
from .releases import check_releases
from .rule_list import check_rules, has_rules
from .seal import check_seals
from .seal_words import SealWords
from .sentences import check_sentences
from .side_file import Events
from .skeleton import Skeleton
from .spoken import Spoken
from .steps import check_steps
from .strict_json import read_json
from .sums import check_sums
from .told import Told, read_events
from .voucher_words import check_words
from .vouchers import check_vouchers, has_vouchers

_COMPARE_KEY = (
    "er kommt aus der Datei selbst; bitte mit --fingerabdruck angeben, was die Stadt an anderer "
    "Stelle veröffentlicht hat"
)
_STATES = {"draft": "ENTWURF, nicht freigegeben", "released": "freigegeben"}


@dataclass(frozen=True)
class Trust:
    """What the reader knows from elsewhere: the log's key or its fingerprint, the certificate of
    the seal or its issuer's."""

    log_key: str = ""
    fingerprint: str = ""
    seal: bytes | None = None
    now: datetime | None = None
    """The day on which the seal is judged, aware; the present unless given."""


def check_report(data: bytes, side: bytes | None, trust: Trust) -> Outcome:
    """Everything that can be checked in a report; `side` is the ZIP that goes with a long one."""
    outcome = Outcome()
    length = [len(data)]

    def identifier() -> str:
        length[0] = check_identifier(data)
        return f"{length[0]} Bytes passen zur Kennung der Datei"

    outcome.step("Datei", identifier)
    check_seals(outcome, data, length[0], trust.seal, trust.now)
    _Contents(outcome, side, trust).check(data)
    return outcome


class _Contents:
    """The steps that look into the file."""

    def __init__(self, outcome: Outcome, side: bytes | None, trust: Trust) -> None:
        self._outcome, self._side, self._trust = outcome, side, trust
        self._enclosed = Enclosures()
        self._is_as_drafted = False

    def check(self, data: bytes) -> None:
        step = self._outcome.step
        pdf: list[PdfFile] = []

        def opened() -> str:
            file = PdfFile(data)
            said = self._enclosed.open(file, self._side)
            pdf.append(file)
            return said

        step("Anlagen", opened)
        if not pdf or "bericht.json" not in self._enclosed.files:
            return
        step("Aufbau", lambda: check_layout(pdf[0]) + check_used(pdf[0]))
        whole = self._enclosed.files["bericht.json"]
        end = whole.rfind(b',"frame":')
        raw = whole[len(b'{"document":') : end]
        read: list[dict[str, Any]] = []

        def load() -> str:
            found = read_json(whole)
            if set(found) != {"document", "frame"} or found["document"] != read_json(raw):
                raise Fault("Die Daten des Berichts haben eine andere Form")
            read[:] = [found]
            return printed.check_hash(raw, found["frame"]["content_hash"])

        printed = Print(pdf[0], PageText(pdf[0]))
        step("Inhaltsprüfsumme", load)
        if not read or not self._has_form(read[0]):
            return
        document, frame = read[0]["document"], read[0]["frame"]
        step("Bericht", lambda: _what_it_is(document, frame))
        step("Freigaben", lambda: check_releases(pdf[0], frame))
        frame = frame | {"side_file": self._enclosed.index["side_file_sha256"] or ""}
        order = ReadingOrder(pdf[0])
        prose, pictures = Prose(pdf[0], printed.text), Pictures(pdf[0], printed.text, order)
        step("Daten gleich Druck", lambda: printed.check_tables(document))
        step("Texte gleich Druck", lambda: prose.check(document, frame))
        step("Inhaltsverzeichnis", Overview(pdf[0], printed.text).check)
        step("Angaben der Datei", lambda: _packet(pdf[0], printed.text, document, frame))
        step("Zeichnung", Belongings(pdf[0], printed.text, Fonts(pdf[0]), order).check)
        step("Gerüst", lambda: Skeleton(pdf[0]).check(document))
        seals = SealWords(pdf[0], printed.text)
        step("Siegelfelder", lambda: seals.check(document, frame))
        step("Worte neben dem Druck", Spoken(pdf[0], printed.text).check)
        furniture = Furniture(pdf[0], printed.text, order)
        step("Kopf, Fuß, Überträge", lambda: furniture.check(document, frame))
        step("Diagramme", lambda: pictures.check(document, frame) + check_chart_data(document))
        step(
            "CSV gleich Daten",
            lambda: check_csv(document, frame["rule_pack"], self._enclosed.files),
        )
        if has_rules(document, self._enclosed.files):
            step("Regelverzeichnis", lambda: check_rules(document, self._enclosed.files))
        step("Summen", lambda: check_sums(document))
        step("Rechenwege", lambda: check_steps(document))
        self._log(document, frame)

    def _has_form(self, found: dict[str, Any]) -> bool:
        """Whether data of this form can be looked into; what the list of files says of them too."""
        self._outcome.step("Form der Daten", lambda: self._form(found))
        return self._outcome.steps[-1][1] == OK

    def _form(self, found: dict[str, Any]) -> str:
        said = check_form(found)
        for key in ("content_hash", "rule_pack"):
            if self._enclosed.index[key] != found["frame"][key]:
                raise Fault(f"Das Verzeichnis der Anlagen gehört zu einem anderen Bericht ({key})")
        return said

    def _log(self, document: dict[str, Any], frame: dict[str, Any]) -> None:
        if "nachweis.json" not in self._enclosed.files:
            if frame["checkpoint"] or self._knows_log:
                self._outcome.wrong("Prüfprotokoll", "der Nachweis des Protokolls fehlt der Datei")
            else:
                self._outcome.unchecked("Prüfprotokoll", "die Datei trägt keinen Nachweis")
            return
        events = self._enclosed.events
        if events is not None:
            self._drafted(document, frame)
        self._outcome.step("Prüfmarke", lambda: self._checkpoint(frame))
        if not self._knows_log:
            self._outcome.unchecked("Schlüssel des Protokolls", _COMPARE_KEY)
        told: list[Told] = []
        self._outcome.step("Prüfprotokoll", lambda: self._proof(frame, events, told))
        if events is None or told:
            self._vouchers(document, told[0] if told else None)

    def _drafted(self, document: dict[str, Any], frame: dict[str, Any]) -> None:
        """Of a released report with its events; a draft is in the log only once it is made."""
        if frame["status"] != "released":
            return
        files = self._enclosed.files
        self._outcome.step(
            "Entwurf im Protokoll", lambda: check_drafted(files, self._key, document, frame)
        )
        self._is_as_drafted = self._outcome.steps[-1][1] == OK

    def _words(self, name: str, check: Callable[[], str]) -> None:
        """A step about words that no event gives one by one; of a report that is as the log says
        it was drafted they are known not to be changed since."""

        def stated() -> str:
            try:
                return check()
            except Unseen as unseen:
                if not self._is_as_drafted:
                    raise
                return f"{unseen}; alles unverändert seit dem Entwurf, den das Protokoll nennt"

        self._outcome.step(name, stated)

    def _vouchers(self, document: dict[str, Any], told: Told | None) -> None:
        if told is not None:
            self._outcome.step("Belege", lambda: check_vouchers(document, told))
            if told.passed_over:
                self._words("Ausgabe des Programms", lambda: check_edition(told))
        elif has_vouchers(document):
            self._outcome.wrong("Belege", "zu den einzelnen Belegen fehlen die Ereignisse")
        else:
            self._outcome.unchecked("Belege", "ohne Ereignisse, wie im öffentlichen Teil")
        self._outcome.step("Empfänger und Gründe", lambda: check_words(document, told))
        self._words("Worte des Regelwerks", lambda: check_known_words(document, told))
        self._words("Angaben ohne Vergleich", lambda: tell_open(document))
        self._words("Beträge in Sätzen", lambda: check_sentences(document, told))
        if not has_vouchers(document):
            self._words("Beträge", _only_sums)

    @property
    def _knows_log(self) -> bool:
        return bool(self._trust.log_key or self._trust.fingerprint)

    @property
    def _key(self) -> str:
        return self._trust.log_key or self._enclosed.files["protokollschluessel.txt"].decode()

    def _checkpoint(self, frame: dict[str, Any]) -> str:
        if self._enclosed.files["pruefmarke.txt"].decode() != frame["checkpoint"]:
            raise Fault("Gedruckt ist eine andere Prüfmarke als die der Anlage")
        key = self._key.strip()
        found = hashlib.sha256(key.encode()).hexdigest()
        wanted = self._trust.fingerprint.lower().replace(":", "").replace(" ", "")
        if wanted and found != wanted:
            raise Fault("Der Schlüssel des Protokolls hat einen anderen Fingerabdruck")
        if found != self._enclosed.index["log_key_sha256"] or frame["log_key"] not in ("", found):
            raise Fault("Der Bericht nennt einen anderen Schlüssel des Protokolls")
        opened = open_checkpoint(self._enclosed.files["pruefmarke.txt"].decode(), key)
        if frame["cut_off_position"] > opened.size:
            raise Fault("Die Prüfmarke ist älter als der Datenstand, den der Bericht nennt")
        return f"{opened.size} Einträge, unterschrieben (Schlüssel SHA-256 {found})"

    def _proof(self, frame: dict[str, Any], events: Events | None, told: list[Told]) -> str:
        """What the events tell goes into `told`, once they could be read."""
        if events is not None:
            told.append(replace(read_events(events), edition=edition_of(frame)))
        read = told[0] if told else None
        checkpoint = open_checkpoint(self._enclosed.files["pruefmarke.txt"].decode(), self._key)
        proof = read_json(self._enclosed.files["nachweis.json"])
        return check_proof(proof, checkpoint, read) + check_cut_off(frame, proof, read)


def _packet(pdf: PdfFile, text: PageText, document: dict[str, Any], frame: dict[str, Any]) -> str:
    return check_packet(pdf, document, frame) + check_languages(pdf, text, document)


def _only_sums() -> str:
    raise Unseen(
        "der Bericht nennt Summen, keine einzelnen Belege; was davon nicht bei den Belegen als "
        "nachgerechnet steht, prüft nur die Belegliste"
    )


def _what_it_is(document: dict[str, Any], frame: dict[str, Any]) -> str:
    state = _STATES.get(frame["status"])
    if state is None:
        raise Fault(f"Den Stand „{frame['status']}“ gibt es nicht")
    named = ", ".join(one for one in (document["title"], document["period"]) if one)
    return f"{named}, {document['city']}, Fassung {frame['version']}, {state}"
