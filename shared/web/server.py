"""Serves a WSGI app with gunicorn: one worker process with threads.

The app is built in the worker: no database connection and no thread crosses the fork.
"""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from typing import Any, Final

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from shared.heap import keep_for_good

THREADS: Final = 16
GRACE_S: Final = 20
REQUEST_LINE_BYTES: Final = 8190
"""The most gunicorn takes, and what nginx in front does: longer filters are refused in German by
the page they were sent to, not in English by the server."""

Build = Callable[[], tuple[Any, Callable[[], None]]]
"""Makes the app and what has to be called when the process ends."""


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, build: Build, host: str, port: int) -> None:
        self._build = build
        self._close: Callable[[], None] = lambda: None
        self._address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": self._address,
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "limit_request_line": REQUEST_LINE_BYTES,
            "graceful_timeout": GRACE_S,
            "loglevel": "warning",
            "worker_exit": lambda _server, _worker: self._end(),
            "on_exit": lambda _server: spare_the_sweeping(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def _end(self) -> None:
        self._close()
        spare_the_sweeping()

    def load(self) -> Any:
        app, self._close = self._build()
        keep_for_good()
        return app


def spare_the_sweeping() -> None:
    """For a process that ends: it would search some 300,000 objects for cycles for a second each,
    master and worker, only to give back what the system takes anyway."""
    gc.freeze()


class AddressInUse(OSError):
    """Somebody else listens there."""


def demand_free(host: str, port: int) -> None:
    """Raises AddressInUse where the address is taken, before anything has been started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AddressInUse(error.errno, f"{host}:{port}") from error


def serve(build: Build, host: str, port: int) -> None:
    """Serves until SIGTERM or SIGINT; requests under way are finished."""
    _Server(build, host, port).run()
