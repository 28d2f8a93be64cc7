"""The German pages of audit."""

from pathlib import Path
from typing import Final, cast

from shared.service import ServicePorts
from shared.web.access import AccessControl, ports_of
from shared.workshop import Workshop

TEMPLATES: Final = str(Path(__file__).parent.parent / "templates")
PAGE: Final = 50
"""Rows of a list on one page."""

access = AccessControl("audit")


def audit() -> ServicePorts:
    """The running audit service of this app."""
    return ports_of("audit")


def works() -> Workshop:
    """Where the log is verified."""
    return cast(Workshop, audit().extras["works"])
