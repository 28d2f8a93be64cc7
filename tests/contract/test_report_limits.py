"""A file made to exhaust the checker ends with a sentence; a second set of attachments is seen."""

from __future__ import annotations

import hashlib
import io
import re
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from services.reporting.check import limits, side_file
from services.reporting.check.content import operations
from services.reporting.check.limits import TooMuch, unfold
from services.reporting.check.outcome import WRONG, Fault
from services.reporting.check.report import Trust, check_report
from services.reporting.check.side_file import lines_of, opened
from tests.contract.pdf_forging import Change, forged
from tests.driver import House
from tests.reported_house import document, draft, reported_house

LIMIT = "Datei übersteigt, was das Prüfprogramm liest"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("limits")) as house:
        yield house


@pytest.fixture(scope="module")
def genuine(house: House) -> bytes:
    return document(house, draft(house, "voucher-list"))


def faults(data: bytes) -> str:
    outcome = check_report(data, None, Trust())
    return "\n".join(f"{name}: {text}" for name, state, text in outcome.steps if state == WRONG)


def nothing(pdf: pikepdf.Pdf) -> None:
    """Written anew, nothing else."""


def test_a_report_written_anew_is_in_order(genuine: bytes) -> None:
    assert faults(forged(genuine, nothing)) == ""


def pages_in_a_circle(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def structure_in_a_circle(pdf: pikepdf.Pdf) -> None:
    pdf.make_indirect(pdf.Root.StructTreeRoot.K[0]).K.append(pdf.Root.StructTreeRoot.K[0])


def bookmarks_in_a_circle(pdf: pikepdf.Pdf) -> None:
    first = pdf.Root.Outlines.First
    first.Next = first


def content_of_a_gigabyte(pdf: pikepdf.Pdf) -> None:
    packer = zlib_bomb(1 << 30)
    stream = pikepdf.Stream(pdf, packer)
    stream.Filter = Name.FlateDecode
    pdf.pages[0].Contents = pdf.make_indirect(stream)


def zlib_bomb(size: int) -> bytes:
    packer = zlib.compressobj(9)
    pieces = [packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)]
    return b"".join([*pieces, packer.flush()])


@pytest.mark.parametrize(
    "change",
    [pages_in_a_circle, structure_in_a_circle, bookmarks_in_a_circle, content_of_a_gigabyte],
)
def test_what_exhausts_the_checker_ends_with_a_sentence(genuine: bytes, change: Change) -> None:
    assert LIMIT in faults(forged(genuine, change))


