"""The operator's commands: where each one lives, and how its errors are told."""

from __future__ import annotations

import ast
import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from sqlalchemy.exc import DBAPIError

from services.interruption import STATUS, interrupted
from shared.errors import DomainError
from shared.settings import SettingsError

COMMANDS: Final = {
    "token": "services.budget.cli.people:token",
    "invite": "services.budget.cli.people:invite",
    "import": "services.budget.cli.imports:import_file",
    "move-out": "services.budget.cli.moving_out:move_out",
    "release-opening": "services.budget.cli.openings:release_opening",
    "erase-creditor": "services.budget.cli.creditors:erase_creditor",
    "rotate-data-key": "services.budget.cli.keys:rotate_data_key",
    "read-test": "services.budget.cli.read_test:read_test",
    "sample": "services.sample.cli:sample",
    "report": "services.reporting.cli.drafting:report",
    "run": "services.reporting.cli.scheduling:run",
    "check": "services.reporting.cli.checking:check",
    "rebuild": "services.reporting.cli.upkeep:rebuild",
    "procedure-documentation": "services.reporting.cli.upkeep:procedure",
    "as-of": "services.reporting.cli.drafting:as_of",
    "verify": "services.audit.cli:verify",
}
"""A command is imported when it is called: `token` does not wait for reportlab, nor does help."""

OPTIONS: Final = "[ANGABEN]"
_WHOLE_SENTENCE: Final = 500

_DATABASE_FAILED: Final = (
    "Die Datenbank hat abgelehnt: {}\nIst sie auf dem neuesten Stand? python -m services migrate"
)


class Commands(click.Group):
    """Services to start and commands of the services; errors of the user become one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        offered = [name for name, place in COMMANDS.items() if _exists(place)]
        return [*super().list_commands(ctx), *offered]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None or not _exists(place):
            return super().get_command(ctx, cmd_name)
        module, _, name = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        command.options_metavar = OPTIONS
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with its whole first sentence: click would cut it to one line."""
        rows = [(name, self.first_sentence(name)) for name in self.list_commands(ctx)]
        with formatter.section("Befehle"):
            formatter.write_dl(rows)

    def first_sentence(self, name: str) -> str:
        """The first sentence of a command, without importing it."""
        own = self.commands.get(name)
        return own.get_short_help_str(_WHOLE_SENTENCE) if own else _said_in_source(COMMANDS[name])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort) as stopped:
            # the terminal has written ^C: the sentence begins a line of its own
            click.echo("\n" + interrupted(ctx.invoked_subcommand or ""), err=True)
            raise click.exceptions.Exit(STATUS) from stopped
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except DomainError as error:
            reasons = [one.message for one in error.violations] or [error.message]
            raise click.ClickException("\n".join(reasons)) from error
        except DBAPIError as error:
            raise click.ClickException(_DATABASE_FAILED.format(error.orig)) from error
        except OSError as error:
            if error.filename is None:  # a pipe that ended is click's own business
                raise
            raise click.ClickException(f"{error.filename}: {error.strerror}") from error


def _exists(place: str) -> bool:
    return importlib.util.find_spec(place.partition(":")[0]) is not None


def _said_in_source(place: str) -> str:
    """The first sentence of a command, read from its source: importing all takes six seconds."""
    module, _, name = place.partition(":")
    source = Path(__file__).parents[1].joinpath(*module.split(".")).with_suffix(".py")
    for node in ast.parse(source.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            said = next(_help_given(node), None) or ast.get_docstring(node)
            return click.Command(name, help=said).get_short_help_str(_WHOLE_SENTENCE)
    raise LookupError(place)


def _help_given(function: ast.FunctionDef) -> Iterator[str]:
    """What `@click.command(…, help="…")` says in place of the docstring."""
    for call in function.decorator_list:
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "click.command":
            for given in call.keywords:
                if given.arg == "help":
                    yield ast.literal_eval(given.value)
