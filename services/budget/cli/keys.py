"""`rotate-data-key`: puts another `DATA_KEY` in place of the present one."""

from __future__ import annotations

import base64
from pathlib import Path

import click

from contracts.roles import Role
from services.budget.cli.acting import OpenPorts, acting
from services.budget.usecases import key_rotation
from services.budget.usecases.means import Means
from shared.service import ServicePorts


@click.command("rotate-data-key")
@click.option(
    "--new-key-file",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Datei mit dem neuen Schlüssel: 32 Byte in Base64",
)
@click.option("--user", help="wer wechselt (Fachadministration); sonst das Dienstkonto")
@click.pass_obj
def rotate_data_key(open_ports: OpenPorts, file: Path, user: str | None) -> None:
    """Wechselt DATA_KEY; vorher die Dienste anhalten, danach mit dem neuen Schlüssel starten."""
    new = _key_in(file)
    with open_ports("budget") as ports:
        means: Means = ports.extras["means"]
        if new == ports.settings.data_key:
            raise click.ClickException("Das ist der Schlüssel, der schon eingesetzt ist.")
        by = acting(ports, user, Role.FUNCTIONAL_ADMIN, grant_id=None)
        made = ports.execute(
            "rotate_data_key",
            by,
            lambda session: key_rotation.rotate_data_key(session, new, by=by, means=means),
        )
        click.echo(f"{made} Schlüssel neu verschlossen. {_what_next(ports)}")


def _key_in(file: Path) -> bytes:
    try:
        key = base64.b64decode(file.read_text("ascii").strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise click.ClickException(f"In {file} stehen nicht 32 Byte in Base64.")
    return key


def _what_next(ports: ServicePorts) -> str:
    kept = ports.settings.data_dir / "secrets.json"
    where = f" (in {kept}, sofern er dort steht)" if kept.exists() else ""
    return f"Jetzt DATA_KEY in allen Diensten ersetzen{where} und sie starten."
