"""Is this container well? `python -m deploy.healthcheck web` or `… pump budget`; exits with 0 or 1.

A web process is asked over HTTP. A pump serves nothing, so its work is looked at: an event that
still waits in the outbox after a while, or a consumer that stands still, is not well.
"""

from __future__ import annotations

import os
import sys
import time
import urllib.error
import urllib.request

import psycopg

from shared.settings import Settings

PATIENCE_S = 3.0


def web_is_well(settings: Settings) -> bool:
    """Whether the process answers; the host name is one it accepts."""
    request = urllib.request.Request(f"http://127.0.0.1:{settings.port}/healthz")
    if settings.allowed_hosts:
        request.add_header("Host", settings.allowed_hosts[0])
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, TimeoutError):
        return False


def pump_is_well(url: str) -> bool:
    """Whether the oldest waiting event leaves the outbox and no consumer stands still."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        waiting = _oldest_waiting(connection)
        if waiting is not None:
            time.sleep(PATIENCE_S)
        failing = connection.execute(
            "SELECT 1 FROM consumer_position WHERE failing_since IS NOT NULL"
        ).fetchone()
        moves = waiting is None or _oldest_waiting(connection) != waiting
        return moves and failing is None


def _oldest_waiting(connection: psycopg.Connection) -> int | None:
    row = connection.execute("SELECT min(id) FROM outbox WHERE sent_at IS NULL").fetchone()
    return row[0] if row else None


def main(arguments: list[str]) -> int:
    settings = Settings.from_env(os.environ)
    if arguments == ["web"]:
        return 0 if web_is_well(settings) else 1
    _, service = arguments
    return 0 if pump_is_well(settings.database_url_for(service)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
