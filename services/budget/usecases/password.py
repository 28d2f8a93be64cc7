"""Passwords: Argon2id hashes (RFC 9106), a minimum length instead of composition rules.

Source: BSI IT-Grundschutz ORP.4.A22, NIST SP 800-63B 5.1.1.2 (length over composition).
"""

from __future__ import annotations

import re
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shared.errors import Violation

MIN_LENGTH: Final = 12
MAX_LENGTH: Final = 200
"""Longer texts only cost hashing time."""

_COMMON: Final = re.compile(
    r"passw[o0]rt|passw[o0]rd|kennwort|geheim|hallo|willkommen|sommer|winter|herbst|fr(?:ü|ue)hling"
    r"|qwert[zy]|asdf|admin|test|start|stadt|f(?:ö|oe)rdernachweis|123(?:4(?:5(?:6(?:7(?:89?0?)?)?)?)?)?"
    r"|abc|0815|4711|(?:19|20)\d\d"
)
"""What everybody tries first, this product's name included; NIST SP 800-63B 5.1.1.2 asks for it."""
_OWN_SIGNS: Final = 6
"""How many signs a password needs beside such words."""

_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")
_HASHER: Final = PasswordHasher()
_NOBODY: Final = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The Argon2id hash with its parameters and a random salt."""
    return _HASHER.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Whether the password fits. Without a hash it takes the same time and never fits, so that
    the answer does not tell which log-in names exist."""
    try:
        fits = _HASHER.verify(stored or _NOBODY, password[: MAX_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
    return fits and stored is not None


def check_password(password: str, login: str) -> list[Violation]:
    """Every reason against this new password."""
    found = []
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        message = f"Das Passwort braucht mindestens {MIN_LENGTH} Zeichen."
        found.append(Violation("password_too_short", "SYSTEM", message, field="password"))
    if login and login.casefold() in password.casefold():
        message = "Das Passwort darf den Anmeldenamen nicht enthalten."
        found.append(Violation("password_contains_login", "SYSTEM", message, field="password"))
    if len(set(password)) < 5:
        message = "Das Passwort besteht aus zu wenigen verschiedenen Zeichen."
        found.append(Violation("password_too_simple", "SYSTEM", message, field="password"))
    rest = _COMMON.sub("", password.casefold())
    if not found and sum(sign.isalnum() for sign in rest) < _OWN_SIGNS:
        message = (
            "Das Passwort besteht fast nur aus Wörtern oder Zahlen, die jeder zuerst probiert. "
            "Besser sind mehrere Wörter, die nicht zusammengehören."
        )
        found.append(Violation("password_common", "SYSTEM", message, field="password"))
    return found


def check_login(login: str) -> list[Violation]:
    """Every reason against this log-in name."""
    if _LOGIN.fullmatch(login):
        return []
    message = (
        "Der Anmeldename besteht aus 3 bis 80 Kleinbuchstaben, Ziffern, Punkten, Binde- und "
        "Unterstrichen."
    )
    return [Violation("login_invalid", "SYSTEM", message, field="login")]
