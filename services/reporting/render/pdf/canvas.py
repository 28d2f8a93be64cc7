"""A reportlab canvas on which every piece of ink belongs to an element or is an artifact."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from services.reporting.render.pdf.contents import PageContents
from services.reporting.render.pdf.finished_pages import EmptyStream, FinishedPages
from services.reporting.render.pdf.fonts import REGULAR, Encoder, Face, face
from services.reporting.render.pdf.structure import StructureError, Tagger

QUICK, DENSE = 6, 9
"""Levels of zlib: a short report is there sooner, in a long list every byte of a page counts."""
SHORT = 100
"""So many pages are a short report, and the beginning of a long list."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line kept free in the content of a page (from 0): a comment until it is filled."""

    page: int
    line: str


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
        self._unfinished: dict[int, tuple[int, str]] = {}
        self._places = 0
        self._stamps: dict[object, str] = {}
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
        self._finished = FinishedPages(self._doc)

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
        self.emit(self._shown(x, y, text, one, size))

    def _shown(self, x: float, y: float, text: str, one: Face, size: float) -> str:
        encoder = self.encoder(one)
        encoded = encoder.encode(text)
        name = encoder.internal_name
        runs = [(name, encoded)] if encoded is not None else encoder.runs(text)
        shown = " ".join(f"{font} {size:g} Tf ({code}) Tj" for font, code in runs)
        return f"BT {x:.2f} {y:.2f} Td {shown} ET"

    def keep_place(self) -> Place:
        """Keep a place here for a text that is known only when later pages are drawn."""
        place = Place(self.tagger.page, f"%place {self._places}")
        self._places += 1
        self._unfinished.setdefault(place.page, (0, ""))
        self.emit(place.line)
        return place

    def fill_place(
        self, place: Place, at: tuple[float, float], text: str, one: Face, size: float
    ) -> None:
        """Draw ``text`` at a place kept before, on a page that is finished."""
        number, content = self._unfinished[place.page]
        shown = self._shown(*at, text, one, size)
        filled = content.replace(f"\n{place.line}\n", f"\n{shown}\n")
        self._unfinished[place.page] = (number, filled)

    def stamp(self, key: object, draw: Callable[[], None]) -> None:
        """Show what stands on many pages at the same place: drawn at the first, kept once.

        ``key`` tells one such drawing from another; the mark around it is the caller's.
        """
        name = self._stamps.get(key)
        if name is None:
            name = self._stamps[key] = f"stamp-{len(self._stamps)}"
            self.beginForm(name)
            draw()
            self.endForm()
        self.doForm(name)

    def write(self, target: BinaryIO) -> None:
        """Write reportlab's untagged PDF; pages must be finished."""
        drawn = self.getpdfdata()
        for number, content in self._unfinished.values():
            self._contents.add(number, _compressed(content, QUICK))
        root = self._doc.Reference(self._doc.Catalog).format(self._doc).decode()
        self._contents.append_to(target, drawn, root)

    def _startPage(self) -> None:
        self._put_aside(self._doc.Pages.pages[-1])
        self.tagger.turn_page()
        super()._startPage()

    def _put_aside(self, page: Any) -> None:
        """Leave an empty stream in a finished page: memory stays flat over thousands."""
        page.Contents = self._doc.Reference(EmptyStream())
        number, _ = self._doc.idToObjectNumberAndVersion[page.Contents.name]
        if self.tagger.page in self._unfinished:
            self._unfinished[self.tagger.page] = (number, page.stream)
        else:
            level = QUICK if self.tagger.page < SHORT else DENSE
            self._contents.add(number, _compressed(page.stream, level))
        page.stream = None
        self._finished.take(page)

    def _addAnnotation(self, annotation: Any, name: Any = None, addtopage: int = 1) -> None:
        if not addtopage:
            raise StructureError("annotations belong to a page")
        self.tagger.annotate(len(self._annotationrefs))
        super()._addAnnotation(annotation, name, addtopage)


def _compressed(content: str, level: int) -> bytes:
    return zlib.compress(content.encode("latin-1"), level)
