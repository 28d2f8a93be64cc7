"""Starts services: pages, pump, or both."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType

import click

from services.environment import settings_from_environment
from services.first_start import check_start
from shared.heap import keep_for_good
from shared.settings import Settings


def start(names: tuple[str, ...], part: str | None) -> None:
    """Starts services of these names; `part` is web, pump or migrate (None: pages and pump).

    Raises SettingsError, ClickException.
    """
    from services import host

    pumps = part in (None, "pump")
    settings = settings_from_environment(
        [need for name in names if pumps for need in host.SERVICES[name].pump_needs]
    )
    if part in (None, "web"):
        _demand_free(settings)
    if part == "migrate" or (part is None and not settings.production):
        host.migrate_all(settings, names)
    if part == "migrate":
        return
    check_start(settings, names)
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
