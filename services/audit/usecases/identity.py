"""Name and key of the log, frozen when the process that signs starts for the first time.

Only that process holds the private key. Pages, verification and packages need the public half and
read it where it was frozen, so that no process anybody can talk to could sign.
"""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.audit.domain.note import Signer, Verifier
from services.audit.store import checkpoint as store
from services.audit.store.checkpoint import LogIdentity
from shared.errors import NotFound, Violation
from shared.settings import Settings, SettingsError


def signer_of(settings: Settings) -> Signer:
    """The key the checkpoints are signed with. Raises SettingsError without one."""
    if not settings.log_key:
        raise SettingsError("für den Prüfdienst fehlt LOG_KEY")
    return Signer(settings.log_origin, settings.log_key)


def verifier_of(session: Session) -> Verifier:
    """The public key of the log. Raises NotFound before its signing process first started."""
    frozen = store.identity(session)
    if frozen is None:
        message = (
            "Das Protokoll hat noch keinen Schlüssel: Der Teil des Prüfdienstes, der "
            "unterschreibt (audit pump), lief noch nie."
        )
        raise NotFound([Violation("log_not_begun", "GOB-01", message)])
    return Verifier.parse(frozen.verifier_key)


def freeze_identity(session: Session, signer: Signer, at: datetime) -> None:
    """Freeze origin and key at the first start, compare them at every later one.

    A log that changed its name or key could pass for another one, so a difference raises
    SettingsError and the service does not start.
    """
    wanted = LogIdentity(signer.name, signer.verifier().text())
    frozen = store.identity(session) or _freeze(session, wanted, at)
    if frozen.origin != wanted.origin:
        raise SettingsError(
            f"LOG_ORIGIN ist seit dem ersten Start {frozen.origin!r} und kann nicht zu "
            f"{wanted.origin!r} geändert werden"
        )
    if frozen.verifier_key != wanted.verifier_key:
        raise SettingsError("LOG_KEY ist nicht der Schlüssel, mit dem dieses Protokoll begann")


def _freeze(session: Session, wanted: LogIdentity, at: datetime) -> LogIdentity:
    """What the log is frozen under: `wanted`, or what another process froze at the same moment."""
    try:
        with session.begin_nested():
            store.freeze(session, wanted, at)
    except IntegrityError:  # the table takes one row; whoever came first decided it
        frozen = store.identity(session)
        if frozen is None:
            raise
        return frozen
    return wanted
