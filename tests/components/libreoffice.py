"""LibreOffice without a screen: opens workbooks, computes them anew and writes what it got."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.components.availability import Probe, command, missing_commands

PROBE = Probe(
    "LibreOffice Calc",
    lambda: missing_commands("soffice"),
    "`make parts` gets it; Debian: apt-get install --no-install-recommends libreoffice-calc",
)
_SECONDS = 240
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
"""Else it would trust the values the workbook brings along."""


def recomputed(books: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice saves them after computing every formula, in order."""
    profile, target = folder / "profile", folder / "recomputed"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, "utf-8")
    subprocess.run(
        [
            str(command("soffice")),
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(target),
            *map(str, books),
        ],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
    return [target / one.name for one in books]
