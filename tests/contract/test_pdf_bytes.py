"""The promises of a rendered file: both standards, agreeing structure, the same bytes anywhere.

veraPDF judges each kind of document once per profile (one JVM each); ``tests.pdf_structure`` sees
what veraPDF overlooks; mutations prove that both still see anything at all.
"""

from __future__ import annotations

import inspect
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from services.reporting.render import RENDERERS
from services.reporting.render.pdf import Attachment, render_pdf
from services.reporting.sealing.order import KeySource, SealOrder
from services.reporting.sealing.running import seal
from shared.clock import format_instant
from tests.components import verapdf
from tests.components.availability import ROOT, require
from tests.pdf_structure import Reading
from tests.seal_material import NOW, Keys
from tests.unit.reporting.render import samples, samples_prose

DOCUMENTS = {
    "quarterly": samples.quarterly,
    "public": lambda: samples.quarterly().public(),
    "vouchers": lambda: samples.voucher_list(120),
    "hostile": samples.hostile,
}
LONG = {
    "long list": lambda: samples.voucher_list(2900),
    "long prose": lambda: samples_prose.prose(34),
}
"""About 100 pages each."""
CSV = Attachment("daten.csv", "text/csv", "Die Zahlen des Berichts", b"a;b\r\n1;2\r\n")


def rendered(document, *, released: bool = False, attachments=()) -> bytes:
    target = io.BytesIO()
    render_pdf(document, samples.frame(document, released=released), target, attachments)
    return target.getvalue()


def sealed(path: Path, document, *, visible: bool) -> Path:
    """A release with two seals in order; visible ones stand in fields the document brings."""
    names = ("Freigabe1", "Freigabe2")
    frame = samples.frame(document, released=True)
    with path.open("w+b") as target:
        render_pdf(document, replace(frame, seal_fields=names if visible else ()), target)
    order = SealOrder(
        (str(path),),
        tuple((name, "Freigabe") for name in names),
        KeySource(pem=Keys.make().pem()),
        "Musterstadt",
        format_instant(NOW),
    )
    seal(order)
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    found = {name: folder / f"{name}.pdf" for name in DOCUMENTS}
    for name, path in found.items():
        path.write_bytes(rendered(DOCUMENTS[name](), released=name == "vouchers"))
    for name in ("quarterly", "vouchers"):
        for visible in (False, True):
            path = folder / f"sealed {name} {visible}.pdf"
            found[path.stem] = sealed(path, DOCUMENTS[name](), visible=visible)
    found["attached"] = folder / "attached.pdf"
    found["attached"].write_bytes(rendered(samples.voucher_list(3), attachments=(CSV,)))
    return found


@pytest.fixture(scope="module")
def long_files(tmp_path_factory) -> list[Path]:
    """A list and a report of written text, plain and with two seals."""
    folder = tmp_path_factory.mktemp("long")
    found = []
    for name, make in LONG.items():
        plain = folder / f"{name}.pdf"
        plain.write_bytes(rendered(make()))
        found += [plain, sealed(folder / f"{name} sealed.pdf", make(), visible=True)]
    return found


@pytest.mark.parametrize("profile", [verapdf.UA1, verapdf.A3A])
def test_every_kind_of_document_passes_verapdf(files, long_files, profile):
    require(verapdf.PROBE)
    judged = [*files.values(), *long_files]
    verdicts = verapdf.validate(profile, judged)
    assert set(verdicts) == {path.name for path in judged}
    assert {one.file: one.rules for one in verdicts.values() if not one.compliant} == {}


def test_the_long_documents_are_long(long_files):
    for path in long_files:
        with pikepdf.open(path) as pdf:
            assert 90 <= len(pdf.pages) <= 110, path.name


def test_structure_parent_tree_and_content_agree(files):
    for path in files.values():
        with pikepdf.open(path) as pdf:
            assert Reading(pdf).findings == []


