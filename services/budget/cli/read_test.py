"""`read-test`: reads every stored document of every grant again (RET-02)."""

from __future__ import annotations

import click

from contracts.roles import Role
from services.budget.cli.acting import OpenPorts, acting
from services.budget.store.grant import list_grants
from services.budget.usecases.means import Means
from services.budget.usecases.read_test import (
    ReadResult,
    documents_to_read,
    read_documents,
    record_read_test,
)
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.terminal_progress import shown


@click.command("read-test")
@click.option("--user", help="wer prüft (Sachbearbeitung oder Prüfung); sonst das Dienstkonto")
@click.pass_obj
def read_test(open_ports: OpenPorts, user: str | None) -> None:
    """Liest alle Unterlagen neu und vergleicht die Prüfsummen; endet mit 1, wenn etwas fehlt."""
    with open_ports("budget") as ports:
        by = acting(ports, user, Role.AUDITOR, Role.GRANT_OFFICER, grant_id=None)
        with ports.sessions.read() as session:
            grants = [one.grant_id for one in list_grants(session, limit=1_000_000)]
        whole = [_test(ports, grant_id, by).is_whole for grant_id in grants]
    if not all(whole):
        raise SystemExit(1)


def _test(ports: ServicePorts, grant_id: str, by: Occasion) -> ReadResult:
    """One grant: read outside of any transaction, then kept as one."""
    means: Means = ports.extras["means"]
    with ports.sessions.read() as session:
        named, erased = documents_to_read(session, grant_id)
    with shown(f"{grant_id} lesen", "Unterlagen") as progress:
        result = read_documents(means.files, named, erased, progress)
    ports.execute(
        "record_read_test", by, lambda session: record_read_test(session, grant_id, result, by=by)
    )
    click.echo(
        f"{grant_id}: {result.files} Unterlagen, {result.size_bytes} Byte, "
        f"{len(result.missing)} fehlen, {len(result.damaged)} verändert."
    )
    for sha256 in (*result.missing, *result.damaged):
        click.echo(f"  {sha256}", err=True)
    return result
