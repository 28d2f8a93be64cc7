"""The lines an import would take over, as somebody looks at them before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.budget.domain.import_row import ImportRow, Rejection, SkippedLine
from services.budget.intake.finance_csv import open_finance_csv
from services.budget.store.import_reading import load_import
from services.budget.usecases.assessment_world import load_world
from services.budget.usecases.import_profile import profile_for
from services.budget.usecases.import_sorting import CHUNK, Sorter, Verdict
from services.budget.usecases.means import Means
from shared.errors import Violation
from shared.occasion import Occasion

_TAKEN = frozenset({Verdict.NEW, Verdict.CREDIT, Verdict.PAYMENT})


@dataclass(frozen=True)
class PreviewLine:
    """A line that would be taken over: as a new row, a credit note or a payment; `warnings` do not
    hinder it."""

    row: ImportRow
    verdict: Verdict
    warnings: tuple[Violation, ...]


def preview_lines(
    session: Session, import_id: str, *, by: Occasion, means: Means, limit: int
) -> list[PreviewLine]:
    """The first `limit` of them among the first 500 readable lines of the file.

    Judged anew against what is stored now; nothing of a line is kept, because it names creditors.
    Raises NotFound.
    """
    kept = load_import(session, import_id)
    profile = profile_for(kept.profile, kept.sha256, kept.grant_id, means)
    world = load_world(session, kept.grant_id, means, by, lock=False)
    sorter = Sorter(session, world, profile, means)
    with means.files.open(kept.sha256) as stream:
        rows = list(_first(open_finance_csv(stream, profile)))
    found = (PreviewLine(one.row, one.verdict, one.warnings) for one in sorter.sort(rows))
    return [one for one in found if one.verdict in _TAKEN][:limit]


def _first(table: Iterable[ImportRow | Rejection | SkippedLine]) -> Iterator[ImportRow]:
    for number, item in enumerate((one for one in table if isinstance(one, ImportRow)), start=1):
        yield item
        if number == CHUNK:
            return