def test_every_font_is_embedded(files):
    for path in files.values():
        with pikepdf.open(path) as pdf:
            fonts = [one for one in pdf.objects if is_a(one, "/Font")]
            assert fonts
            assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def is_a(value, kind: str) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.get("/Type") == kind


def elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == tag and "/P" in one
    ]


def swap_cells(pdf: pikepdf.Pdf) -> None:
    first, second = elements(pdf, "/TD")[:2]
    first.K, second.K = second.K, first.K


def wrong_page(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/TD")[0].Pg = pdf.pages[0].obj


def no_page(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/TD")[0]["/Pg"]


def rotate_parent_tree(pdf: pikepdf.Pdf) -> None:
    array = pdf.Root.StructTreeRoot.ParentTree.Kids[0].Nums[1]
    owners = list(array)
    for index, owner in enumerate([*owners[1:], owners[0]]):
        array[index] = owner


def wrong_parent(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/TD")[0].P = elements(pdf, "/TR")[-1]


def no_column_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/TH")[0]["/A"]


def no_row_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/TH")[-1]["/A"]


def forgotten_mark(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    lines = page.Contents.read_bytes().split(b"\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(b"/P<<"))
    rest = lines[at + 1 :]
    rest.remove(b"EMC")
    page.Contents.write(b"\n".join([*lines[:at], *rest]))


def same_content_twice(pdf: pikepdf.Pdf) -> None:
    first, second = elements(pdf, "/TD")[:2]
    second.K = first.K


def orphaned_content(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "/TR")[-1]
    row.K = pikepdf.Array([*row.K][:-1])


def other_tag(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/P")[0].S = pikepdf.Name.Note


def ink_outside(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[0].Contents
    contents.write(contents.read_bytes() + b"\n0 0 10 10 re f")


def mark_in_mark(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[0].Contents
    contents.write(contents.read_bytes().replace(b"EMC", b"/P<</MCID 9999>>BDC EMC EMC", 1))


@pytest.mark.parametrize(
    "mutate",
    [
        same_content_twice,
        orphaned_content,
        other_tag,
        ink_outside,
        mark_in_mark,
        swap_cells,
        wrong_page,
        no_page,
        rotate_parent_tree,
        wrong_parent,
        no_column_scope,
        no_row_scope,
        forgotten_mark,
    ],
)
def test_our_own_judge_is_alive(files, mutate: Callable[[pikepdf.Pdf], None]):
    with pikepdf.open(files["quarterly"]) as pdf:
        mutate(pdf)
        assert Reading(pdf).findings != []


def no_alternative_text(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "/Figure")[0]["/Alt"]


def skipped_heading(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/H3")[0].S = pikepdf.Name.H5


def not_marked(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def no_title_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def no_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def uneven_row(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "/TR")[-1]
    row.K = pikepdf.Array([*row.K][:-1])


def loose_list_item(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/LBody")[0].S = pikepdf.Name.P


def unknown_tag(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/P")[0].S = pikepdf.Name("/Absatz")


def unembedded_font(pdf: pikepdf.Pdf) -> None:
    for font in [one for one in pdf.objects if is_a(one, "/FontDescriptor")]:
        del font["/FontFile2"]


def unreadable_font(pdf: pikepdf.Pdf) -> None:
    for font in [one for one in pdf.objects if is_a(one, "/Font")]:
        del font["/ToUnicode"]


def loose_attachment(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/AF"]


def untold_relationship(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0]["/AFRelationship"]


def field_without_name(pdf: pikepdf.Pdf) -> None:
    for one in pdf.Root.AcroForm.Fields:
        del one["/TU"]
    for one in elements(pdf, "/Form"):
        del one["/Alt"]


def field_outside_form(pdf: pikepdf.Pdf) -> None:
    for one in elements(pdf, "/Form"):
        one.S = pikepdf.Name.Div


def unprinted_field(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[0].F = 0


MUTATIONS = {
    verapdf.UA1: (
        no_alternative_text, skipped_heading, no_language, forgotten_mark, no_metadata,
        no_title_shown, no_tree, uneven_row, loose_list_item, unknown_tag, unembedded_font,
        unreadable_font, field_without_name, field_outside_form,
    ),
    verapdf.A3A: (
        not_marked, no_intent, no_metadata, no_tree, unknown_tag, unembedded_font, unreadable_font,
        loose_attachment, untold_relationship, unprinted_field,
    ),
}  # fmt: skip
VICTIMS = {
    loose_attachment: "attached",
    untold_relationship: "attached",
    field_without_name: "sealed quarterly True",
    field_outside_form: "sealed quarterly True",
    unprinted_field: "sealed quarterly True",
}
"""The file a mutation needs; the others change the quarterly report."""


@pytest.mark.parametrize("profile", MUTATIONS)
def test_verapdf_is_alive(files, tmp_path, profile):
    require(verapdf.PROBE)
    for mutate in MUTATIONS[profile]:
        with pikepdf.open(files[VICTIMS.get(mutate, "quarterly")]) as pdf:
            mutate(pdf)
            pdf.save(tmp_path / f"{mutate.__name__}.pdf", fix_metadata_version=False)
    verdicts = verapdf.validate(profile, sorted(tmp_path.glob("*.pdf")))
    assert [one.file for one in verdicts.values() if one.compliant] == []
    assert len(verdicts) == len(MUTATIONS[profile])


RENDER_ALL = """
import hashlib, io, locale, os
os.umask(int(os.environ["UMASK"], 8))
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass  # a locale this machine does not have must not matter
from services.reporting.render import RENDERERS
from tests.unit.reporting.render import samples, samples_prose
for document in (samples.quarterly(), samples.voucher_list(90), samples.hostile()):
    for name, render in RENDERERS.items():
        target = io.BytesIO()
        render(document, samples.frame(document), target)
        print(document.type, name, hashlib.sha256(target.getvalue()).hexdigest())
"""


def hashes(zone: str, seed: str, locale: str, umask: str) -> list[str]:
    surroundings = {
        **os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale, "UMASK": umask,
    }  # fmt: skip
    command = [sys.executable, "-W", "error", "-c", RENDER_ALL]
    run = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=ROOT, env=surroundings
    )
    return run.stdout.split("\n")


def test_e40_same_bytes_in_any_process_zone_locale_and_hash_seed():
    here = hashes("UTC", "0", "C.UTF-8", "022")
    there = hashes("Asia/Tokyo", "12345", "de_DE.UTF-8", "077")
    assert len(here) == 3 * len(RENDERERS) + 1
    assert here == there


def test_draft_and_release_differ_in_their_frame_only():
    document = samples.quarterly()
    draft, released = rendered(document), rendered(document, released=True)
    assert draft != released
    with pikepdf.open(io.BytesIO(draft)) as one, pikepdf.open(io.BytesIO(released)) as two:
        assert len(one.pages) == len(two.pages)
        drafted, final = Reading(one), Reading(two)
        assert all("Entwurf" in drafted.artifacts(page) for page in range(len(one.pages)))
        assert not any("Entwurf" in final.artifacts(page) for page in range(len(two.pages)))


def test_attachment_is_an_associated_file(files):
    with pikepdf.open(files["attached"]) as pdf:
        (spec,) = pdf.Root.AF
        assert spec.AFRelationship == "/Data"
        assert spec.EF.F.read_bytes() == CSV.content


def test_reportlab_still_has_the_hooks_we_use():
    canvas = Canvas(io.BytesIO())
    for name in ("_code", "_doc", "_startPage", "_addAnnotation", "_annotationrefs"):
        assert hasattr(canvas, name)
    assert "self._startPage()" in inspect.getsource(Canvas.showPage)
    assert "self._doc.addPage(page)" in inspect.getsource(Canvas.showPage)


def test_the_file_is_small():
    size = len(rendered(samples.voucher_list(1000)))
    assert size < 330_000
