"""SoftHSM, a PKCS#11 token in software."""

from __future__ import annotations

from tests.components.availability import Probe, missing_commands
from tests.seal_material import SOFTHSM


def _missing() -> str | None:
    return missing_commands("softhsm2-util") or (None if SOFTHSM.is_file() else f"no {SOFTHSM}")


PROBE = Probe("SoftHSM", _missing, "`make parts` gets it; Debian: apt-get install softhsm2")
