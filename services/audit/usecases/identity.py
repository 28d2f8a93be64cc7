"""Name and key of the log, frozen at the first start."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.audit.domain.note import Signer
from services.audit.store import checkpoint as store
from services.audit.store.checkpoint import LogIdentity
from shared.settings import Settings, SettingsError


def signer_of(settings: Settings) -> Signer:
    """The key the checkpoints are signed with. Raises SettingsError without one."""
    if not settings.log_key:
        raise SettingsError("für den Prüfdienst fehlt LOG_KEY")
    return Signer(settings.log_origin, settings.log_key)


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
