"""Settings of outgoing mail: one address of a server says host, port, log-in and how it is secured.

`smtps://` speaks TLS from the first byte, `smtp://` demands STARTTLS before it says anything. Only
a server on this machine may be spoken to in clear (`smtp+clear://`).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

Text = Callable[[str, str], str]

_PORTS: Final = {"smtp": 587, "smtps": 465, "smtp+clear": 25}


@dataclass(frozen=True)
class MailSettings:
    """Without a `url` nothing is sent. `sender` is the From address; `authority` a certificate
    (PEM) that the server's is trusted by, empty for those of the machine."""

    url: str = field(default="", repr=False)
    sender: str = ""
    authority: str = field(default="", repr=False)

    @property
    def is_on(self) -> bool:
        return bool(self.url)

    @property
    def scheme(self) -> str:
        return self._parts.scheme

    @property
    def host(self) -> str:
        return self._parts.hostname or ""

    @property
    def port(self) -> int:
        return self._parts.port or _PORTS[self.scheme]

    @property
    def user(self) -> str:
        return unquote(self._parts.username or "")

    @property
    def password(self) -> str:
        return unquote(self._parts.password or "")

    @property
    def faults(self) -> list[str]:
        """What is contradictory, in German; never the address itself, it may hold a password."""
        if not self.is_on:
            return []
        try:
            known = self._parts.scheme in _PORTS and bool(self.host) and self.port > 0
        except ValueError:
            known = False
        if not known:
            return ["SMTP_URL muss smtps://, smtp:// oder smtp+clear:// mit Rechnername sein"]
        found = []
        if self.scheme == "smtp+clear" and not _is_here(self.host):
            found.append("smtp+clear:// ist nur für einen Mailserver auf diesem Rechner erlaubt")
        if self.sender.count("@") != 1 or not self.sender.isprintable() or " " in self.sender:
            found.append("zu SMTP_URL fehlt MAIL_FROM, eine Mailadresse")
        return found

    @property
    def _parts(self) -> SplitResult:
        return urlsplit(self.url)


NO_MAIL: Final = MailSettings()


def read_mail_settings(text: Text) -> MailSettings:
    """The settings; `text` reads one setting, also from its `…_FILE`."""
    return MailSettings(text("SMTP_URL", ""), text("MAIL_FROM", ""), text("SMTP_CA", ""))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
