"""Keys, certificates and servers to try seals with; everything made anew, nothing kept."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")


def pem_of(one: x509.Certificate) -> str:
    return one.public_bytes(serialization.Encoding.PEM).decode()


def pem_key(key: Any, passphrase: str = "") -> str:
    hidden: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        hidden = serialization.BestAvailableEncryption(passphrase.encode())
    private = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, private, hidden).decode()


@dataclass(frozen=True)
class Authority:
    """An issuer of certificates."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls) -> Authority:
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(key, _certificate("Muster-Aussteller", key.public_key(), None, key))

    def issue(
        self, name: str, key: Any, *, first: datetime = NOW - DAY, last: datetime = NOW + 30 * DAY,
        stamps: bool = False,
    ) -> x509.Certificate:  # fmt: skip
        return _certificate(
            name, key.public_key(), self.certificate, self.key, first, last, stamps=stamps
        )

    def revocations(self, *revoked: x509.Certificate) -> str:
        """The list of revoked certificates as PEM."""
        built = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(NOW - DAY)
            .next_update(NOW + DAY)
        )
        for one in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(one.serial_number)
            built = built.add_revoked_certificate(entry.revocation_date(NOW - DAY).build())
        signed = built.sign(self.key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.PEM).decode()


def _certificate(
    name: str, public: Any, issuer: x509.Certificate | None, signing: Any,
    first: datetime = NOW - DAY, last: datetime = NOW + 30 * DAY, *, stamps: bool = False,
) -> x509.Certificate:  # fmt: skip
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    is_root = issuer is None
    built = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(own if issuer is None else issuer.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(is_root, None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not is_root, content_commitment=not is_root and not stamps,
                key_encipherment=False, data_encipherment=False, key_agreement=False,
                key_cert_sign=is_root, crl_sign=is_root, encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
    )  # fmt: skip
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        built = built.add_extension(usage, critical=True)
    return built.sign(signing, hashes.SHA256())


@dataclass(frozen=True)
class Keys:
    """One authority and the city's key with its certificate."""

    authority: Authority
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls) -> Keys:
        authority, key = Authority.make(), ec.generate_private_key(ec.SECP256R1())
        return cls(authority, key, authority.issue("Stadt Musterstadt, Siegel", key))

    @property
    def chain(self) -> str:
        return pem_of(self.certificate) + pem_of(self.authority.certificate)

    @property
    def root(self) -> bytes:
        return pem_of(self.authority.certificate).encode()

    @property
    def own(self) -> bytes:
        """The certificate of the seal itself, without its issuer."""
        return pem_of(self.certificate).encode()

    def pem(self, passphrase: str = "") -> str:
        return pem_key(self.key, passphrase) + self.chain

    def pem_valid(self, first: datetime, last: datetime) -> str:
        """The same key with a certificate for other days."""
        return pem_key(self.key) + pem_of(
            self.authority.issue("Stadt Musterstadt, Siegel", self.key, first=first, last=last)
        )

    def p12(self, passphrase: str) -> bytes:
        return pkcs12.serialize_key_and_certificates(
            b"siegel", self.key, self.certificate, [self.authority.certificate],
            serialization.BestAvailableEncryption(passphrase.encode()),
        )  # fmt: skip


@contextmanager
def stamp_server(authority: Authority) -> Iterator[str]:
    """A time stamp authority (RFC 3161) on loopback; yields its address."""
    from asn1crypto import keys, tsp
    from asn1crypto import x509 as asn1
    from pyhanko.sign.timestamps import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = rsa.generate_private_key(65537, 2048)
    own = authority.issue("Muster-Zeitstempel", key, stamps=True)
    der = serialization.Encoding.DER
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    store = SimpleCertificateStore()
    store.register(asn1.Certificate.load(authority.certificate.public_bytes(der)))
    stamper = DummyTimeStamper(
        asn1.Certificate.load(own.public_bytes(der)),
        keys.PrivateKeyInfo.load(key.private_bytes(der, *plain)),
        certs_to_embed=store,
    )

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            body = stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_token(folder: Path, keys: Keys, pin: str) -> dict[str, str]:
    """A software token (SoftHSM) with the city's key; returns the environment that finds it."""
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    environment = {**os.environ, "SOFTHSM2_CONF": str(settings)}
    commands = ["softhsm2-util", "--init-token", "--free", "--label", "siegel"]
    _run([*commands, "--so-pin", "123456", "--pin", pin], environment)
    key = folder / "key.pem"
    key.write_text(pem_key(keys.key))
    imported = ["--import", str(key), "--token", "siegel", "--label", "siegel", "--id", "01"]
    _run(["softhsm2-util", *imported, "--pin", pin], environment)
    certificate = folder / "certificate.der"
    certificate.write_bytes(keys.certificate.public_bytes(serialization.Encoding.DER))
    _run([_PYTHON, "-c", _PUT, str(SOFTHSM), pin, str(certificate)], environment)
    return {"SOFTHSM2_CONF": str(settings)}


_PYTHON = sys.executable
_PUT = """
import pathlib, sys
import pkcs11
from pkcs11.util.x509 import decode_x509_certificate
module, pin, path = sys.argv[1:]
token = pkcs11.lib(module).get_token(token_label="siegel")
with token.open(rw=True, user_pin=pin) as session:
    found = decode_x509_certificate(pathlib.Path(path).read_bytes())
    found[pkcs11.Attribute.TOKEN] = True
    found[pkcs11.Attribute.LABEL] = "siegel"
    found[pkcs11.Attribute.ID] = b"\\x01"
    session.create_object(found)
"""


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=environment)
