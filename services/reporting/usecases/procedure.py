"""The procedure documentation of this installation, as page and PDF, made anew on every request.

It is no report of a grant and needs no release: it says what the program is. The cut-off printed
is the newest checkpoint that reporting knows, for the rule packs of the grants.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from io import BytesIO
from typing import Any, Final

from sqlalchemy.orm import Session

from contracts.events import EVENT_TYPES
from contracts.rulebook.matrix import load_matrix
from contracts.rulebook.record import load_record
from contracts.system import load_system
from contracts.topics import EVENTS
from services.reporting.documents import Document, Frame, Status, content_hash
from services.reporting.documents.procedure import ProcedureFacts, procedure_document
from services.reporting.render.pdf import render_pdf
from services.reporting.store import facts, grant_facts
from services.reporting.usecases.cut_off import known_up_to, newest
from services.reporting.usecases.means import GENERATOR, Means
from services.reporting.usecases.renderings import printed_instant
from services.reporting.usecases.standalone import render_standalone
from shared.settings import Settings

FORMATS: Final[Mapping[str, Callable[..., Any]]] = {"html": render_standalone, "pdf": render_pdf}
_NOTE: Final = (
    "Erzeugt aus dem Programm, seinen Regelpaketen und Einstellungen. In Kraft setzt sie die Stadt "
    "mit ihrer Dienstanweisung (MUN-05)."
)


def procedure_documentation(
    session: Session,
    format_: str,
    *,
    means: Means,
    settings: Settings,
    only: Collection[str] | None = None,
) -> bytes:
    """The documentation in one of `FORMATS`; it names the grants in `only`, None means all."""
    document = procedure_document(_facts(session, means, settings, only))
    target = BytesIO()
    FORMATS[format_](document, _frame(session, document, means), target)
    return target.getvalue()


def _facts(
    session: Session, means: Means, settings: Settings, only: Collection[str] | None
) -> ProcedureFacts:
    offset = known_up_to(session)
    return ProcedureFacts(
        city=means.city,
        generator=GENERATOR,
        system=load_system(),
        rules=tuple(load_matrix().values()),
        event_types=tuple(EVENT_TYPES),
        grants=tuple(
            grant_facts.grant_of(session, grant_id, offset)
            for grant_id in facts.grants(session)
            if only is None or grant_id in only
        ),
        settings=_settings(settings),
        record=load_record(),
    )


def _settings(settings: Settings) -> tuple[tuple[str, str], ...]:
    """What shapes the procedure; addresses and secrets stay with the operator."""
    kafka = bool(settings.kafka.bootstrap_servers)
    return (
        ("Betrieb", "Echtbetrieb" if settings.production else "Probebetrieb auf einem Rechner"),
        ("Ereignisstrom", "Kafka" if kafka else "eingebaut, auf diesem Rechner"),
        ("Datenbank", settings.database_url.partition(":")[0].partition("+")[0]),
        ("Protokoll", settings.log_origin),
    )


def _frame(session: Session, document: Document, means: Means) -> Frame:
    cut_off = newest(session, means.transport.end_offset(EVENTS))
    return Frame(
        status=Status.DRAFT,
        version=1,
        content_hash=content_hash(document),
        cut_off_position=cut_off.position if cut_off else 0,
        cut_off_at=printed_instant(cut_off.at) if cut_off else "noch keine Prüfmarke",
        rule_pack="siehe Abschnitt Regelpakete",
        generator=GENERATOR,
        checkpoint=cut_off.note if cut_off else "",
        note=_NOTE,
        logo=means.logo,
    )
