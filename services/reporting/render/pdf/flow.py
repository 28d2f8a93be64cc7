"""The flow of content down the pages: where the pen is, how much room is left, when to turn."""

from dataclasses import dataclass

from services.reporting.documents import Document, Frame
from services.reporting.render.pdf.canvas import Place, TaggedCanvas
from services.reporting.render.pdf.characters import CharacterGate
from services.reporting.render.pdf.fonts import BOLD, MEDIUM, REGULAR, Face, face
from services.reporting.render.pdf.theme import (
    ACCENT,
    BODY,
    FURNITURE,
    INK,
    MM,
    QUIET,
    RULE,
    WARNING,
    Colour,
    Sheet,
)

Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge."""
_WHITE = 2 / 3
PAGE_COUNT_FORM = "page-count"
_PAGE_COLUMN = 26 * MM


@dataclass(frozen=True, slots=True)
class Furniture:
    """Texts at the head and foot of every page, cleaned."""

    head_left: str
    head_right: str
    foot: tuple[str, str]
    draft: bool

    @classmethod
    def of(cls, document: Document, frame: Frame, gate: CharacterGate) -> "Furniture":
        """Take the texts from document and frame."""
        root = frame.checkpoint.splitlines()[2:3]
        texts = (
            f"Inhalt {frame.short_hash} · Fassung {frame.version}, {frame.status.label}",
            f"Datenstand Prüfeintrag {frame.cut_off_position} ({frame.cut_off_at}) · "
            f"Prüfmarke {root[0][:16] if root else 'keine'}",
        )
        return cls(
            gate.clean(" · ".join(one for one in (document.city, document.grant) if one)),
            gate.clean(document.period),
            (gate.clean(texts[0]), gate.clean(texts[1])),
            frame.is_draft,
        )


@dataclass(frozen=True, slots=True)
class Manner:
    """How pages are filled: a short table stays on one page if it takes no more than the share
    ``whole`` of one, and ``white`` of the usual gaps is left."""

    whole: float
    white: float


USUAL, SPLIT, DENSE = Manner(1 / 3, 1.0), Manner(1 / 8, 1.0), Manner(1 / 8, 0.6)


class Flow:
    """Pen position ``y`` on the current page; everything below it is free down to the foot."""

    def __init__(
        self,
        canvas: TaggedCanvas,
        gate: CharacterGate,
        furniture: Furniture,
        sheet: Sheet,
        manner: Manner,
    ) -> None:
        self.canvas = canvas
        self.tagger = canvas.tagger
        self.gate = gate
        self.sheet = sheet
        self.manner = manner
        self.thin = 0
        """Pages so far of which less than a third is used."""
        self._furniture = furniture
        self._headings: list[int] = []
        self._awaited: list[tuple[int, Place, float, float]] = []
        self._begin_page()

    @property
    def room(self) -> float:
        """Height left on this page."""
        return self.y - self.sheet.bottom

    @property
    def page_height(self) -> float:
        """Height between head and foot of a page."""
        return self.sheet.top - self.sheet.bottom

    @property
    def at_top(self) -> bool:
        """True while nothing stands on this page."""
        return self.y == self.sheet.top

    def need(self, height: float) -> None:
        """Turn the page unless ``height`` fits; what is higher than a page starts where it is."""
        if self.room < height <= self.page_height and not self.at_top:
            self.turn_page()

    def gap(self, height: float) -> None:
        """Leave white, but never at the top of a page."""
        if not self.at_top:
            self.y -= height * self.manner.white

    def turn_page(self, sheet: Sheet | None = None) -> None:
        """Finish the page and begin the next, of another format if ``sheet`` is given."""
        self._count_thin()
        self.canvas.showPage()
        if sheet is not None and sheet != self.sheet:
            self.sheet = sheet
            self.canvas.setPageSize(sheet.size)
        self._begin_page()

    def _count_thin(self) -> None:
        self.thin += self.room > self.page_height * _WHITE

    def fill(self, colour: Colour) -> None:
        """Set the colour of text and areas."""
        self.canvas.setFillColorRGB(*colour)

    def rule(self, x: float, y: float, width: float, colour: Colour, weight: float) -> None:
        """Draw a horizontal line; the caller holds an artifact open."""
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, x + width, y)

    def begin_heading(self) -> str:
        """Note that the next heading stands on this page; return the key of its bookmark."""
        self._headings.append(self.tagger.page)
        return _key(len(self._headings) - 1)

    def number_of_page(self, heading: int, y: float) -> None:
        """Keep a place flush right at ``y`` for the page of a heading, known in the end."""
        self._awaited.append((heading, self.canvas.keep_place(), self.sheet.right, y))

    def link(self, words: str, heading: int, box: Box) -> None:
        """Make a box on this page lead to a heading; the current element is a Link."""
        self.canvas.linkAbsolute(words, _key(heading), box, Border="[0 0 0]")

    def fitted(self, text: str, one: Face, size: float, width: float) -> str:
        """Return ``text`` or, if it is too wide for one line of furniture, its start with an
        ellipsis."""
        limit = width * 1000 / size
        if one.width(text) <= limit:
            return text
        used, end = one.widths["…"], 0
        while end < len(text) and used + one.widths[text[end]] <= limit:
            used += one.widths[text[end]]
            end += 1
        self.gate.shortened(text)
        return text[:end].rstrip() + "…"

    def _begin_page(self) -> None:
        self.y = self.sheet.top
        with self.canvas.artifact("Pagination", "Header"):
            self.canvas.stamp(("head", self.sheet), self._head)
        with self.canvas.artifact("Pagination", "Footer"):
            self.canvas.stamp(("foot", self.sheet), self._foot)
            self._page_number()
        self.fill(INK)

    def _head(self) -> None:
        sheet, plain = self.sheet, face(REGULAR)
        y = sheet.top + 8 * MM
        right = sheet.right
        if self._furniture.draft:
            right = self._draft_mark(right, y) - 4 * MM
        period = self._furniture.head_right
        right -= plain.width(period) * FURNITURE / 1000
        self.fill(QUIET)
        self.canvas.text(right, y, period, plain, FURNITURE)
        room = right - sheet.left - 6 * MM
        self.fill(ACCENT)
        title = self.fitted(self._furniture.head_left, face(MEDIUM), FURNITURE, room)
        self.canvas.text(sheet.left, y, title, face(MEDIUM), FURNITURE)
        self.rule(sheet.left, y - 2.6 * MM, sheet.measure, RULE, 0.6)

    def _draft_mark(self, right: float, y: float) -> float:
        """Draw "Entwurf" as a label; return its left edge."""
        label, strong = "Entwurf", face(BOLD)
        wide = strong.width(label) * 8 / 1000 + 10
        self.canvas.setStrokeColorRGB(*WARNING)
        self.canvas.setLineWidth(0.8)
        self.canvas.rect(right - wide, y - 4, wide, 13.5, stroke=1, fill=0)
        self.fill(WARNING)
        self.canvas.text(right - wide + 5, y, label, strong, 8)
        return right - wide

    def _foot(self) -> None:
        sheet, plain = self.sheet, face(REGULAR)
        y = sheet.bottom - 7 * MM
        self.rule(sheet.left, y + 3.4 * MM, sheet.measure, RULE, 0.6)
        self.fill(QUIET)
        for number, text in enumerate(self._furniture.foot):
            room = sheet.measure - _PAGE_COLUMN
            shown = self.fitted(text, plain, FURNITURE, room)
            self.canvas.text(sheet.left, y - number * 9.4, shown, plain, FURNITURE)

    def _page_number(self) -> None:
        sheet, plain = self.sheet, face(REGULAR)
        y = sheet.bottom - 7 * MM
        self.fill(QUIET)
        words = f"Seite {self.tagger.page + 1} von "
        x = sheet.right - plain.width(words + "99") * FURNITURE / 1000
        self.canvas.text(x, y, words, plain, FURNITURE)
        # The number of pages is known at the end only: a form drawn once, shown on every page.
        self.canvas.saveState()
        self.canvas.translate(x + plain.width(words) * FURNITURE / 1000, y)
        self.canvas.doForm(PAGE_COUNT_FORM)
        self.canvas.restoreState()

    def finish(self) -> int:
        """Close the last page, draw the number of pages, return it."""
        self._count_thin()
        self.canvas.showPage()
        pages = self.tagger.page
        self.canvas.beginForm(PAGE_COUNT_FORM, 0, -4, 60, 12)
        self.fill(QUIET)
        self.canvas.text(0, 0, str(pages), face(REGULAR), FURNITURE)
        self.canvas.endForm()
        self._fill_places()
        self.tagger.finish()
        return pages

    def _fill_places(self) -> None:
        plain = face(REGULAR)
        for heading, place, right, y in self._awaited:
            shown = str(self._headings[heading] + 1)
            x = right - plain.width(shown) * BODY / 1000
            self.canvas.fill_place(place, (x, y), shown, plain, BODY)


def _key(heading: int) -> str:
    return f"heading-{heading}"
