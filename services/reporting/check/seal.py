"""The seals in the file (PAdES): what each covers, and whether its bytes are untouched.

The cryptography of the certificate chain is pyHanko's. Without it only the digest is recomputed,
and the check says so.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import logging
import re
from datetime import UTC, datetime
from typing import Any

from .certificates import named_certificates
from .cms import check_cms
from .outcome import Fault, Outcome
from .seal_trust import Judge, Verdicts

NAME = "Siegel"
_NO_SEAL = (
    "die Datei trägt kein elektronisches Siegel; für Worte, die in keinem Ereignis stehen "
    "(Empfänger, Zwecke, Sätze, Stand, Fassung, Freigaben, Stadt), steht so niemand ein"
)
ISSUER, HOLDER, TIME = "Aussteller des Siegels", "Inhaber des Siegels", "Zeit des Siegels"
_WHO = (
    "gesiegelt hat {}; genannt ist nur der Aussteller, bei dem auch andere ein Siegel bekommen: "
    "bitte den Namen vergleichen oder mit --siegel das Zertifikat des Siegels selbst angeben"
)
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d01090431220420")


def check_seals(
    outcome: Outcome, data: bytes, unsealed: int, trusted: bytes | None, now: datetime | None = None
) -> None:
    """Judge every seal behind the first revision, which ends at `unsealed`.

    `trusted` is a PEM or DER certificate: that of the seal, or its issuer, which leaves open who of
    the issuer's customers sealed. `now` (aware) is the present unless given.
    """
    ranges = [tuple(map(int, one.groups())) for one in _RANGE.finditer(data, unsealed)]
    if not ranges:
        if len(data) != unsealed:
            outcome.wrong(NAME, "Hinter dem Bericht stehen Bytes, die kein Siegel deckt")
        elif trusted is not None:
            outcome.wrong(NAME, "Ein Zertifikat ist genannt, aber die Datei trägt kein Siegel")
        else:
            outcome.unchecked(NAME, _NO_SEAL)
        return
    outcome.step("Siegel, Bytes", lambda: _check_ranges(data, ranges))
    if importlib.util.find_spec("pyhanko") is None:
        without = "pyHanko ist nicht installiert: die Unterschrift ist nicht geprüft"
        if trusted is not None:
            outcome.wrong(NAME, f"{without}, auch nicht gegen das genannte Zertifikat")
        else:
            outcome.unchecked(NAME, f"{without}; wer gesiegelt hat, ist offen")
        return
    found = Verdicts()
    outcome.step(NAME, lambda: _with_pyhanko(data, ranges, trusted, now, found))
    _say_what_is_open(outcome, found, has_named=trusted is not None)


def _say_what_is_open(outcome: Outcome, found: Verdicts, *, has_named: bool) -> None:
    if not has_named:
        outcome.unchecked(
            ISSUER, "kein Zertifikat genannt (--siegel): wer gesiegelt hat, ist offen"
        )
    if found.holders:
        outcome.unchecked(HOLDER, _WHO.format(", ".join(dict.fromkeys(found.holders))))
    if found.undated:
        outcome.unchecked(TIME, "; ".join(found.undated))


def _check_ranges(data: bytes, ranges: list[Any]) -> str:
    """The last seal covers the whole file; each holds the digest of the bytes it covers."""
    if ranges[-1][2] + ranges[-1][3] != len(data):
        raise Fault("Hinter dem letzten Siegel stehen Bytes, die es nicht deckt")
    for start, length, second, rest in ranges:
        if start != 0:
            raise Fault("Ein Siegel deckt den Anfang der Datei nicht")
        digits = data[length:second]
        if not re.fullmatch(rb"<[0-9A-F]+>", digits):
            raise Fault("Die Unterschrift des Siegels ist verändert")
        contents = bytes.fromhex(digits[1:-1].decode())
        digest = hashlib.sha256(data[:length] + data[second : second + rest]).digest()
        at = contents.find(_MESSAGE_DIGEST)
        if at < 0 or contents[at + 15 : at + 47] != digest:
            raise Fault("Die Bytes unter dem Siegel sind verändert")
        if contents[len(_without_padding(contents)) :].strip(b"\0"):
            raise Fault("Hinter der Unterschrift des Siegels stehen fremde Bytes")
    return f"{len(ranges)} Siegel decken die Datei lückenlos"


def _without_padding(data: bytes) -> bytes:
    """The one DER value at the beginning."""
    count = data[1] & 0x7F if data[1] & 0x80 else 0
    length = int.from_bytes(data[2 : 2 + count], "big") if count else data[1]
    return data[: 2 + count + length]


def _with_pyhanko(
    data: bytes, ranges: list[Any], trusted: bytes | None, now: datetime | None, told: Verdicts
) -> str:
    """Every byte range found in the text is that of a signature, and the last covers everything.

    What looks like one but is none (in a comment, say) would otherwise pass as a seal.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    judge = Judge(named_certificates(trusted) if trusted is not None else (), now or _now())
    found = list(PdfFileReader(io.BytesIO(data)).embedded_signatures)
    if [tuple(map(int, one.byte_range)) for one in found] != ranges:
        raise Fault(f"Die Datei nennt {len(ranges)} Siegel, echt sind davon nicht alle")
    for one in found:
        check_cms(_without_padding(one.pkcs7_content))
        status = judge.judge(one, told)
        if not (status.intact and status.valid):
            raise Fault(f"Das Siegel {one.field_name} ist gebrochen")
        if not status.docmdp_ok:
            raise Fault(f"Nach dem Siegel {one.field_name} wurde der Bericht verändert")
        if one is found[-1] and status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
            raise Fault(f"Das Siegel {one.field_name} deckt nicht die ganze Datei")
    return "; ".join(told.sentences)


def _now() -> datetime:
    """The present: a seal without any time of its own is judged today."""
    return datetime.now(UTC)  # noqa: TID251  # a stranger has no clock of ours
