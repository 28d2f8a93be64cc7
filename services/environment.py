"""The settings of this process, and a service opened with them for one command."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from shared.service import ServicePorts
from shared.settings import Settings


def settings_from_environment(also: Sequence[str] = ()) -> Settings:
    """The one place that reads the environment; `also` as in `from_env`. Raises SettingsError."""
    settings = Settings.from_env(os.environ, also=also)  # noqa: TID251 - read once, here
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
