"""Every rendering of a stored document: the same words as PDF, workbook, page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from services.reporting.documents import Document, Frame, Release, Status, content_hash
from services.reporting.documents.audit_package import TYPE as AUDIT_PACKAGE
from services.reporting.documents.change_notice import TYPE as CHANGE_NOTICE
from services.reporting.documents.frame import BY_HAND
from services.reporting.render import Finding, Rendering
from services.reporting.render.csv import render_csv
from services.reporting.render.json import render_json
from services.reporting.render.letter import render_letter
from services.reporting.render.pdf import render_pdf
from services.reporting.render.xlsx import render_xlsx
from services.reporting.render.z3 import Enclosure, write_package
from services.reporting.store.reports import ReportRow
from services.reporting.usecases.cut_off import CutOff
from services.reporting.usecases.enclosures import SIDE, Data, enclosed, log_files
from services.reporting.usecases.log_evidence import LogEvidence
from services.reporting.usecases.means import GENERATOR
from services.reporting.usecases.standalone import render_standalone
from shared.clock import BERLIN, parse_instant
from shared.progress_text import Progress

RENDER: dict[str, Callable[..., Rendering]] = {
    "xlsx": render_xlsx,
    "html": render_standalone,
    "json": render_json,
    "csv": render_csv,
}
LETTERS: dict[str, Callable[..., Rendering]] = {"docx": render_letter}
"""Beside the others for letters, which somebody finishes in a word processor: its library holds
everything in memory, and long lists have the workbook."""
FULL, PUBLIC = "full", "public"
Z3 = "z3"
"""The package for auditors: tables and log as a ZIP."""


@dataclass(frozen=True)
class Rendered:
    """One finished file, and what its renderer could not draw as given."""

    part: str
    format: str
    path: Path
    findings: tuple[Finding, ...] = ()


_TOLD_EVERY = 500


class Drawing:
    """Counts the rows that pass while a document is read and drawn, to tell now and then how far it
    is."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self._total: int | None = None

    def row(self) -> None:
        """One more row passed."""
        self._done += 1
        if self._done % _TOLD_EVERY == 0:
            done = self._done if self._total is None else min(self._done, self._total)
            self._progress(done, self._total)

    def begin(self, formats: int) -> None:
        """The document was read once; each of these formats passes over its rows again."""
        self._total = self._done * (1 + formats)


def render_all(
    document: Document,
    frame: Frame,
    folder: Path,
    evidence: LogEvidence | None = None,
    drawing: Drawing | None = None,
) -> tuple[Rendered, ...]:
    """Writes every format, and once more the public part where there is one, into `folder`."""
    if drawing is not None:
        # All but the JSON, which copies them; besides, the PDF and the list of figures.
        drawing.begin(len(_formats(document)) + 1)
    frame = replace(frame, log_key=evidence.key_fingerprint if evidence else "")
    found = list(_render(document, frame, folder, FULL, evidence))
    public = document.public()
    if public.parts:
        own = frame.for_the_public(content_hash(public))
        found += _render(public, own, folder, PUBLIC, evidence)
    return tuple(found)


def public_hash(document: Document) -> str | None:
    """The content hash of the public part, None where there is none."""
    public = document.public()
    return content_hash(public) if public.parts else None


def _render(
    document: Document, frame: Frame, folder: Path, part: str, evidence: LogEvidence | None
) -> list[Rendered]:
    """Data first: the PDF carries them within, or the hash of the file they lie in beside it."""
    formats, findings = _formats(document), {}
    paths = {
        format_: folder / f"{frame.status.value}-{part}.{format_}"
        for format_ in (*formats, "pdf", SIDE, Z3)
    }
    for format_, render in formats.items():
        with paths[format_].open("w+b") as target:
            findings[format_] = render(document, frame, target).findings
    data = Data(document, frame, paths["json"], paths["csv"])
    kept = enclosed(data, evidence, with_events=part == FULL, folder=folder, side=paths[SIDE])
    own = replace(frame, side_file=kept.side_file)
    with paths["pdf"].open("w+b") as target:
        findings["pdf"] = render_pdf(document, own, target, kept.attachments).findings
    if document.type == AUDIT_PACKAGE:
        _write_z3(data, evidence, folder, paths[Z3])
    return [
        Rendered(part, format_, path, findings.get(format_, ()))
        for format_, path in paths.items()
        if path.exists()
    ]


def _write_z3(data: Data, evidence: LogEvidence | None, folder: Path, path: Path) -> None:
    """The tables for an auditor's own program, with the log and its proof (GOB-03)."""
    files = log_files(evidence, folder, with_events=True)
    enclosures = [Enclosure(one.name, one.description, one.path) for one in files]
    with path.open("w+b") as target:
        write_package(data.document, data.frame, enclosures, target)


def _formats(document: Document) -> dict[str, Callable[..., Rendering]]:
    return {**RENDER, **LETTERS} if document.type == CHANGE_NOTICE else RENDER


def printed_instant(text: str) -> str:
    """`13.04.2026 18:02` in German time, from RFC 3339."""
    return parse_instant(text).astimezone(BERLIN).strftime("%d.%m.%Y %H:%M")


def draft_frame(
    cut_off: CutOff, *, version: int, content_hash: str, rule_pack: str, note: str
) -> Frame:
    """The frame of a draft."""
    return Frame(
        status=Status.DRAFT,
        version=version,
        content_hash=content_hash,
        cut_off_position=cut_off.position,
        cut_off_at=printed_instant(cut_off.at),
        rule_pack=rule_pack,
        generator=GENERATOR,
        checkpoint=cut_off.note,
        note=note,
    )


def release_frame(
    report: ReportRow, checkpoint: str, releases: tuple[Release, ...], run_id: str | None
) -> Frame:
    """The frame of the release: the same but for status and the persons behind it."""
    return Frame(
        status=Status.RELEASED,
        version=report.version,
        content_hash=report.content_hash,
        cut_off_position=report.cut_off_position,
        cut_off_at=printed_instant(report.cut_off_at),
        rule_pack=printed_pack(report.rule_pack, report.rule_pack_version),
        generator=f"Fördernachweis {report.generator_version}",
        checkpoint=checkpoint,
        releases=releases,
        note=report.note,
        run_id=run_id or BY_HAND,
    )


def printed_pack(pack: str, version: str) -> str:
    """`kfw436-2020, Fassung 3`."""
    return f"{pack}, Fassung {version}"
