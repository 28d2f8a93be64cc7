"""Certificates a reader names: those of a PEM file, or the one of a DER file."""

from __future__ import annotations

import re

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates

from .outcome import Fault

_UNREADABLE = (
    "Das mit --siegel genannte Zertifikat ist nicht lesbar (erwartet wird PEM oder DER); am "
    "Bericht liegt das nicht: bitte die Datei prüfen, die die Stadt veröffentlicht hat"
)


def named_certificates(given: bytes) -> tuple[bytes, ...]:
    """Each as DER. Raises Fault, in words about what was given."""
    try:
        found = _loaded(given)
    except ValueError:
        raise Fault(_UNREADABLE) from None
    return tuple(one.public_bytes(Encoding.DER) for one in found)


def _loaded(given: bytes) -> list[Certificate]:
    if re.search(rb"-----BEGIN [A-Z ]*CERTIFICATE-----", given):
        return load_pem_x509_certificates(given)
    return [load_der_x509_certificate(given)]
