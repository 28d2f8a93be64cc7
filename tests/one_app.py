"""One Flask app for many houses, one after another.

Registering a thousand routes and describing them takes far longer than a scenario. The routes are
the same in every house: what differs is which databases stand behind them, and the secret.
"""

from __future__ import annotations

from flask import Flask

from services import host
from shared.web.app import create_app


class OneApp:
    """The app of whichever house was plugged in last; houses before that one must be closed."""

    def __init__(self) -> None:
        self._app: Flask | None = None

    def plugged_into(self, house: host.House) -> Flask:
        """The app, answering from this house."""
        if self._app is None:
            self._app = house.app()
            return self._app
        # What an app of its own would have been told by its settings.
        self._app.config.update(create_app(house.settings).config)
        self._app.extensions["services"] = dict(house.ports)
        return self._app
