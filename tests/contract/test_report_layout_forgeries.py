"""Files that two readers take for two documents, and words that only some readers tell."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from services.reporting.check.content import Foreign
from services.reporting.check.layout import check_layout
from services.reporting.check.outcome import Fault
from services.reporting.check.pdf_file import PdfFile, check_identifier
from services.reporting.check.pdf_text import PageText
from services.reporting.check.report import Trust, check_report
from services.reporting.check.spoken import Spoken
from tests.contract.pdf_forging import forged, sealed_by_a_stranger
from tests.contract.sealed_reports import sealed_as_released
from tests.reported_house import document, draft, release, reported_house
from tests.seal_material import Keys


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    with reported_house(tmp_path_factory.mktemp("layout")) as house:
        report_id = draft(house, "quarterly")
        release(house, report_id)
        yield document(house, report_id)


@pytest.fixture(scope="module")
def sealed(plain: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sealed_as_released(plain, tmp_path_factory.mktemp("sealed"), Keys.make())


def told(data: bytes) -> str:
    pdf = PdfFile(data)
    check_layout(pdf)
    return Spoken(pdf, PageText(pdf)).check()


def test_an_honest_file_has_one_reading(plain: bytes, sealed: bytes) -> None:
    assert told(plain) == told(sealed) == told(forged(plain, lambda _: None))


# --- one document -----------------------------------------------------------------------------


def reclosed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The file after a change of what stands before its first object; its identifier fits."""
    at = data.index(b"1 0 obj")
    front = change(data[:at])
    moved = len(front) - at
    end = check_identifier(data)
    (position,) = map(int, re.findall(rb"startxref\n(\d+)\n", data[:end]))
    head = re.compile(
        rb"(.*?/ID\[<)\w+(><)\w+(>\].*?/Length )(\d+)(>>\nstream\n)", re.DOTALL
    ).match(data, position)
    assert head is not None
    packed = data[head.end() : head.end() + int(head[4])]
    table = zlib.compress(_moved(zlib.decompress(packed), moved), 9)
    body = front + data[at:position]
    digest = hashlib.sha256(body + table).hexdigest()[:32].encode()
    said = head[1] + digest + head[2] + digest + head[3] + b"%d" % len(table) + head[5]
    return body + said + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _moved(rows: bytes, by: int) -> bytes:
    """The same rows (7 bytes, predictor Up) with every place in the file moved."""
    above, plain = bytes(7), []
    for at in range(0, len(rows), 8):
        above = bytes((a + b) & 255 for a, b in zip(above, rows[at + 1 : at + 8], strict=True))
        place = int.from_bytes(above[1:5], "big") + by
        plain.append(
            above[:1] + place.to_bytes(4, "big") + above[5:] if above[:1] == b"\1" else above
        )
    before = [bytes(7), *plain]
    return b"".join(
        b"\2" + bytes((a - b) & 255 for a, b in zip(one, last, strict=True))
        for one, last in zip(plain, before, strict=False)
    )


LINEARIZED = b"999999 0 obj\n<</Linearized 1/L 1/H[1 1]/O 5/E 5/N 2/T 9>>\nendobj\n"


@pytest.mark.parametrize(
    "beside",
    [LINEARIZED, LINEARIZED + b"xref\n0 1\ntrailer\n<<>>\n", b"% nur ein Kommentar\n", b"\n"],
)
def test_bytes_that_no_table_names_are_refused(plain: bytes, beside: bytes) -> None:
    same = reclosed(plain, lambda front: front)
    told(same)
    data = reclosed(plain, lambda front: front + beside)
    check_identifier(data)
    with pytest.raises(Foreign, match=r"Dateikopf|Bytes zwischen"):
        told(data)
    assert not check_report(data, None, Trust()).is_sound


