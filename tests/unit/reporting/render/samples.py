"""Documents to render: a quarterly report for a committee, and voucher lists of any size."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.reporting.documents import (
    Approval,
    Audience,
    BulletList,
    Chart,
    ChartKind,
    Column,
    Detail,
    Details,
    Document,
    Emphasis,
    Facts,
    Frame,
    Hint,
    HintKind,
    KeyFigure,
    KeyFigures,
    LazyRows,
    Light,
    Paragraph,
    Part,
    Release,
    Row,
    RowKind,
    Run,
    Section,
    Series,
    SeriesRole,
    Signature,
    Status,
    StatusLine,
    Table,
    ValueType,
    content_hash,
)

CHECKPOINT = (
    "log.musterstadt.example\n4711\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— log.musterstadt.example Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhc\n"
)
HASH = "0f" * 32


def frame(document: Document | None = None, *, released: bool = False) -> Frame:
    releases = (
        (Release("A. Kämmerer", "14.04.2026 09:12"), Release("B. Leitung", "14.04.2026 16:40"))
        if released
        else ()
    )
    return Frame(
        status=Status.RELEASED if released else Status.DRAFT,
        version=2,
        content_hash=content_hash(document) if document else HASH,
        cut_off_position=4711,
        cut_off_at="13.04.2026 18:02",
        rule_pack="kfw436-2020 Fassung 3",
        generator="Foerdernachweis 0.1.0",
        checkpoint=CHECKPOINT,
        releases=releases,
    )


def money_table() -> Table:
    columns = (
        Column("line", "Planposition", row_header=True, expected_chars=30),
        Column("planned", "Geplant", ValueType.MONEY, summed=True),
        Column("paid", "Bezahlt", ValueType.MONEY, summed=True),
        Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
        Column("use", "Ausschöpfung", ValueType.PERCENT),
    )
    rows = (
        Row(("1.1 Personal", 120_000_00, 58_123_45, 58_123_45, 4844), facts=Facts.of(["a", "b"])),
        Row(("1.2 Beratung und Gutachten", 80_000_00, -1_200_00, 0, None)),
        Row((None, None, None, -1, None), RowKind.ROUNDING, label="Rundungsdifferenz"),
        Row(
            (None, 200_000_00, 56_923_45, 58_123_44, 2906), RowKind.TOTAL, label="Summe",
            facts=Facts.of(f"id-{n}" for n in range(300)),
        ),
    )  # fmt: skip
    return Table("plan_actual", "Plan und Ist je Planposition in Euro", columns, rows)


MEASURES = (
    (
        "Wärmenetz Nord", "green", "Trasse bis zum Schulzentrum fertig", "–", "–",
        "Bürgerwerkstatt 12.06.2025, Vorschlag 14",
    ),
    (
        "Quartiersbüro Altstadt", "yellow", "Personal eingestellt, Büro eröffnet",
        "Umbau vier Wochen später, weil die Lüftungsanlage nachgeplant werden muss",
        "Mehrkosten 18.400 € freigeben", "Quartiersdialog 03.09.2025",
    ),
    (
        "Photovoltaik auf Schuldächern", "red", "Statik für zwei von fünf Dächern",
        "Vergabe aufgehoben: kein wirtschaftliches Angebot", "Neue Ausschreibung beschließen",
        "Schülerhaushalt 2025",
    ),
    (
        "Radabstellanlagen am Bahnhof", "none", "Vorplanung", "–", "–",
        "Online-Beteiligung 2025, Meldung 231",
    ),
    ("Sanierung Rathaus-Fassade", "green", "Gerüst gestellt, Fenster im Bau", "–", "–", "–"),
    ("Digitaler Energieatlas", "green", "Datenmodell abgenommen", "–", "–", "Hackday 2025"),
    (
        "Klimagarten Südpark", "yellow", "Entwurf abgestimmt",
        "Bodenprobe erst im Mai möglich", "–", "Kinderbeteiligung 18.03.2025",
    ),
    ("Sensorik Grundwasser", "green", "12 von 20 Messstellen in Betrieb", "–", "–", "–"),
)  # fmt: skip


def measures_table() -> Table:
    columns = (
        Column("measure", "Maßnahme", row_header=True, expected_chars=16),
        Column("light", "Stand", ValueType.STATUS),
        Column("done", "Erledigt", expected_chars=18),
        Column("late", "Verspätet und warum", expected_chars=22),
        Column("decide", "Zu entscheiden", expected_chars=16),
        Column("origin", "Beteiligungsschritt", expected_chars=16),
    )
    rows = tuple(Row(one, facts=Facts.of(["m-" + one[0]])) for one in MEASURES)
    return Table("measures", "Maßnahmen mit Stand am 31.03.2026", columns, rows)


def bar_chart() -> Chart:
    lines = (
        "1.1 Personal",
        "1.2 Beratung und Gutachten",
        "2.1 Bau",
        "2.2 Technik",
        "3 Beteiligung",
    )
    planned = (1_200_000_00, 800_000_00, 6_500_000_00, 3_900_000_00, 600_000_00)
    actual = (581_234_50, 120_000_00, 4_321_000_99, 3_950_000_00, 12_345_67)
    return Chart(
        "plan_actual_chart", ChartKind.BAR, "Plan und Ist je Planposition",
        "Von 13,0 Mio. EUR geplanten Ausgaben sind 9,0 Mio. EUR bezahlt; Technik liegt über Plan.",
        lines,
        (
            Series("Plan", SeriesRole.PLAN, planned),
            Series("Bezahlt", SeriesRole.ACTUAL, actual, tuple(Facts.of(["x"]) for _ in lines)),
        ),
        category_label="Planposition",
    )  # fmt: skip


def line_chart() -> Chart:
    quarters = tuple(f"{q}/{y}" for y in ("2024", "2025", "2026") for q in ("Q1", "Q2", "Q3", "Q4"))
    paid = tuple(n * 1_020_000_00 for n in range(9)) + (None,) * 3
    got = (0, 0, 900_000_00, 900_000_00, 2_100_000_00, 2_100_000_00, 4_000_000_00, 4_000_000_00,
           5_200_000_00, None, None, None)  # fmt: skip
    forecast = (None,) * 8 + tuple(8_160_000_00 + n * 1_400_000_00 for n in range(4))
    return Chart(
        "money_flow", ChartKind.LINE, "Geldfluss seit Beginn",
        "Bezahlt sind 8,2 Mio. EUR, vom Bund kamen 5,2 Mio. EUR; bis Ende 2026 werden 12,4.",
        quarters,
        (
            Series("Bezahlt", SeriesRole.ACTUAL, paid),
            Series("Vom Bund erhalten", SeriesRole.RECEIVED, got),
            Series("Prognose", SeriesRole.FORECAST, forecast),
        ),
        category_label="Quartal",
    )  # fmt: skip


def quarterly() -> Document:
    questions = (
        Section("Was hat es gekostet?", (
            Paragraph.of(
                "Bis zum 31.03.2026 hat die Stadt ", Run("8.984.581,16 €", Emphasis.STRONG),
                " bezahlt, davon sind 8.612.004,10 € zuwendungsfähig. Im Quartal kamen "
                "1.020.000,00 € hinzu.",
            ),
        )),
        Section("Wie viel kam vom Bund? Was zahlen wir selbst?", (
            Paragraph.of(
                "Der Bund trägt 65 % der zuwendungsfähigen Ausgaben. Abgerufen sind "
                "5.597.802,67 €, eingegangen 5.200.000,00 €. Der Eigenanteil beträgt vorläufig "
                "3.014.201,43 €; weitere 372.577,06 € trägt die Stadt allein.",
            ),
        )),
        Section("Verfällt am Ende Geld?", (
            Paragraph.of(
                "Nach der Prognose bleiben 610.000,00 € ungenutzt. Um alles zu nutzen, müssten bis "
                "Dezember monatlich 446.157,65 € ausgegeben werden.",
            ),
            KeyFigures((
                KeyFigure("Bezahlt", 8_984_581_16, facts=Facts.of(["a"]), key="paid"),
                KeyFigure("Vom Bund erhalten", 5_200_000_00, key="received"),
                KeyFigure("Eigenanteil", 3_014_201_43, note="vorläufig", key="own_share"),
                KeyFigure("Ausschöpfung", 6911, ValueType.PERCENT, key="use"),
            )),
            bar_chart(),
            line_chart(),
        )),
    )  # fmt: skip
    page_two = Section(
        "Maßnahmen",
        (
            Paragraph.of("Das System schlägt den Stand vor, entschieden hat ihn eine Person."),
            measures_table(),
            Hint(Paragraph.of("Nachträglich erfasst: 3 Belege, 4.120,00 €.")),
        ),
        begins_page=True,
    )
    annex = Section(
        "Einzelheiten",
        (
            money_table(),
            BulletList((Paragraph.of("Erster Punkt"), Paragraph.of("Zweiter Punkt mit § 44 BHO"))),
            Details((Detail("Zuwendungsgeber", "KfW"), Detail("Fördersatz", "65 %")), "Zuwendung"),
            StatusLine(Light.YELLOW, "Ein Beleg wartet länger als 30 Tage auf die Feststellung."),
            Hint(Paragraph.of("Ein Nachweis fehlt noch."), HintKind.WARNING),
            Paragraph.of("Englisch: ", Run("smart city", Emphasis.EMPHASIZED, "en"), " heißt es."),
            Approval(
                Paragraph.of("Die Angaben stimmen mit den Büchern überein."),
                (Signature("Kämmerei"), Signature("Programmleitung")),
            ),
        ),
    )
    return Document(
        type="quarterly",
        title="Quartalsbericht 1. Quartal 2026",
        subtitle="Energetische Stadtsanierung, Phase B – Bericht an den Ausschuss",
        city="Stadt Musterstadt",
        grant="KfW 436, Zusage 4711-0815",
        grant_id="g-b",
        period="1. Quartal 2026",
        period_key="2026-Q1",
        parts=(
            Part("main", (*questions, page_two), audience=Audience.PUBLIC),
            Part("plan", (annex,), title="Plan und Ist", annex="Anlage 1"),
        ),
    )


VOUCHER_COLUMNS = (
    Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
    Column("voucher", "Beleg-Nr.", expected_chars=10),
    Column("call", "Abruf", ValueType.INTEGER),
    Column("invoiced", "Rechnung", ValueType.DATE),
    Column("paid_on", "Zahltag", ValueType.DATE),
    Column("creditor", "Empfänger", expected_chars=24),
    Column("purpose", "Grund", expected_chars=28),
    Column("paid", "Gezahlt", ValueType.MONEY, summed=True),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
    Column("share", "Zuwendung", ValueType.MONEY, summed=True),
)
_CREDITORS = (
    "Müller & Söhne Tiefbau GmbH", "Stadtwerke Musterstadt", "Ing.-Büro Weiß", "Druckerei Kurz",
    "Planungsgemeinschaft Wärmenetz Nord GbR", "Böhm Elektrotechnik e. K.",
)  # fmt: skip
_PURPOSES = (
    "Abschlagsrechnung 3, Trassenbau", "Projektsteuerung", "Statik Dachflächen", "Flyer",
    "Lieferung und Montage Wechselrichter nach Angebot vom 12.01.2026", "Gutachten",
)  # fmt: skip


def voucher_rows(count: int, group: int = 40) -> Iterator[Row]:
    """Yield ``count`` vouchers in plan lines of ``group``, subtotals and the grand total."""
    total, part, shares = [0, 0, 0], [0, 0, 0], 0
    for n in range(count):
        if n % group == 0:
            line = f"Planposition {n // group + 1}"
            yield Row((None,) * 10, RowKind.GROUP, label=line)
            part = [0, 0, 0]
        paid = 12_345 + (n * 7919) % 4_000_000
        figures = (paid, paid - n % 7, (paid - n % 7) * 65 // 100)
        part = [a + b for a, b in zip(part, figures, strict=True)]
        total = [a + b for a, b in zip(total, figures, strict=True)]
        day = date(2026, 1, 1) + timedelta(days=n % 90)
        yield Row(
            (n + 1, f"RE-{2026000 + n}", n % 3 or None, day, day + timedelta(days=20),
             _CREDITORS[n % 6], _PURPOSES[n % 6], *figures),
            facts=Facts((f"e-{n:06d}",), 1),
        )  # fmt: skip
        if n % group == group - 1 or n == count - 1:
            yield Row((None,) * 7 + tuple(part), RowKind.SUBTOTAL, label=f"Summe {line}")
    exact = total[1] * 65 // 100
    shares = exact - total[2]
    yield Row((None,) * 9 + (shares,), RowKind.ROUNDING, label="Rundungsdifferenz")
    yield Row((None,) * 7 + (total[0], total[1], exact), RowKind.TOTAL, label="Summe")


def voucher_list(count: int) -> Document:
    table = Table(
        "vouchers", "Ausgaben in zeitlicher Folge je Planposition", VOUCHER_COLUMNS,
        LazyRows(lambda: voucher_rows(count)), carry=True,
    )  # fmt: skip
    return Document(
        type="voucher-list",
        title="Belegliste",
        subtitle="Alle Ausgaben der Zuwendung bis zum Stichtag",
        city="Stadt Musterstadt",
        grant="KfW 436, Zusage 4711-0815",
        grant_id="g-b",
        period="1. Quartal 2026",
        period_key="2026-Q1",
        parts=(Part("list", blocks=(table,)),),
    )


SCRIPT = "<script>alert(1)</script>"


def hostile() -> Document:
    """Return a document of everything that goes wrong in life."""
    text = "Donaudampfschifffahrt" * 480
    blocks = (
        Paragraph.of(text[:10_000]),
        Paragraph.of("Emoji 😀, CJK 漢字, Hebräisch שלום, Steuerzeichen \x00\x07, Tab\t\u202f€ −5"),
        KeyFigures((KeyFigure("Sehr lange Bezeichnung einer Kennzahl, die umbricht", -1),)),
        Table("long", "Langer Text", VOUCHER_COLUMNS, (
            Row((1, "=1+1", None, None, None, text[:10_000], SCRIPT, -5, 0, None)),
            Row((2, "@SUM(A1)", None, date(2026, 1, 1), None, "Fira\tTab", "😀", 10**13, 1, 2)),
        )),
        Table("empty", "Leeres Quartal", VOUCHER_COLUMNS, ()),
        Chart("c", ChartKind.BAR, "Leer", "Es gibt noch keine Ausgaben.", (), ()),
        Chart("d", ChartKind.LINE, "Negativ", "Minus 5 Euro.", ("Q1",),
              (Series("Ist", SeriesRole.ACTUAL, (-500,)),)),
    )  # fmt: skip
    wide = tuple(
        Column(f"c{n}", f"Spalte {n}", ValueType.MONEY, row_header=n == 0) for n in range(24)
    )
    table = Table(
        "wide", "Breiter als die Seite", wide, (Row(tuple(10**9 + n for n in range(24))),)
    )
    return Document(
        "quarterly", "Ein Titel, der über drei Zeilen geht, " * 4, "Stadt " + "X" * 300, "<b>", "g",
        "1. Quartal", "2026-Q1",
        (Part("main", (Section("Überschrift " * 30, blocks),)),
         Part("w", blocks=(table,), title="Breit", annex="Anlage 1")),
    )  # fmt: skip
