"""Print forged, data untouched: the checker refuses what our renderer does not draw, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from services.reporting.check.content import operations
from services.reporting.check.outcome import WRONG
from services.reporting.check.report import Trust, check_report
from tests.contract.pdf_forging import Change, forged
from tests.driver import House
from tests.reported_house import document, draft, reported_house

FOREIGN = "enthält etwas, das dieses Programm nicht zeichnet: "
_AMOUNT = re.compile(rb"\(([\d.]+,\d\d)\) Tj")
_INK = b".1 .12 .16 rg "


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("prints")) as house:
        yield house


@pytest.fixture(scope="module")
def genuine(house: House) -> bytes:
    return document(house, draft(house, "voucher-list"))


def faults(data: bytes) -> str:
    outcome = check_report(data, None, Trust())
    return "\n".join(f"{name}: {text}" for name, state, text in outcome.steps if state == WRONG)


def drawn(code: bytes) -> Change:
    """Drawn behind everything else on the first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + code)

    return change


def amount(change: Callable[[bytes], bytes]) -> Change:
    """The first amount of the first page drawn in another way."""

    def write(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        content, count = _AMOUNT.subn(
            lambda one: change(one[0]), page.Contents.read_bytes(), count=1
        )
        assert count == 1
        page.Contents = pdf.make_stream(content)

    return write


def words(shown: bytes) -> Change:
    return drawn(_INK + b"BT 300 400 Td /F1+0 8 Tf " + shown + b" ET")


def stamped(pdf: pikepdf.Pdf, name: str, stream: pikepdf.Object, code: bytes) -> None:
    pdf.pages[0].Resources.XObject[name] = stream
    drawn(code)(pdf)


def form(pdf: pikepdf.Pdf, code: bytes, inner: Dictionary) -> pikepdf.Object:
    box = Array([0, 0, 900, 900])
    return pdf.make_stream(
        code, Type=Name.XObject, Subtype=Name.Form, BBox=box, FormType=1,
        Matrix=Array([1, 0, 0, 1, 0, 0]), Resources=inner,
    )  # fmt: skip


def nested(pdf: pikepdf.Pdf) -> None:
    below = form(pdf, b"0 0 5 5 re f", Dictionary())
    above = form(pdf, b"/I Do", Dictionary(XObject=Dictionary(I=below)))
    stamped(pdf, "/Above", above, b"/Above Do")


def picture(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(
        b"\xff\0\0" * 16, Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    stamped(pdf, "/Im", image, b"q 500 0 0 700 20 20 cm /Im Do Q")


def note(subtype: str, **more: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        entries = {"/Type": Name.Annot, "/Subtype": Name("/" + subtype), "/F": 4, **more}
        one = pdf.make_indirect(Dictionary({**entries, "/Rect": Array([0, 0, 500, 500])}))
        pdf.pages[0].Annots = Array([*pdf.pages[0].get("/Annots", ()), one])

    return change


def hidden(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))


def opened(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def acting(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def spoken(pdf: pikepdf.Pdf) -> None:
    cell = next(one for one in pdf.objects if _is(one, "/TD"))
    cell.ActualText = "999.999,99"


def _is(one: pikepdf.Object, tag: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == Name(tag)


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Rotate = 180


FORGERIES: dict[str, tuple[Change, str]] = {
    "hex string": (words(b"<39> Tj"), "„<39> Tj"),
    "TJ": (words(b"[(9)] TJ"), "eine Liste"),
    "quote": (words(b"(9) '"), "Operator '"),
    "double quote": (words(b'0 0 (9) "'), 'Operator "'),
    "nested brackets": (words(b"((9)) Tj"), "„((9)) Tj"),
    "escaped name": (words(b"(9) T#6a"), "Operator T#6a"),
    "orphan content": (
        drawn(b"/P<</MCID 99999>>BDC " + _INK + b"BT 300 9 Td /F1+0 8 Tf (9) Tj ET EMC"),
        "Inhalt 99999",
    ),
    "a content twice": (drawn(b"/P<</MCID 0>>BDC EMC"), "Inhalt 0 zweimal"),
    "white fill": (drawn(b"1 1 1 rg 20 20 500 700 re f"), "eine weiße Fläche"),
    "light fill": (drawn(b".95 .96 .975 rg 20 20 500 700 re f"), "eine Fläche über Text"),
    "other colour": (drawn(b".99 .99 .99 rg 20 20 5 7 re f"), "Farbe"),
    "thick line": (drawn(b"300 w n 20 20 m 500 700 l S"), "Linie von"),
    "nested form": (nested, "Operator Do in einer Vorlage"),
    "picture": (picture, "eine Fläche über Text"),
    "free text": (note("FreeText"), "Anmerkung FreeText"),
    "text field": (note("Widget", **{"/FT": Name.Tx}), "Anmerkung Widget"),
    "file note": (note("FileAttachment"), "Anmerkung FileAttachment"),
    "layers": (hidden, "/OCProperties"),
    "layer mark": (drawn(b"/OC /oc BDC EMC"), "Operator BDC"),
    "invisible": (amount(lambda one: b"3 Tr " + one), "Operator Tr"),
    "white text": (amount(lambda one: b"1 1 1 rg " + one), "Text in der Farbe"),
    "tiny text": (amount(lambda one: b"/F1+0 .1 Tf " + one), "Schriftgrad"),
    "comment": (amount(lambda one: b"%" + one + b"\n<37> Tj"), "„%("),
    "clip": (drawn(b"0 0 5 5 re W* n"), "ein Ausschnitt"),
    "moved": (drawn(b"2 0 0 2 0 0 cm"), "gedrehte oder verschobene"),
    "script": (opened, "/OpenAction"),
    "script of a page": (acting, "/AA"),
    "spoken text": (spoken, "Element TD mit /ActualText"),
    "turned page": (turned, "anders gelegt"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_print_is_refused(genuine: bytes, name: str) -> None:
    change, told = FORGERIES[name]
    found = faults(forged(genuine, change))
    assert FOREIGN in found and told in found, found


def told_as(old: bytes, new: bytes) -> Change:
    """The metadata with other words."""

    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata = pdf.make_stream(
            packet.replace(old, new), Type=Name.Metadata, Subtype=Name.XML
        )

    return change


def spoken_in(language: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Lang = pikepdf.String(language)

    return change


PACKETS: dict[str, Change] = {
    "title": told_as(b">Belegliste", b">Freigegebene Belegliste"),
    "author": told_as(b"<dc:creator><rdf:Seq><rdf:li>", b"<dc:creator><rdf:Seq><rdf:li>BMWSB "),
    "language": told_as(b">de-DE<", b">en-GB<"),
    "language of the file": spoken_in("en-GB"),
    "program": told_as(b"<pdf:Producer>", b"<pdf:Producer>Acrobat "),
    "one more title": told_as(
        b"<dc:creator>",
        b"<dc:description><rdf:Alt><rdf:li>geprueft</rdf:li></rdf:Alt></dc:description><dc:creator>",
    ),
    "no PDF/A": told_as(b"<pdfaid:part>3", b"<pdfaid:part>2"),
}


@pytest.mark.parametrize("name", PACKETS)
def test_forged_metadata_are_refused(genuine: bytes, name: str) -> None:
    assert faults(forged(genuine, PACKETS[name])).startswith("Angaben der Datei: ")


def test_the_genuine_metadata_are_in_order(genuine: bytes) -> None:
    assert faults(forged(genuine, lambda _: None)) == ""


# --- lines and fillings -----------------------------------------------------------------------


def place_of_amount(pdf: pikepdf.Pdf) -> tuple[float, float]:
    """Where the first amount of the first page begins."""
    x = y = 0.0
    for operator, values in operations(pdf.pages[0].Contents.read_bytes()):
        if operator == "BT":
            x = y = 0.0
        elif operator == "Td":
            x, y = x + values[0], y + values[1]
        elif operator == "Tj" and re.fullmatch(rb"[\d.]+,\d\d", values[0]):
            return x, y
    raise AssertionError("no amount")


def around(code: str) -> Change:
    """Drawn as decoration, with the place of an amount for {x} and {y}."""

    def change(pdf: pikepdf.Pdf) -> None:
        x, y = place_of_amount(pdf)
        moved = re.sub(
            r"\{([xy])([+-][\d.]+)?\}",
            lambda one: f"{(x if one[1] == 'x' else y) + float(one[2] or 0):.2f}",
            code,
        )
        drawn(f"/Artifact <</Type/Layout>> BDC q {moved} Q EMC".encode())(pdf)

    return change


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (".95 .96 .975 RG 1 w {x-3} {y+2} m {x+40} {y+2} l S", "eine Linie über Text"),
        (".1 .12 .16 RG .9 w {x-8} {y} m {x-8} {y+6} l S", "eine gezeichnete Linie"),
        (".1 .12 .16 RG .9 w {x-8} {y} m {x-4} {y+6} l S", "eine gezeichnete Linie"),
        (".1 .12 .16 RG .9 w {x-8} {y} 4 6 re S", "eine gezeichnete Linie"),
        (".1 .12 .16 rg {x-8} {y} 1.2 6 re f", "eine dunkle Fläche außerhalb"),
        (".95 .96 .975 rg {x-3} {y+3.4} 40 2 re f", "eine Fläche über Text"),
        (".95 .96 .975 rg {x-3} {y+1} 40 1.1 re f", "eine Fläche über Text"),
    ],
)
def test_lines_and_fillings_neither_write_nor_hide(genuine: bytes, code: str, said: str) -> None:
    assert said in faults(forged(genuine, around(code)))
