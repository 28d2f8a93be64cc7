"""One Flask app for many houses, one after another.

Registering a thousand routes and describing them takes far longer than most tests. The routes are
the same in every house: what differs is which databases stand behind them, and the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask

from shared.service import ServicePorts
from shared.settings import Settings
from shared.web.app import create_app


class OneApp:
    """The app of whoever plugged in last; who did so before must be done with it."""

    def __init__(self, make: Callable[[Settings, Mapping[str, ServicePorts]], Flask]) -> None:
        """`make` makes the app; it is called once."""
        self._make = make
        self._app: Flask | None = None

    def plugged_into(self, settings: Settings, ports: Mapping[str, ServicePorts]) -> Flask:
        """The app, answering from these services as an app made with these settings would."""
        if self._app is None:
            self._app = self._make(settings, ports)
        else:
            self._app.config.update(create_app(settings).config)
            self._app.extensions["services"] = dict(ports)
        return self._app
