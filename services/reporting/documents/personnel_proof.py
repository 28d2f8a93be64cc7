"""Personnel proof (R15, Personalnachweis): what was booked, and the posts apart from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.phrases import counted, digest_legend
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.documents.values import Value, ValueType
from services.reporting.domain.personnel_proof import BookingLine, PersonnelProof, PostFact
from shared.periods import german_date

TYPE: Final = "personnel-proof"
_METHODS: Final = {"months": "Gehaltsmonate", "hours": "Stundennachweise"}
_SHOWN: Final = (
    "Beträge stehen nur bei Buchungen über so viele Stellen, dass sich kein Gehalt ablesen lässt "
    "(PERS-06). Die Stellen stehen getrennt davon; Gehälter prüft, wer darf, beim Personalamt."
)
_MOST_NAMED: Final = 20
_BOOKING_COLUMNS: Final = (
    Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
    Column("period", "Zeitraum", expected_chars=17),
    Column("method", "Nachweis durch", expected_chars=16),
    Column("posts", "Stellen", ValueType.INTEGER),
    Column("hours", "Stunden", expected_chars=9),
    Column("gross", "Arbeitgeberbrutto", ValueType.MONEY, summed=True),
    Column("rate", "davon gefördert", ValueType.PERCENT),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
    Column("sheets", "Stundennachweise (SHA-256)", ValueType.DIGEST),
    Column("state", "Stand", expected_chars=9),
)
_POST_COLUMNS: Final = (
    Column("post", "Stelle", row_header=True, expected_chars=12),
    Column("measure", "Maßnahme", expected_chars=16),
    Column("existing", "Stammpersonal", expected_chars=14),
    Column("first", "Gehaltsmonate von", expected_chars=12),
    Column("last", "bis", expected_chars=10),
    Column("months", "Monate", ValueType.INTEGER),
)


def personnel_proof_document(heading: Heading, figures: PersonnelProof) -> Document:
    """Bookings with sums over enough posts; the posts with no amount at all."""
    sections = (
        Section("Personalausgaben", tuple(_overview(figures))),
        Section("Stellen", tuple(_posts(figures))),
    )
    stand = f"Stand {german_date(figures.as_of)}"
    return heading.document(TYPE, "Personalnachweis", stand, (Part("personnel", sections),))


def _overview(figures: PersonnelProof) -> Iterator[Block]:
    if not figures.bookings:
        yield Paragraph.of(
            "Bis zu diesem Tag ist keine Personalausgabe aus Gehaltsmonaten oder Stundennachweisen "
            "gebucht."
        )
    if figures.unproven:
        yield Hint(Paragraph.of(_unproven(figures.unproven)), HintKind.WARNING)
    yield Paragraph.of(_SHOWN)
    shown = figures.eligible
    yield KeyFigures(
        (
            KeyFigure("Buchungen", len(figures.bookings), ValueType.INTEGER, key="bookings"),
            KeyFigure("davon ohne Betrag", figures.hidden, ValueType.INTEGER, key="hidden"),
            KeyFigure(
                "Zuwendungsfähig, gezeigt", shown.cents, facts=Facts.of(shown.ids), key="eligible"
            ),
        )
    )
    yield bookings_table(figures)
    if any(one.fact.sheets for one in figures.bookings):
        yield Paragraph.of(digest_legend("der Stundennachweise"))
    if figures.hidden:
        number = counted(figures.hidden, "Buchung steht", "Buchungen stehen")
        text = f"{number} ohne Betrag da; der Beleg steht in der Belegliste unter derselben Nummer."
        yield Hint(Paragraph.of(text))


def _unproven(numbers: tuple[int, ...]) -> str:
    rows = counted(len(numbers), "Beleg", "Belege")
    first = ", ".join(str(one) for one in numbers[:_MOST_NAMED])
    more = f" und {len(numbers) - _MOST_NAMED} weitere" if len(numbers) > _MOST_NAMED else ""
    return (
        f"{rows} der Kostenart Personalausgaben ohne Gehaltsmonate oder Stundennachweise, darum "
        f"nicht in der Aufstellung (PERS-01): laufende Nummer {first}{more}."
    )


def bookings_table(figures: PersonnelProof) -> Table:
    """Bookings by running number; amounts only over enough posts (PERS-06)."""
    rows = [_booking(one) for one in figures.bookings]
    gross = sum(one.fact.booked.gross_cents or 0 for one in figures.bookings)
    total = (None, None, None, None, None, gross, None, figures.eligible.cents, None, None)
    rows.append(Row(total, RowKind.TOTAL, label="Summe"))
    caption = "Gebuchte Personalausgaben"
    return Table("bookings", caption, _BOOKING_COLUMNS, tuple(rows))


def _booking(one: BookingLine) -> Row:
    booked = one.fact.booked
    cells: tuple[Value, ...] = (
        one.number,
        f"{_month(booked.first_month)} bis {_month(booked.last_month)}",
        _METHODS.get(booked.method, booked.method),
        booked.posts,
        _hours(booked.hundredths),
        booked.gross_cents,
        one.rate_bp,
        one.eligible.cents if one.eligible else None,
        ", ".join(one.fact.sheets) or None,
        "storniert" if one.fact.is_reversed else "gebucht",
    )
    return Row(cells, facts=Facts.of([booked.expenditure_id]))


def _posts(figures: PersonnelProof) -> Iterator[Block]:
    if not figures.posts:
        yield Paragraph.of("Für diese Zuwendung ist keine Stelle angelegt.")
    yield posts_table(figures)


def posts_table(figures: PersonnelProof) -> Table:
    """Posts by pseudonym, with no amount."""
    rows = tuple(_post(one) for one in figures.posts)
    return Table("posts", "Stellen im Projekt", _POST_COLUMNS, rows)


def _post(one: PostFact) -> Row:
    months = one.months
    cells: tuple[Value, ...] = (
        one.post.post_id,
        one.post.measure_id,
        "ja" if one.post.existing_staff else "nein",
        _month(months[0]) if months else "",
        _month(months[-1]) if months else "",
        len(months),
    )
    return Row(cells, facts=Facts.of([one.post.post_id]))


def _month(text: str) -> str:
    year, _, month = text.partition("-")
    return f"{month}.{year}"


def _hours(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths // 100},{hundredths % 100:02d}"
