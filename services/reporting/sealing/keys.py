"""From a configured key to a signer, once the certificate may be used."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from services.reporting.sealing.order import BAD_KEY, EXPIRED, REVOKED, KeySource, SealFault

_ENDS = "-----END CERTIFICATE-----"


def signer_of(source: KeySource, at: datetime, revoked: str) -> Signer:
    """A signer whose certificate is valid at `at` and not on the list. Raises SealFault."""
    try:
        if source.module:
            signer = _from_token(source)
        elif source.p12:
            signer = _from_p12(source)
        else:
            signer = _from_pem(source)
        certificate = certificates.load_der_x509_certificate(certificate_of(signer).dump())
    except SealFault:
        raise
    except Exception as error:  # three libraries, each with errors of its own
        raise _unusable(error) from error
    _check(certificate, at, revoked)
    return signer


def certificate_of(signer: Signer) -> x509.Certificate:
    """The certificate a signer seals with. Raises SealFault if the token holds none."""
    if signer.signing_cert is None:
        raise SealFault(BAD_KEY, "Zu dem Schlüssel des Siegels fehlt das Zertifikat.")
    return signer.signing_cert


def _check(certificate: certificates.Certificate, at: datetime, revoked: str) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= at <= last:
        days = f"{first:%d.%m.%Y} bis {last:%d.%m.%Y}"
        raise SealFault(
            EXPIRED,
            f"Das Zertifikat des Siegels gilt nur vom {days}. Bitte ein gültiges einsetzen "
            "(SEAL_PEM, SEAL_P12 oder Token) und den Dienst neu starten.",
        )
    if revoked and _is_listed(certificate, revoked):
        raise SealFault(
            REVOKED,
            "Das Zertifikat des Siegels ist gesperrt. Bitte ein neues ausstellen lassen und "
            "einsetzen.",
        )


def _is_listed(certificate: certificates.Certificate, revoked: str) -> bool:
    try:
        found = certificates.load_pem_x509_crl(revoked.encode())
    except ValueError as error:
        raise SealFault(BAD_KEY, "Die Sperrliste (SEAL_CRL) ist nicht lesbar.") from error
    if found.issuer != certificate.issuer:
        return False
    return found.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None


def _from_pem(source: KeySource) -> Signer:
    secret = source.passphrase.encode() or None
    key = serialization.load_pem_private_key(source.pem.encode(), secret)
    found = certificates.load_pem_x509_certificates(source.pem.encode())
    return _simple(key, found)


def _from_p12(source: KeySource) -> Signer:
    secret = source.passphrase.encode() or None
    key, own, others = pkcs12.load_key_and_certificates(base64.b64decode(source.p12), secret)
    if key is None or own is None:
        raise SealFault(BAD_KEY, "Die PKCS#12-Datei des Siegels enthält keinen Schlüssel.")
    return _simple(key, [own, *others])


def _simple(key: Any, found: list[certificates.Certificate]) -> Signer:
    """A key must belong to the first certificate; the others are its chain."""
    own = next((one for one in found if one.public_key() == key.public_key()), None)
    if own is None:
        raise SealFault(BAD_KEY, "Der Schlüssel des Siegels passt zu keinem seiner Zertifikate.")
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko
    store.register_multiple(_der(one) for one in found if one != own)
    raw = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return SimpleSigner(
        signing_cert=_der(own),
        signing_key=keys.PrivateKeyInfo.load(raw),
        cert_registry=store,
        embed_roots=False,  # whoever trusts a root has it; beside a signature nothing protects it
    )


def _der(one: certificates.Certificate) -> x509.Certificate:
    return x509.Certificate.load(one.public_bytes(serialization.Encoding.DER))


def _from_token(source: KeySource) -> Signer:
    """Key and certificate of that label on the token; the key never leaves it."""
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    session = open_pkcs11_session(
        source.module,
        token_criteria=TokenCriteria(label=source.token) if source.token else None,
        user_pin=source.pin or None,
    )
    # Hashed here: many tokens know ECDSA only over a finished digest.
    return PKCS11Signer(
        session,
        cert_label=source.label,
        key_label=source.label,
        use_raw_mechanism=True,
        embed_roots=False,
    )


def _unusable(error: Exception) -> SealFault:
    return SealFault(
        BAD_KEY,
        "Der Schlüssel des Siegels ist nicht zu benutzen: Datei, Kennwort oder Token prüfen "
        f"({type(error).__name__}).",
    )
