"""Does a seal come from whom the reader named, and was its certificate valid when it was made?

A certificate lives two or three years, a report ten and more: a seal is judged at its own time.
What says that time, a time stamp of the named issuer or only the seal itself, the verdict tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from .outcome import Fault

_AFTER = "das Zertifikat ist seit {end} abgelaufen; gesiegelt am {day} laut {source}"
_STAMP, _ITSELF = "Zeitstempel", "der Uhr des Siegels selbst"


@dataclass
class Verdicts:
    """What all seals of a file come to: a sentence each, and what the reader must still judge."""

    sentences: list[str] = field(default_factory=list)
    holders: list[str] = field(default_factory=list)
    """Names in certificates of which only the issuer is known."""
    undated: list[str] = field(default_factory=list)
    """Seals with an expired certificate whose time nothing but the file says."""


@dataclass(frozen=True)
class Judge:
    """Certificates the reader named (DER) and the present, aware."""

    named: Sequence[bytes]
    now: datetime

    def judge(self, seal: Any, verdicts: Verdicts) -> Any:
        """The status of one seal, as pyHanko found it. Raises Fault where it leads elsewhere."""
        status = self._status(seal, self.now)
        certificate = status.signing_cert
        finger = sha256(certificate.dump()).hexdigest()
        who = certificate.subject.native.get("common_name", "unbekannt")
        when = ""
        if self.named and not (status.trusted and _is_valid(certificate, self.now)):
            status, when = self._at_its_time(seal, status, verdicts)
        is_named = certificate.dump() in self.named
        if self.named and not is_named:
            verdicts.holders.append(f"„{who}“")
        trust = "das angegebene Zertifikat" if is_named else "vom angegebenen Aussteller"
        stamped = ", mit Zeitstempel" if status.timestamp_validity is not None else ""
        told = "; ".join(one for one in (trust if self.named else "Aussteller offen", when) if one)
        verdicts.sentences.append(
            f"{seal.field_name}: unverletzt, {who}{stamped} ({told}; SHA-256 {finger})"
        )
        return status

    def _at_its_time(self, seal: Any, status: Any, verdicts: Verdicts) -> tuple[Any, str]:
        stamp = status.timestamp_validity
        moment, source = seal.self_reported_timestamp, _ITSELF
        if stamp is not None and stamp.intact and stamp.valid:
            judged = self._status(seal, stamp.timestamp).timestamp_validity
            if judged.trusted:
                moment, source = stamp.timestamp, _STAMP
        if moment is None or moment > self.now:
            raise Fault(_elsewhere(seal))
        then = self._status(seal, moment)
        if not then.trusted or not _is_valid(then.signing_cert, moment):
            raise Fault(_elsewhere(seal))
        end = then.signing_cert.not_valid_after
        told = _AFTER.format(end=_day(end), day=_day(moment), source=source)
        if end >= self.now:
            told = (
                f"geprüft zum {_day(moment)} laut {source}: ein Zertifikat darüber ist abgelaufen"
            )
        if source is _ITSELF:
            verdicts.undated.append(f"{seal.field_name}: {told}, kein Zeitstempel belegt es")
        return then, told

    def _status(self, seal: Any, moment: datetime) -> Any:
        from asn1crypto import x509
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko_certvalidator import ValidationContext

        roots = [x509.Certificate.load(one) for one in self.named]
        context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment)
        return validate_pdf_signature(seal, context)


def _is_valid(certificate: Any, moment: datetime) -> bool:
    """Also of a certificate that is named itself, whose days nobody else looks at."""
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def _elsewhere(seal: Any) -> str:
    return f"Das Siegel {seal.field_name} führt nicht zu dem angegebenen Zertifikat"


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%d.%m.%Y")
