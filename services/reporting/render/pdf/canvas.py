"""A reportlab canvas on which every piece of ink belongs to an element or is an artifact."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from services.reporting.render.pdf.contents import PageContents
from services.reporting.render.pdf.fonts import REGULAR, Encoder, Face, face
from services.reporting.render.pdf.structure import StructureError, Tagger

COMPRESSION = 6


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Canvas with a ``tagger``; uses reportlab internals that ``test_pdf_bytes`` pins.

    ``_code`` is replaced at every page, so nobody may keep it; ``emit`` always finds the current.
    """

    def __init__(
        self, page_size: tuple[float, float], language: str, contents: PageContents
    ) -> None:
        self.tagger = Tagger()
        self._contents = contents
        self._encoders: dict[str, Encoder] = {}
        face(REGULAR)  # registers the font the constructor asks for
        super().__init__(
            None,
            pagesize=page_size,
            pageCompression=1,
            invariant=1,
            lang=language,
            pdfVersion=(1, 7),
            initialFontName=REGULAR,
        )

    def emit(self, operators: str) -> None:
        """Append operators to the content of the current page."""
        self._code.append(operators)

    @contextmanager
    def mark(self) -> Iterator[None]:
        """Ink inside is content of the current element."""
        self.emit(self.tagger.open_mark())
        yield
        self.emit(self.tagger.close_mark())

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """Ink inside is decoration or page furniture, passed over by assistive technology."""
        self.emit(self.tagger.open_artifact(kind, subtype))
        yield
        self.emit(self.tagger.close_mark())

    def encoder(self, one: Face) -> Encoder:
        """Return the encoder of a face for this document."""
        found = self._encoders.get(one.name)
        if found is None:
            found = self._encoders[one.name] = Encoder(one, self._doc)
        return found

    def text(self, x: float, y: float, text: str, one: Face, size: float) -> None:
        """Draw one line of cleaned text with its baseline at (x, y) in the current fill colour."""
        encoder = self.encoder(one)
        encoded = encoder.encode(text)
        name = encoder.internal_name
        runs = [(name, encoded)] if encoded is not None else encoder.runs(text)
        shown = " ".join(f"{font} {size:g} Tf ({code}) Tj" for font, code in runs)
        self.emit(f"BT {x:.2f} {y:.2f} Td {shown} ET")

    def write(self, target: BinaryIO) -> None:
        """Write reportlab's untagged PDF; pages must be finished."""
        drawn = self.getpdfdata()
        root = self._doc.Reference(self._doc.Catalog).format(self._doc).decode()
        self._contents.append_to(target, drawn, root)

    def _startPage(self) -> None:
        self._put_aside(self._doc.Pages.pages[-1])
        self.tagger.turn_page()
        super()._startPage()

    def _put_aside(self, page: Any) -> None:
        """Leave an empty stream in a finished page: memory stays flat over thousands."""
        dictionary = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
        page.Contents = self._doc.Reference(pdfdoc.PDFStream(dictionary, b""))
        number, _ = self._doc.idToObjectNumberAndVersion[page.Contents.name]
        self._contents.add(number, zlib.compress(page.stream.encode("latin-1"), COMPRESSION))
        page.stream = None

    def _addAnnotation(self, annotation: Any, name: Any = None, addtopage: int = 1) -> None:
        if not addtopage:
            raise StructureError("annotations belong to a page")
        self.tagger.annotate(len(self._annotationrefs))
        super()._addAnnotation(annotation, name, addtopage)
