"""The article: title, parts, sections, and the blocks that are text."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup, escape

from services.reporting.documents import (
    Approval,
    Block,
    BulletList,
    Chart,
    Details,
    Document,
    Emphasis,
    Frame,
    Hint,
    HintKind,
    KeyFigure,
    KeyFigures,
    Logo,
    Paragraph,
    Part,
    Run,
    Section,
    StatusLine,
    Table,
    Value,
    ValueType,
)
from services.reporting.render.html.figure import chart_pieces
from services.reporting.render.html.table import table_pieces
from services.reporting.render.provenance import provenance
from services.reporting.render.wording import figure_text

_TAGS = {Emphasis.STRONG: "strong", Emphasis.EMPHASIZED: "em"}
_DEEPEST = 6


def document_pieces(document: Document, frame: Frame) -> Iterator[Markup]:
    """Yield the article; its headings begin at h1, the page's own heading is the document's."""
    yield Markup('<article class="report" lang="{}">').format(document.language)
    yield Markup('<header class="report-head">')
    if frame.logo is not None:
        yield _logo(frame.logo)
    yield Markup('<h1 class="kern-heading-large">{}</h1>').format(document.title)
    badge = "kern-badge--warning" if frame.is_draft else "kern-badge--success"
    yield Markup('<p class="kern-badge {}"><span class="kern-label">{}</span></p>').format(
        badge, frame.status.label
    )
    for line in (document.subtitle, document.city, document.grant, document.period):
        if line:
            yield Markup('<p class="kern-body">{}</p>').format(line)
    yield Markup("</header>")
    for part in document.parts:
        yield from _part(part)
    yield from _section(provenance(frame), 2)
    yield Markup("</article>\n")


def _logo(logo: Logo) -> Markup:
    """The picture inside the page: a stored report asks nobody for anything."""
    content = b64encode(logo.png).decode()
    return Markup('<img class="report-logo" alt="{}" src="data:image/png;base64,{}">').format(
        logo.alt, content
    )


def _part(part: Part) -> Iterator[Markup]:
    yield Markup('<section class="report-part">')
    level = 2
    if part.heading:
        yield _heading(part.heading, level)
        level += 1
    yield from _blocks(part.blocks)
    for section in part.sections:
        yield from _section(section, level)
    yield Markup("</section>")


def _section(section: Section, level: int) -> Iterator[Markup]:
    yield Markup('<section class="report-section">')
    yield _heading(section.heading, level)
    yield from _blocks(section.blocks)
    for below in section.sections:
        yield from _section(below, level + 1)
    yield Markup("</section>")


def _heading(text: str, level: int) -> Markup:
    size = "medium" if level == 2 else "small"
    tag = Markup(f"h{min(level, _DEEPEST)}")
    return Markup('<{0} class="kern-heading-{1}">{2}</{0}>').format(tag, size, text)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Markup]:
    for block in blocks:
        yield from _PIECES[type(block)](block)


def _runs(runs: tuple[Run, ...]) -> Markup:
    return Markup("").join(_run(run) for run in runs)


def _run(run: Run) -> Markup:
    text = escape(run.text)
    if run.language:
        text = Markup('<span lang="{}">{}</span>').format(run.language, text)
    tag = _TAGS.get(run.emphasis)
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if tag else text


def _paragraph(block: Paragraph) -> Iterator[Markup]:
    yield Markup('<p class="kern-body">{}</p>').format(_runs(block.runs))


def _list(block: BulletList) -> Iterator[Markup]:
    tag = Markup("ol" if block.ordered else "ul")
    yield Markup('<{} class="report-list">').format(tag)
    for item in block.items:
        yield Markup("<li>{}</li>").format(_runs(item.runs))
    yield Markup("</{}>").format(tag)


def _details(block: Details) -> Iterator[Markup]:
    if block.caption:
        yield Markup('<p class="kern-body kern-body--bold">{}</p>').format(block.caption)
    yield Markup('<dl class="report-details">')
    for item in block.items:
        yield Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(item.label, item.text)
    yield Markup("</dl>")


def _hint(block: Hint) -> Iterator[Markup]:
    kind = "warning" if block.kind is HintKind.WARNING else "info"
    yield Markup(
        '<div class="kern-alert kern-alert--{0}"><div class="kern-alert__header">'
        '<span class="kern-icon kern-icon--{0}" aria-hidden="true"></span>'
        '<span class="kern-title">{1}</span></div>'
        '<div class="kern-alert__body"><p class="kern-body">{2}</p></div></div>'
    ).format(kind, block.kind.label, _runs(block.paragraph.runs))


def _key_figures(block: KeyFigures) -> Iterator[Markup]:
    if block.caption:
        yield Markup('<p class="kern-body kern-body--bold">{}</p>').format(block.caption)
    yield Markup('<dl class="report-figures">')
    for one in block.figures:
        yield _key_figure(one)
    yield Markup("</dl>")


def _key_figure(one: KeyFigure) -> Markup:
    note = Markup('<dd class="report-note">{}</dd>').format(one.note) if one.note else ""
    return Markup("<div><dt>{}</dt><dd>{}</dd>{}</div>").format(
        one.label, data(one.type, one.value, figure_text(one.type, one.value, one.unit)), note
    )


def data(value_type: ValueType, value: Value, text: str) -> Markup:
    """Return shown text with the exact value for machines (cents, basis points, ISO days)."""
    if value is None or not value_type.is_number:
        return escape(text)
    return Markup('<data value="{}">{}</data>').format(value, text)


def _status(block: StatusLine) -> Iterator[Markup]:
    yield Markup(
        '<p class="kern-body report-light report-light--{}"><strong>{}:</strong> {}</p>'
    ).format(block.light.value, block.light.label, block.text)


def _approval(block: Approval) -> Iterator[Markup]:
    yield from _paragraph(block.statement)
    yield Markup('<ul class="report-signatures">')
    for one in block.signatures:
        yield Markup("<li>{} (Ort, Datum, Unterschrift)</li>").format(one.role)
    yield Markup("</ul>")


_PIECES: dict[type, Callable[[Any], Iterator[Markup]]] = {
    Paragraph: _paragraph,
    BulletList: _list,
    Details: _details,
    Hint: _hint,
    KeyFigures: _key_figures,
    Table: table_pieces,
    Chart: chart_pieces,
    StatusLine: _status,
    Approval: _approval,
}
