"""What the pages for committee and public say in place of sums that would tell pay (PERS-06)."""

from __future__ import annotations

from collections.abc import Iterator

from services.reporting.documents import quarterly_answers as answers
from services.reporting.documents import quarterly_charts as charts
from services.reporting.documents.document import Block, Section
from services.reporting.documents.text import Hint, Paragraph
from services.reporting.domain.quarterly import QuarterlyFigures

_WHY = (
    "Nicht gezeigt: {what}. Darin stünde nur das Gehalt von so wenigen Personen, dass die Summe es "
    "verriete (PERS-06)."
)


def all_hidden(figures: QuarterlyFigures) -> Section:
    """Page one where everything spent so far is pay of few persons."""
    what = "was bisher bezahlt, zuwendungsfähig oder abgerufen ist"
    blocks = (_hint(what), Paragraph.of(answers.plan_sentence(figures)))
    return Section("Was hat es gekostet?", blocks)


def hidden_hints(figures: QuarterlyFigures) -> Iterator[Block]:
    """Names what else the pages leave out, in one sentence."""
    hidden = figures.hidden
    left_out = [
        name
        for name, is_left_out in (
            ("was beauftragt ist", hidden.ordered),
            (f"was das {figures.period.label} gebracht hat", hidden.movement),
            ("der Geldfluss je Quartal", hidden.curve),
            ("was abrufbar ist", hidden.claimable),
            ("das bisherige Tempo", hidden.pace),
        )
        if is_left_out
    ]
    if left_out and not hidden.everything:
        yield _hint(", ".join(left_out))


def annex_blocks(figures: QuarterlyFigures) -> Iterator[Block]:
    """What the pages left out stands in the annex, for those who read single rows."""
    if figures.hidden.everything or figures.hidden.movement:
        yield charts.development_table(figures)


def _hint(what: str) -> Hint:
    return Hint(Paragraph.of(_WHY.format(what=what)))
