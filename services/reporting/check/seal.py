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
from typing import Any

from .cms import check_cms
from .outcome import Fault, Outcome

NAME = "Siegel"
ISSUER = "Aussteller des Siegels"
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d01090431220420")


def check_seals(outcome: Outcome, data: bytes, unsealed: int, trusted: bytes | None) -> None:
    """Judge every seal behind the first revision, which ends at `unsealed`.

    `trusted` is a PEM certificate that must be the issuer (or the sealing certificate itself).
    """
    ranges = [tuple(map(int, one.groups())) for one in _RANGE.finditer(data, unsealed)]
    if not ranges:
        if len(data) != unsealed:
            outcome.wrong(NAME, "Hinter dem Bericht stehen Bytes, die kein Siegel deckt")
        elif trusted is not None:
            outcome.wrong(NAME, "Ein Zertifikat ist genannt, aber die Datei trägt kein Siegel")
        else:
            outcome.unchecked(NAME, "die Datei trägt kein elektronisches Siegel")
        return
    outcome.step("Siegel, Bytes", lambda: _check_ranges(data, ranges))
    if importlib.util.find_spec("pyhanko") is None:
        without = "pyHanko ist nicht installiert: die Unterschrift ist nicht geprüft"
        if trusted is not None:
            outcome.wrong(NAME, f"{without}, auch nicht gegen das genannte Zertifikat")
        else:
            outcome.unchecked(NAME, f"{without}; wer gesiegelt hat, ist offen")
        return
    outcome.step(NAME, lambda: _with_pyhanko(data, ranges, trusted))
    if trusted is None:
        outcome.unchecked(
            ISSUER, "kein Zertifikat genannt (--siegel): wer gesiegelt hat, ist offen"
        )


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


def _with_pyhanko(data: bytes, ranges: list[Any], trusted: bytes | None) -> str:
    """Every byte range found in the text is that of a signature, and the last covers everything.

    What looks like one but is none (in a comment, say) would otherwise pass as a seal.
    """
    from asn1crypto import pem, x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        roots = [x509.Certificate.load(pem.unarmor(trusted)[2])] if trusted is not None else []
        _ = [one.subject.native for one in roots]  # it is read when first asked
    except (ValueError, TypeError):
        raise Fault("Das genannte Zertifikat ist nicht lesbar: erwartet wird PEM") from None
    sentences = []
    found = list(PdfFileReader(io.BytesIO(data)).embedded_signatures)
    if [tuple(map(int, one.byte_range)) for one in found] != ranges:
        raise Fault(f"Die Datei nennt {len(ranges)} Siegel, echt sind davon nicht alle")
    for one in found:
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        status = validate_pdf_signature(one, context)
        check_cms(_without_padding(one.pkcs7_content))
        if not (status.intact and status.valid):
            raise Fault(f"Das Siegel {one.field_name} ist gebrochen")
        if not status.docmdp_ok:
            raise Fault(f"Nach dem Siegel {one.field_name} wurde der Bericht verändert")
        if one is found[-1] and status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
            raise Fault(f"Das Siegel {one.field_name} deckt nicht die ganze Datei")
        sentences.append(_sentence(one, status, bool(roots)))
    return "; ".join(sentences)


def _sentence(one: Any, status: Any, has_roots: bool) -> str:
    certificate = status.signing_cert
    if has_roots and not status.trusted:
        raise Fault(f"Das Siegel {one.field_name} führt nicht zu dem angegebenen Zertifikat")
    finger = hashlib.sha256(certificate.dump()).hexdigest()
    who = certificate.subject.native.get("common_name", "unbekannt")
    trust = "vom angegebenen Aussteller" if has_roots else "Aussteller offen"
    stamped = ", mit Zeitstempel" if status.timestamp_validity is not None else ""
    return f"{one.field_name}: unverletzt, {who}{stamped} ({trust}; SHA-256 {finger})"
