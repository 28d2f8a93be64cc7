"""Seals of a release: one per person who released, in their order, in each PDF of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from services.reporting.documents import Release
from services.reporting.sealing.order import MISSING, KeySource, Sealed, SealFault, SealOrder
from services.reporting.sealing.running import Worker
from services.reporting.usecases.means import Means
from services.reporting.usecases.renderings import Rendered
from shared.clock import format_instant
from shared.errors import Refused, Violation
from shared.occasion import Occasion
from shared.seal_settings import SealSettings

NO_KEY = (
    "Es ist kein Schlüssel für das elektronische Siegel eingerichtet. Das geschieht nicht "
    "auf dieser Seite, sondern im Betrieb des Programms: bitte dort nach der Einstellung fragen "
    "(SEAL_PEM, SEAL_P12 oder ein Token)."
)


@dataclass(frozen=True)
class SealState:
    """What is kept of it: whose seal and the SHA-256 of the certificate, or why there is none."""

    subject: str = ""
    certificate: str = ""
    missing: str = ""


UNSEALED = SealState()


def seal_fields(settings: SealSettings, releases: Sequence[object]) -> tuple[str, ...]:
    """The names of the fields a document has to bring for seals that show."""
    if not (settings.visible and key_source(settings).is_given):
        return ()
    return tuple(_name(number) for number in range(1, len(releases) + 1))


@contextmanager
def seal_worker(means: Means) -> Iterator[Worker | None]:
    """A worker that gets ready while the release is drawn; None where nothing can be sealed."""
    if not key_source(means.seal).is_given:
        yield None
        return
    with Worker() as worker:
        yield worker


def seal_release(
    means: Means,
    worker: Worker | None,
    files: Sequence[Rendered],
    releases: Sequence[Release],
    by: Occasion,
    subject: str,
    grant_id: str,
) -> SealState:
    """Seals the PDFs in place.

    Raises Refused where no seal comes about and the operator demands one; else they stay unsealed
    and the state says why. Nothing is ever half sealed.
    """
    settings = means.seal
    key = key_source(settings)
    try:
        if worker is None:
            raise SealFault(MISSING, NO_KEY)
        found = worker.seal(_order(settings, key, means.city, files, releases, by))
    except SealFault as fault:
        if settings.required:
            message = f"{fault.message} Ohne Siegel wird hier nichts freigegeben."
            violation = Violation(fault.code, "SYSTEM", message)
            raise Refused([violation], subject=subject, grant_id=grant_id) from fault
        return SealState(missing=fault.message)
    return _state(found)


def _order(
    settings: SealSettings,
    key: KeySource,
    city: str,
    files: Sequence[Rendered],
    releases: Sequence[Release],
    by: Occasion,
) -> SealOrder:
    return SealOrder(
        files=tuple(str(one.path) for one in files if one.format == "pdf"),
        seals=tuple(
            (_name(number), f"Freigabe: {one.office}") for number, one in enumerate(releases, 1)
        ),
        key=key,
        place=city,
        at=format_instant(by.now),
        stamp_url=settings.tsa_url,
        revoked=settings.crl,
    )


def _state(found: Sealed) -> SealState:
    stamped = ", mit Zeitstempel" if found.stamped else ""
    return SealState(f"{found.subject[:200]}{stamped}", found.certificate)


def key_source(settings: SealSettings) -> KeySource:
    """Where the key is."""
    return KeySource(
        pem=settings.pem,
        p12=settings.p12,
        passphrase=settings.passphrase,
        module=settings.pkcs11_module,
        token=settings.pkcs11_token,
        label=settings.pkcs11_label,
        pin=settings.pkcs11_pin,
    )


def _name(number: int) -> str:
    return f"Freigabe{number}"
