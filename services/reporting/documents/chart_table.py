"""The numbers of a chart as a table, for every format that cannot draw or should not only draw."""

from services.reporting.documents.charts import Chart
from services.reporting.documents.tables import Column, Row, Table


def chart_table(chart: Chart) -> Table:
    """Return one row per category and one column per series, with the facts of each point."""
    name = Column("category", chart.category_label or "Gruppe", row_header=True, expected_chars=24)
    columns = tuple(
        Column(f"series_{number}", one.label, chart.type)
        for number, one in enumerate(chart.series, start=1)
    )
    rows = tuple(_row(chart, columns, index) for index in range(len(chart.categories)))
    return Table(f"chart_{chart.key}", chart.title, (name, *columns), rows)


def _row(chart: Chart, columns: tuple[Column, ...], index: int) -> Row:
    return Row(
        (chart.categories[index], *(one.values[index] for one in chart.series)),
        column_facts=tuple(
            (column.key, one.facts[index])
            for column, one in zip(columns, chart.series, strict=True)
            if one.facts
        ),
    )
