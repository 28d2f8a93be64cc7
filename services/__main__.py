"""`python -m services …`: starts services, and the operator's commands."""

from __future__ import annotations

import importlib
import importlib.util
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

import click
from sqlalchemy.exc import DBAPIError

from shared.clock import SystemClock, local_day
from shared.errors import DomainError
from shared.german_terminal import speak_german
from shared.heap import keep_for_good
from shared.logs import log_to
from shared.service import ServicePorts
from shared.settings import Settings, SettingsError

if TYPE_CHECKING:
    from services.budget.usecases.sample_users import SampleUser

NAMES: Final = ("budget", "reporting", "audit")

PRIVATE: Final = 0o077
"""What this program writes is its owner's alone: databases, files, secrets."""

COMMANDS: Final = {
    "token": "services.budget.cli:token",
    "invite": "services.budget.cli:invite",
    "import": "services.budget.cli:import_file",
    "move-out": "services.budget.cli:move_out",
    "release-opening": "services.budget.cli:release_opening",
    "erase-creditor": "services.budget.cli:erase_creditor",
    "rotate-data-key": "services.budget.cli:rotate_data_key",
    "read-test": "services.budget.cli:read_test",
    "sample": "services.sample.cli:sample",
    "report": "services.reporting.cli:report",
    "run": "services.reporting.cli:run",
    "check": "services.reporting.cli:check",
    "rebuild": "services.reporting.cli:rebuild",
    "procedure-documentation": "services.reporting.cli:procedure",
    "as-of": "services.reporting.cli:as_of",
    "verify": "services.audit.cli:verify",
}
"""A command is imported when it is called: `token` does not wait for reportlab."""


OPTIONS: Final = "[ANGABEN]"
_WHOLE_SENTENCE: Final = 500

_DATABASE_FAILED: Final = (
    "Die Datenbank hat abgelehnt: {}\nIst sie auf dem neuesten Stand? python -m services migrate"
)


class _Commands(click.Group):
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
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(_WHOLE_SENTENCE)) for name, one in found if one]
        with formatter.section("Befehle"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
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


@click.group(
    cls=_Commands,
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


def settings_from_environment() -> Settings:
    """The one place that reads the environment. Raises SettingsError."""
    settings = Settings.from_env(os.environ)  # noqa: TID251 - read once, here
    _keep_private(settings.data_dir)
    return settings


def _keep_private(folder: Path) -> None:
    """Closes a data directory of ours to everyone else; a shared one like /tmp stays as it is."""
    if not folder.is_dir():
        return
    found = folder.stat()
    if found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX:
        folder.chmod(0o700)


@contextmanager
def opened(name: str) -> Iterator[ServicePorts]:
    """One service on its database, for a command; beside reporting the log it reads, unless that
    has an address."""
    from services import host

    settings = settings_from_environment()
    names = [name, "audit"] if name == "reporting" and not settings.log_url else [name]
    if not settings.production:
        host.migrate_all(settings, names)
    house = host.build(settings, names)
    try:
        yield house.ports[name]
    finally:
        house.close()


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
    def start(part: str | None) -> None:
        _start(names, part)

    return start


for _name in NAMES:
    main.add_command(_service_command(_name, (_name,)))
main.add_command(_service_command("all", NAMES))


def _start(names: tuple[str, ...], part: str | None) -> None:
    from services import host

    settings = settings_from_environment()
    if part in (None, "web"):
        _demand_free(settings)
    if part == "migrate" or (part is None and not settings.production):
        host.migrate_all(settings, names)
    if part == "migrate":
        return
    _check_start(settings, names)
    if part == "pump":
        _pump(settings, names)
    else:
        _serve(settings, names, with_pump=part is None)


def _demand_free(settings: Settings) -> None:
    from shared.web.server import AddressInUse, demand_free

    try:
        demand_free(settings.host, settings.port)
    except AddressInUse as error:
        message = (
            f"Auf {settings.host}:{settings.port} hört schon ein anderes Programm, vielleicht "
            "dieses hier. Bitte es beenden oder mit PORT einen anderen Anschluss nennen."
        )
        raise click.ClickException(message) from error


def _check_start(settings: Settings, names: tuple[str, ...]) -> None:
    """Whatever forbids a start stops it here, in one line, before anything listens.

    The passwords of the embedded default are printed once, at the first start, which brings the
    sample with it where the whole house starts and `SAMPLE_DATA` allows it.
    """
    from services.budget.usecases.sample_users import passwords_text

    made: list[SampleUser]
    path: Path | None
    if names == NAMES and settings.sample_data and not settings.production:
        made, path = _first_start_with_sample(settings)
    else:
        made, path = _first_start(settings, names)
    if made:
        click.echo(passwords_text(made))
        click.echo(f"Diese Angaben stehen auch in {path}.")
        click.echo(
            f"Zum Anfangen: http://{settings.host}:{settings.port}/budget/anmelden, zum Beispiel "
            "als „sachbearbeitung“; die Arbeitsliste zeigt, was wartet."
        )
        listed = settings.data_dir / "beispielliste.csv"
        if listed.exists():
            click.echo(f"Zum Einlesen (Phase B, „Einlesen“): {listed}")


def _first_start(
    settings: Settings, names: tuple[str, ...]
) -> tuple[list[SampleUser], Path | None]:
    from services import host
    from services.budget.cli import first_users

    house = host.build(settings, names)
    try:
        return first_users(house.ports["budget"]) if "budget" in names else ([], None)
    finally:
        house.close()


def _first_start_with_sample(settings: Settings) -> tuple[list[SampleUser], Path]:
    from services.sample.fill import SampleIncomplete
    from services.sample.first_start import ProgressLine, prepare

    line = ProgressLine(lambda text: click.echo(text, nl=False), is_terminal=sys.stdout.isatty())
    try:
        made = prepare(settings, local_day(SystemClock().now()), line)
    except SampleIncomplete as error:
        raise click.ClickException(str(error)) from error
    line.end()
    return made.users, made.path


def _serve(settings: Settings, names: tuple[str, ...], *, with_pump: bool) -> None:
    from services import host
    from shared.web.server import serve

    def build() -> tuple[object, Callable[[], None]]:
        house = host.build(settings, names)
        pump = house.pump()
        if with_pump:
            pump.start()

        def close() -> None:
            pump.stop()
            house.close()

        return house.app(), close

    if with_pump:
        click.echo(f"Fördernachweis läuft auf http://{settings.host}:{settings.port}/")
    serve(build, settings.host, settings.port)


def _pump(settings: Settings, names: tuple[str, ...]) -> None:
    from services import host

    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    house = host.build(settings, names)
    pump = house.pump()
    pump.start()
    keep_for_good()
    stopping.wait()
    pump.stop()
    house.close()


if __name__ == "__main__":
    speak_german()
    main(prog_name="python -m services")
