"""The users of the embedded default, one per role; production does not start while one exists."""

from __future__ import annotations

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from contracts.events.snapshots import AccessSnapshot, HeldRole
from contracts.roles import Role
from services.budget.store.user import (
    hold_accounts,
    insert_user,
    login_taken,
    sample_user_exists,
)
from services.budget.usecases.access import publish_access
from services.budget.usecases.password import hash_password
from shared.occasion import Occasion

SAMPLE_USERS: Final = {
    "sachbearbeitung": Role.GRANT_OFFICER,
    "projektleitung": Role.PROJECT_LEAD,
    "sachlich": Role.FACTUAL_CERTIFIER,
    "rechnerisch": Role.ARITHMETICAL_CERTIFIER,
    "kaemmerei": Role.HEAD_OF_FINANCE,
    "programmleitung": Role.PROGRAMME_HEAD,
    "pruefung": Role.AUDITOR,
    "ausschuss": Role.COMMITTEE,
    "administration": Role.FUNCTIONAL_ADMIN,
    "zeitplan": Role.SERVICE_ACCOUNT,
}
"""Each holds its role for all grants, present and future."""


@dataclass(frozen=True)
class SampleUser:
    """One account with its password, to be shown once."""

    login: str
    role: Role
    password: str


def create_sample_users(session: Session, password_file: Path, *, by: Occasion) -> list[SampleUser]:
    """Makes the missing users of the table; does nothing where a sample user exists.

    The passwords go to `password_file`, readable by its owner only, before the transaction ends:
    accounts whose passwords nobody knows cannot come about. Raises OSError.
    """
    hold_accounts(session)
    if sample_user_exists(session):
        return []
    made = [
        SampleUser(login, role, secrets.token_urlsafe(12))
        for login, role in SAMPLE_USERS.items()
        if not login_taken(session, login)
    ]
    with ThreadPoolExecutor() as pool:  # a hash is meant to take long; it needs no interpreter
        hashes = pool.map(hash_password, [one.password for one in made])
    for user, password_hash in zip(made, hashes, strict=True):
        access = AccessSnapshot(by.new_id(), False, 1, (HeldRole(user.role.value, None),), ())
        insert_user(
            session,
            access,
            f"{user.role.label} (Beispiel)",
            by.now,
            login=user.login,
            password_hash=password_hash,
            sample=True,
        )
        publish_access(session, access, "joined", by)
    _write_private(password_file, passwords_text(made))
    return made


def passwords_text(users: list[SampleUser]) -> str:
    """What is printed at the first start and kept in the file."""
    lines = [f"{one.login:<18}{one.password:<20}{one.role.label}" for one in users]
    return "\n".join(["Beispielbenutzer dieser Installation (nur für den Probebetrieb):", *lines])


def _write_private(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
