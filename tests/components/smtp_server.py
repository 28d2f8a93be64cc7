"""A mail server that keeps what it gets: SMTP, in TLS by STARTTLS or from the first byte."""

from __future__ import annotations

import base64
import email
import email.policy
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Received:
    """One mail: envelope, content, and whether it came through TLS and behind a log-in."""

    sender: str
    recipient: str
    mail: EmailMessage
    secured: bool
    user: str


@dataclass
class MailServer:
    """`answers` are the replies to RCPT, one used up per mail, 250 when there is none left;
    `verdict` is the reply to the content."""

    port: int = 0
    certificate: str = ""
    password: str = "geheim"
    offers_tls: bool = True
    answers: list[str] = field(default_factory=list)
    verdict: str = "250 kept"
    received: list[Received] = field(default_factory=list)


class _Talk(socketserver.StreamRequestHandler):
    """One connection; commands as in RFC 5321, 3207 and 4954."""

    server: Any

    def setup(self) -> None:
        if self.server.implicit:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.secured, self.user = self.server.implicit, ""
        self.sender = self.recipient = ""
        super().setup()

    def handle(self) -> None:
        self.say("220 mail.example")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            getattr(self, f"do_{verb.lower()}", self.unknown)(line)
            if verb == "QUIT":
                return

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def unknown(self, _line: str) -> None:
        self.say("502 unknown")

    def do_ehlo(self, _line: str) -> None:
        self.say("250-mail.example")
        if self.server.house.offers_tls and not self.secured:
            self.say("250-STARTTLS")
        if self.secured:
            self.say("250-AUTH PLAIN")
        self.say("250 SMTPUTF8")

    def do_starttls(self, _line: str) -> None:
        self.say("220 go on")
        self.rfile.close()
        self.wfile.close()
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.secured = True
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)

    def do_auth(self, line: str) -> None:
        _, user, password = base64.b64decode(line.split(" ")[2]).decode().split("\0")
        self.user = user if password == self.server.house.password else ""
        self.say("235 welcome" if self.user else "535 wrong")

    def do_mail(self, line: str) -> None:
        self.sender = line.partition("<")[2].partition(">")[0]
        self.say("250 ok")

    def do_rcpt(self, line: str) -> None:
        self.recipient = line.partition("<")[2].partition(">")[0]
        answers = self.server.house.answers
        self.say(answers.pop(0) if answers else "250 ok")

    def do_data(self, _line: str) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        mail = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.server.house.received.append(
            Received(self.sender, self.recipient, mail, self.secured, self.user)
        )
        self.say(self.server.house.verdict)

    def do_rset(self, _line: str) -> None:
        self.say("250 ok")

    def do_quit(self, _line: str) -> None:
        self.say("221 bye")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that trusts nobody here hangs up: that is what a test wants to see."""


@contextmanager
def mail_server(folder: Path, *, implicit: bool = False) -> Iterator[MailServer]:
    """A running server on a free port of this machine; `implicit`: TLS from the first byte."""
    house = MailServer()
    key = folder / "mail.pem"
    house.certificate = _self_signed(key)
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.house, server.implicit = house, implicit  # type: ignore[attr-defined]
        server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)  # type: ignore[attr-defined]
        server.tls.load_cert_chain(key)  # type: ignore[attr-defined]
        house.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield house
        server.shutdown()


def _self_signed(path: Path) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    text = certificate.public_bytes(serialization.Encoding.PEM).decode()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    path.write_text(private + text, "ascii")
    return text
