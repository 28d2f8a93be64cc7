"""veraPDF, the open reference validator of PDF/A and PDF/UA, as one JVM run per profile."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tests.components.availability import ROOT, Probe, command, missing_commands

LIBS = ROOT / ".cache" / "verapdf" / "libs"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
UA1 = "ua1"
A3A = "3a"
_SECONDS = 240


def _missing() -> str | None:
    return missing_commands("java") or (None if LIBS.is_dir() else f"no jars in {LIBS}")


PROBE = Probe(
    "veraPDF",
    _missing,
    "`make parts` gets it; Debian: apt-get install maven default-jre-headless first",
)


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says about one file in one profile; ``rules`` are the failed ones."""

    file: str
    compliant: bool
    rules: tuple[str, ...]


def validate(profile: str, files: Sequence[Path], heap: str = "1g") -> dict[str, Verdict]:
    """Judge ``files`` by ``profile`` (``ua1`` or ``3a``); return the verdicts by file name.

    No verdict (out of memory, a broken file) counts as a failure, never as a pass.
    """
    java = command("java")
    arguments = ["-f", profile, "--format", "xml", "--maxfailuresdisplayed", "1"]
    run = subprocess.run(
        [str(java), f"-Xmx{heap}", "-cp", f"{LIBS}/*", MAIN, *arguments, *map(str, files)],
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    tree = etree.fromstring(run.stdout)
    found = [_verdict(job) for job in tree.iter("job")]
    return {verdict.file: verdict for verdict in found}


def _verdict(job: etree._Element) -> Verdict:
    name = Path(job.findtext("item/name") or "").name
    broken = job.findtext(".//exceptionMessage")
    report = job.find("validationReport")
    if broken or report is None:
        return Verdict(name, False, (broken or "no verdict",))
    rules = tuple(
        f"{rule.get('clause')}-{rule.get('testNumber')}"
        for rule in report.iter("rule")
        if rule.get("status") == "failed"
    )
    return Verdict(name, report.get("isCompliant") == "true", rules)
