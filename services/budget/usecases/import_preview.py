"""The lines of a kept list, as somebody looks at them before it is taken over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.import_row import ImportRow
from services.budget.intake.finance_csv import open_finance_csv
from services.budget.intake.profile import Profile
from services.budget.store.import_lines import lines_of
from services.budget.store.import_reading import load_import
from services.budget.usecases.assessment_world import load_world
from services.budget.usecases.import_profile import profile_for
from services.budget.usecases.import_sorting import Sorter, Verdict
from services.budget.usecases.means import Means
from shared.errors import Violation
from shared.occasion import Occasion

SHOWABLE: Final = (Verdict.NEW, Verdict.CREDIT, Verdict.PAYMENT, Verdict.KNOWN)
"""All others stand in the Klärungsliste with their reasons."""


@dataclass(frozen=True)
class PreviewLine:
    """A line with the verdict of the examination; `warnings` do not hinder it.

    `is_outdated`: by what is stored now the takeover would judge it otherwise.
    """

    row: ImportRow
    verdict: Verdict
    warnings: tuple[Violation, ...]
    is_outdated: bool


@dataclass(frozen=True)
class PreviewPage:
    """Some lines in the order of the file; `after` is where the next page goes on, if there is
    one."""

    lines: tuple[PreviewLine, ...]
    after: int | None


def preview_page(
    session: Session,
    import_id: str,
    verdicts: Collection[Verdict],
    *,
    by: Occasion,
    means: Means,
    after: int,
    limit: int,
) -> PreviewPage:
    """The next `limit` lines of these verdicts behind line `after` of the file.

    Which lines they are was kept by the examination, so they are those its counts and sums are of,
    wherever they stand; what they say is read from the kept file, because it names creditors.
    Raises NotFound (also where the file is gone), Refused, UnreadableFile.
    """
    kept = load_import(session, import_id)
    found = lines_of(session, import_id, [*verdicts], after=after, limit=limit + 1)
    shown = dict(list(found.items())[:limit])
    if not shown:
        return PreviewPage((), None)
    profile = profile_for(kept.profile, kept.sha256, kept.grant_id, means)
    rows = list(_read(kept.sha256, profile, shown, means))
    world = load_world(session, kept.grant_id, means, by, lock=False)
    lines = tuple(
        PreviewLine(one.row, said, one.warnings, one.verdict is not said)
        for one in Sorter(session, world, profile, means).sort(rows)
        for said in (Verdict(shown[one.row.row]),)
    )
    return PreviewPage(lines, max(shown) if len(found) > limit else None)


def _read(
    sha256: str, profile: Profile, wanted: Collection[int], means: Means
) -> Iterator[ImportRow]:
    """The wanted lines; the file is read no further than the last of them."""
    last = max(wanted)
    with means.files.open(sha256) as stream:
        for item in open_finance_csv(stream, profile):
            if isinstance(item, ImportRow) and item.row in wanted:
                yield item
            if item.row >= last:
                return