def test_a_file_that_calls_itself_linearized_is_refused(plain: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.make_indirect(pikepdf.Dictionary(Linearized=1, L=1))

    with pytest.raises(Foreign, match="Linearized"):
        told(forged(plain, change, is_tidy=False))


def test_a_second_table_is_refused(plain: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.make_stream(b"", Type=pikepdf.Name.XRefs)

    def as_table(data: bytes) -> bytes:
        return data.replace(b"/XRefs", b"/XRef ")

    data = as_table(forged(plain, change, is_tidy=False))
    assert b"/XRef " in data
    with pytest.raises(Foreign, match="nicht an seiner Stelle ist"):
        told(data)


def filtered(kind: str) -> Callable[[pikepdf.Pdf], None]:
    """A stream whose unfolded bytes lose one where readers honour its parameters."""

    def change(pdf: pikepdf.Pdf) -> None:
        if kind == "page":
            one = pdf.pages[0].Contents
        else:
            one = next(
                stream for stream in pdf.objects
                if isinstance(stream, pikepdf.Stream) and stream.get("/Type") == "/EmbeddedFile"
            )  # fmt: skip
        body = b"\0" + one.read_bytes()
        parameters = pikepdf.Dictionary(Predictor=10, Columns=len(body) - 1)
        packed = zlib.compress(body)
        one.write(packed, filter=pikepdf.Name.FlateDecode, decode_parms=parameters)

    return change


@pytest.mark.parametrize("kind", ["page", "attachment"])
def test_a_stream_that_readers_unfold_differently_is_refused(
    plain: bytes, tmp_path: Path, kind: str
) -> None:
    data = forged(plain, filtered(kind))
    with pytest.raises(Foreign, match="/DecodeParms"):
        check_layout(PdfFile(data))
    assert not check_report(data, None, Trust()).is_sound
    keys = Keys.make()
    under_seal = sealed_by_a_stranger(data, tmp_path, keys)
    assert not check_report(under_seal, None, Trust(seal=keys.own)).is_sound


def test_an_object_under_anothers_number_is_refused(plain: bytes) -> None:
    """The head of an object stream tells its numbers; some readers go by them, some by places."""
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        pages = pdf.Root.Pages.objgen[0]
    file = PdfFile(plain)
    kind, stream, place = file._places.of(pages)
    assert kind == 2
    held = file._unpacked(stream)
    held[place] = (pages + 1, held[place][1])
    with pytest.raises(Fault, match="nicht an seiner Stelle"):
        file._get(pages)


# --- words no page shows ----------------------------------------------------------------------


def bookmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = pikepdf.String("Geprüft: 9.999.999,99 EUR")


def bookmark_left_out(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First = pdf.Root.Outlines.First.Next


def links(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for one in page.get("/Annots", []):
            one.Contents = pikepdf.String("Gesamtsumme 9.999.999,99 EUR")


def _tagged(pdf: pikepdf.Pdf, tag: str) -> Iterator[pikepdf.Object]:
    yield from (
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == tag
    )


def instead_of_links(pdf: pikepdf.Pdf) -> None:
    for one in _tagged(pdf, "/Link"):
        one.Alt = pikepdf.String("Gesamtsumme 9.999.999,99 EUR")


def heads_of_nothing(pdf: pikepdf.Pdf) -> None:
    for one in _tagged(pdf, "/TH"):
        del one["/A"]


def heads_of_the_other(pdf: pikepdf.Pdf) -> None:
    for one in _tagged(pdf, "/TH"):
        one.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Both)


def description(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Filespec":
            one.Desc = pikepdf.String("vom Bund bestätigt")


def no_colours(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents = pikepdf.Array([])


def other_colours(pdf: pikepdf.Pdf) -> None:
    intent = pdf.Root.OutputIntents[0]
    profile = bytearray(intent.DestOutputProfile.read_bytes())
    profile[400] ^= 1
    intent.DestOutputProfile = pdf.make_stream(bytes(profile), N=3)


@pytest.mark.parametrize(
    "change",
    [bookmark, bookmark_left_out, links, instead_of_links, heads_of_nothing, heads_of_the_other,
     description, no_colours, other_colours],
)  # fmt: skip
def test_what_only_a_screen_reader_hears_is_compared(
    plain: bytes, change: Callable[[pikepdf.Pdf], None]
) -> None:
    data = forged(plain, change)
    assert data != forged(plain, lambda _: None)
    check_layout(PdfFile(data))
    with pytest.raises(Foreign):
        told(data)


def test_the_whole_check_takes_both_steps(plain: bytes) -> None:
    outcome = check_report(forged(plain, bookmark), None, Trust())
    assert any(
        name == "Worte neben dem Druck" and "Lesezeichen" in text and state == "FEHLER"
        for name, state, text in outcome.steps
    )
