"""What a report says, as a value without layout: four renderers draw the same ``Document``.

Report types build a ``Document`` from figures; ``render`` draws it; nothing here knows paper, fonts
or colours.
"""

from services.reporting.documents.approval import Approval, Signature
from services.reporting.documents.charts import Chart, ChartKind, Series, SeriesRole
from services.reporting.documents.codec import from_json, to_json
from services.reporting.documents.content import canonical_bytes, canonical_chunks, content_hash
from services.reporting.documents.document import Audience, Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.frame import Frame, Logo, Release, Status
from services.reporting.documents.public_texts import PublicText, free_texts
from services.reporting.documents.stored import read_document, write_document
from services.reporting.documents.tables import Column, LazyRows, Row, RowKind, Table
from services.reporting.documents.text import (
    BulletList,
    Detail,
    Details,
    Emphasis,
    Hint,
    HintKind,
    Paragraph,
    Run,
)
from services.reporting.documents.values import (
    SHOWN_DIGITS,
    Light,
    StatusLine,
    Value,
    ValueType,
    short_digests,
)

__all__ = [
    "SHOWN_DIGITS",
    "Approval",
    "Audience",
    "Block",
    "BulletList",
    "Chart",
    "ChartKind",
    "Column",
    "Detail",
    "Details",
    "Document",
    "Emphasis",
    "Facts",
    "Frame",
    "Hint",
    "HintKind",
    "KeyFigure",
    "KeyFigures",
    "LazyRows",
    "Light",
    "Logo",
    "Paragraph",
    "Part",
    "PublicText",
    "Release",
    "Row",
    "RowKind",
    "Run",
    "Section",
    "Series",
    "SeriesRole",
    "Signature",
    "Status",
    "StatusLine",
    "Table",
    "Value",
    "ValueType",
    "canonical_bytes",
    "canonical_chunks",
    "content_hash",
    "free_texts",
    "from_json",
    "read_document",
    "short_digests",
    "to_json",
    "write_document",
]
