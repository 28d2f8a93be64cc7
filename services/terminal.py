"""The command line: starts services, and the operator's commands."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from services.commands import OPTIONS, Commands
from services.environment import opened, settings_from_environment
from services.first_start import NAMES
from services.starting import start
from shared.logs import log_to

PRIVATE: Final = 0o077
"""What this program writes is its owner's alone: databases, files, secrets."""


@click.group(
    cls=Commands,
    options_metavar="",
    subcommand_metavar="BEFEHL …",
    context_settings={"max_content_width": 100},
)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Fördernachweis: Dienste starten und bedienen."""
    os.umask(PRIVATE)
    # stdout belongs to what a command answers; nothing but events goes into the log
    log_to(sys.stderr)
    ctx.obj = opened


@main.command(options_metavar=OPTIONS)
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
def migrate(names: tuple[str, ...]) -> None:
    """Bringt die Datenbanken aller oder der genannten Dienste auf den neuesten Stand."""
    from services import host

    host.migrate_all(settings_from_environment(), names or NAMES)


def _service_command(name: str, names: tuple[str, ...]) -> click.Command:
    what = f"den Dienst „{name}“" if len(names) == 1 else "alle Dienste in einem Prozess"
    text = f"Startet {what}: Seiten und Pumpe, oder nur eines davon."

    @click.command(name, help=text, options_metavar=OPTIONS)
    @click.argument("part", required=False, type=click.Choice(["web", "pump", "migrate"]))
    def begin(part: str | None) -> None:
        start(names, part)

    return begin


for _name in NAMES:
    main.add_command(_service_command(_name, (_name,)))
main.add_command(_service_command("all", NAMES))
