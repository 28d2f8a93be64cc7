"""Second stage: what reportlab cannot write. pikepdf adds the entries of the two standards.

The structure tree is still missing afterwards; ``tail`` writes it under the number this stage
reserves, because a million elements as pikepdf objects would need hundreds of megabytes.
"""

from dataclasses import dataclass
from importlib import resources
from typing import BinaryIO, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from services.reporting.render.pdf.metadata import xmp_packet
from services.reporting.render.pdf.structure import Tagger

_PRINTED: Final = 4
"""Annotation flag Print (ISO 32000-1, table 165), demanded by PDF/A-3, 6.3.2."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """File associated with the document (ISO 19005-3, 6.8); ``relationship`` e.g. ``Data``."""

    name: str
    media_type: str
    description: str
    content: bytes
    relationship: str = "Data"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the metadata says about the document."""

    title: str
    creator: str
    language: str
    generator: str


def close(
    drawn: BinaryIO,
    identity: Identity,
    tagger: Tagger,
    target: BinaryIO,
    attachments: tuple[Attachment, ...] = (),
) -> None:
    """Read reportlab's PDF from ``drawn`` and write it with the entries of both standards."""
    with pikepdf.open(drawn) as pdf:
        _catalog(pdf, identity)
        _pages(pdf, tagger)
        _attach(pdf, attachments)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]  # XMP alone speaks; two sources would have to agree
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # else pikepdf rewrites the packet and drops rdf:about
            force_version="1.7",
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )


def _catalog(pdf: pikepdf.Pdf, identity: Identity) -> None:
    root = pdf.Root
    root.Lang = String(identity.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    packet = xmp_packet(
        title=identity.title,
        creator=identity.creator,
        language=identity.language,
        generator=identity.generator,
    )
    root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    profile = resources.files("pikepdf") / "pdfa" / "data" / "sRGB.icc"
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_stream(profile.read_bytes(), N=3),
    )
    root.OutputIntents = Array([pdf.make_indirect(intent)])


def _pages(pdf: pikepdf.Pdf, tagger: Tagger) -> None:
    for index, page in enumerate(pdf.pages):
        page.obj.StructParents = index
        page.obj.Tabs = Name.S
    count, fields = len(pdf.pages), Array()
    for number, (place, _) in enumerate(tagger.annotations):
        page = pdf.pages[place.page]
        annotation = page.obj.Annots[place.index]
        annotation.StructParent = count + number
        annotation.F = _PRINTED
        annotation.P = page.obj
        if annotation.Subtype == Name.Widget:
            fields.append(annotation)
    if len(fields):
        pdf.Root.AcroForm = Dictionary(Fields=fields)


def _attach(pdf: pikepdf.Pdf, attachments: tuple[Attachment, ...]) -> None:
    if not attachments:
        return
    names, files = Array(), Array()
    for one in sorted(attachments, key=lambda found: found.name):
        stream = pdf.make_stream(
            one.content,
            Type=Name.EmbeddedFile,
            Subtype=Name("/" + one.media_type),
            Params=Dictionary(Size=len(one.content)),
        )
        spec = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(one.name),
                UF=String(one.name),
                Desc=String(one.description),
                AFRelationship=Name("/" + one.relationship),
                EF=Dictionary(F=stream, UF=stream),
            )
        )
        names.append(String(one.name))
        names.append(spec)
        files.append(spec)
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    pdf.Root.AF = files


def page_objects(closed: BinaryIO) -> tuple[list[int], list[list[int]], int, int]:
    """Return object numbers: pages, annotations per page, catalog, reserved structure root."""
    with pikepdf.open(closed) as pdf:
        pages = [page.obj.objgen[0] for page in pdf.pages]
        annotations = [
            [one.objgen[0] for one in page.obj.get("/Annots", Array())] for page in pdf.pages
        ]
        return pages, annotations, pdf.Root.objgen[0], pdf.Root.StructTreeRoot.objgen[0]