def test_an_object_that_is_itself_ends_with_a_sentence(genuine: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.K = pdf.make_indirect(Dictionary(Circle=1))

    data = forged(genuine, change)
    (number,) = re.findall(rb"(\d+) 0 obj\n<< /Circle 1 >>", data)
    circle = number + b" 0 R"
    assert LIMIT in faults(data.replace(b"<< /Circle 1 >>", circle.ljust(len("<< /Circle 1 >>"))))


def test_a_huge_table_of_objects_ends_with_a_sentence(genuine: bytes) -> None:
    data = forged(genuine, nothing, lambda rows: rows + bytes(65 << 20))
    assert LIMIT in faults(data)


def test_a_stream_is_never_unfolded_beyond_its_limit() -> None:
    packed = zlib_bomb(2 << 20)
    assert len(unfold(packed, 2 << 20)) == 2 << 20
    with pytest.raises(TooMuch):
        unfold(packed, (2 << 20) - 1)


@pytest.mark.parametrize("piece", [b"/a<<", b"(", b"\\(", b"[", b"9", b"/a", b"a "])
def test_any_drawing_is_read_in_one_pass(piece: bytes) -> None:
    with pytest.raises(Fault, match="enthält etwas, das dieses Programm nicht zeichnet"):
        list(operations(b"q Q " + piece * 1_000_000))  # quadratic it would take hours


def zipped(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


EVENT = b'{"id":"' + b"x" * 2000 + b'"}\n'


@pytest.mark.parametrize(
    ("limit", "most"), [("FILE", 150), ("HELD", 1999), ("STREAMED", 5999), ("LINE", 100)]
)
def test_a_side_file_is_read_up_to_its_limits(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    data = zipped(("a", bytes(1000)), ("b", bytes(1000)), ("ereignisse.ndjson", EVENT * 3))

    def read() -> list[bytes]:
        files, events = opened(data)
        assert files == {"a": bytes(1000), "b": bytes(1000)} and events is not None
        assert events.sha256() == hashlib.sha256(EVENT * 3).hexdigest()
        return list(events)

    assert read() == [EVENT[:-1]] * 3
    monkeypatch.setattr(side_file, "_PIECE", 500)
    assert read() == [EVENT[:-1]] * 3
    monkeypatch.setattr(limits, limit, most)
    with pytest.raises(TooMuch, match=LIMIT):
        read()


def test_events_beside_a_report_are_never_held_as_a_whole() -> None:
    data = zipped(("ereignisse.ndjson", EVENT * 20_000))  # 40 MB
    _, events = opened(data)
    assert events is not None
    tracemalloc.start()
    assert events.sha256() and sum(1 for _ in lines_of(events)) == 20_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20


def test_a_side_file_with_too_many_files_is_named() -> None:
    with pytest.raises(TooMuch, match="mehr als 20 Dateien"):
        opened(zipped(*((f"{one}.txt", b"") for one in range(21))))


def test_a_side_file_that_is_packed_otherwise_is_named() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("bericht.json", bytes(1000))
    with pytest.raises(Fault, match="anders gepackt"):
        opened(target.getvalue())
    with pytest.raises(Fault, match="kein lesbares ZIP"):
        opened(b"PK")


@pytest.mark.parametrize("events", [b'{"id":"1"}\n{"id"', b"x"])
def test_events_that_end_within_a_line_are_named(events: bytes) -> None:
    with pytest.raises(Fault, match="mitten in einer Zeile"):
        list(lines_of(events))
    with pytest.raises(Fault, match="mitten in einer Zeile"):
        list(lines_of(opened(zipped(("ereignisse.ndjson", events)))[1] or b""))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_side_file_names_each_file_once() -> None:
    with pytest.raises(Fault, match=r"bericht\.json zweimal"):
        opened(zipped(("bericht.json", b"{}"), ("bericht.json", b"[]")))


def spec_of(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return next(one for one in pdf.Root.AF if str(one.UF) == name)


def other_file(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    stream = pdf.make_stream(b"{}", Type=Name.EmbeddedFile)
    files = Dictionary(F=stream, UF=stream)
    entries = Dictionary(Type=Name.Filespec, F=name, UF=name, Desc="x", EF=files)
    entries.AFRelationship = Name.Data
    return pdf.make_indirect(entries)


def shown_another(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles.Names
    place = [str(one) for one in list(names)[::2]].index("bericht.json")
    names[2 * place + 1] = other_file(pdf, "bericht.json")


def second_content(pdf: pikepdf.Pdf) -> None:
    spec_of(pdf, "bericht.json").EF.UF = pdf.make_stream(b"{}")


def added(pdf: pikepdf.Pdf, name: str) -> None:
    spec = other_file(pdf, name)
    pdf.Root.AF = Array([spec, *pdf.Root.AF])
    tree = pdf.Root.Names.EmbeddedFiles
    tree.Names = Array([pikepdf.String(name), spec, *tree.Names])


def other_name(pdf: pikepdf.Pdf) -> None:
    spec_of(pdf, "bericht.json").F = pikepdf.String("anderes.json")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (shown_another, "nennt andere Dateien"),
        (second_content, "zwei verschiedene Inhalte"),
        (lambda pdf: added(pdf, "bericht.json"), "gibt es zweimal"),
        (lambda pdf: added(pdf, "korrektur.json"), "steht nicht im Verzeichnis"),
        (other_name, "anders eingetragen"),
    ],
)
def test_a_reader_finds_the_same_attachments_on_every_way(
    genuine: bytes, change: Change, told: str
) -> None:
    assert told in faults(forged(genuine, change))
