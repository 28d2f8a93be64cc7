"""`erase-creditor`: makes one creditor's texts unreadable for good."""

from __future__ import annotations

import click

from contracts.roles import Role
from services.budget.cli.acting import OpenPorts, acting
from services.budget.store.creditor import known_key
from services.budget.usecases import erasure
from services.budget.usecases.means import Means
from shared.errors import NotFound, Violation
from shared.service import ServicePorts


@click.command("erase-creditor")
@click.option("--name", help="Name des Zahlungsempfängers, wie er erfasst ist")
@click.option("--key", "key_id", help="Kennung des Zahlungsempfängers")
@click.option("--reason", required=True, help="Grund, zum Beispiel Antrag nach Art. 17 DSGVO")
@click.option("--user", required=True, help="wer löscht (Fachadministration)")
@click.option("--yes", is_flag=True, help="nicht nachfragen")
@click.pass_obj
def erase_creditor(
    open_ports: OpenPorts, name: str | None, key_id: str | None, reason: str, user: str, yes: bool
) -> None:
    """Löscht Name und Zweck eines Zahlungsempfängers überall; Beträge und Nachweise bleiben."""
    if (name is None) == (key_id is None):
        raise click.UsageError("Bitte entweder --name oder --key angeben.")
    with open_ports("budget") as ports:
        means: Means = ports.extras["means"]
        by = acting(ports, user, Role.FUNCTIONAL_ADMIN, grant_id=None)
        found = key_id or _key_of(ports, means, name or "")
        if not yes:
            click.confirm(
                "Die Texte dieses Zahlungsempfängers sind danach für immer unlesbar. Löschen?",
                abort=True,
            )
        ports.execute(
            "erase_creditor",
            by,
            lambda session: erasure.erase_creditor(session, found, reason, by=by, means=means),
        )
    click.echo(f"Gelöscht: {found}. Berichte zeigen ab jetzt „[gelöscht]“.")


def _key_of(ports: ServicePorts, means: Means, name: str) -> str:
    with ports.sessions.read() as session:
        found = known_key(session, means.index.name_mark(name))
    if found is None:
        message = f"Den Zahlungsempfänger „{name}“ gibt es nicht."
        raise NotFound([Violation("creditor_unknown", "API", message)])
    return found
