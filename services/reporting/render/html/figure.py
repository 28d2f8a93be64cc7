"""A chart on the page: inline SVG with title and description, its numbers as a table below."""

from collections.abc import Iterator

from markupsafe import Markup

from services.reporting.documents import Chart, ChartKind
from services.reporting.documents.chart_table import chart_table
from services.reporting.render.html.svg import bars, curves
from services.reporting.render.html.svg_columns import columns
from services.reporting.render.html.table import table_pieces

_DRAW = {ChartKind.BAR: bars, ChartKind.LINE: curves, ChartKind.COLUMN: columns}


def chart_pieces(chart: Chart) -> Iterator[Markup]:
    """Yield the figure; screen readers get the chart's message, everybody can open the numbers."""
    drawing, height = _DRAW[chart.kind](chart)
    yield Markup(
        '<figure class="report-chart"><figcaption class="kern-title">{0}</figcaption>'
        '<svg viewBox="0 0 640 {1}" role="img" aria-labelledby="{2}-title {2}-desc">'
        '<title id="{2}-title">{0}</title><desc id="{2}-desc">{3}</desc>{4}</svg>'
        '<p class="kern-body">{3}</p>'
        "<details><summary>Zahlen als Tabelle</summary>"
    ).format(chart.title, height, f"chart-{chart.key}", chart.message, drawing)
    yield from table_pieces(chart_table(chart))
    yield Markup("</details></figure>")
