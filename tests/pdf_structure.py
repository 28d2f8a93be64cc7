"""What veraPDF does not see: do structure tree, parent tree and page content agree?

``findings`` names every disagreement; ``Reading`` gives the text of each element, so that a test
can compare what a screen reader hears with what the document says (ISO 32000-1, 14.7, 14.8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_PAINTS = {"Tj", "TJ", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"}
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<((?:[0-9A-Fa-f]{4})+)>")


@dataclass
class Sequence:
    """One marked-content sequence of a page."""

    tag: str
    mcid: int | None
    text: str = ""


@dataclass
class Node:
    """One structure element with the text of its own marked content."""

    tag: str
    scope: str = ""
    alt: str = ""
    text: str = ""
    kids: list[Node] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Node]:
        """Yield every element with ``tag`` below this one, in reading order."""
        for kid in self.kids:
            if kid.tag == tag:
                yield kid
            yield from kid.all(tag)

    @property
    def words(self) -> str:
        """The text of this element and all below it."""
        return self.text + "".join(kid.words for kid in self.kids)


class _PageReader:
    """Cuts the content of one page (or form) into its marked sequences."""

    def __init__(self, page: Any) -> None:
        self.findings: list[str] = []
        self.sequences: list[Sequence] = []
        self._page = page
        self._fonts = {
            str(name): _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()
        }
        self._font: dict[int, str] = {}
        self._current: Sequence | None = None
        for operands, operator in pikepdf.parse_content_stream(page):
            self._read(str(operator), operands)

    def _read(self, operator: str, operands: Any) -> None:
        if operator == "BDC":
            self._begin(operands)
        elif operator == "EMC":
            self._current = None
        elif operator == "Tf":
            self._font = self._fonts[str(operands[0])]
        elif operator in _PAINTS:
            self._paint(operator, operands)

    def _begin(self, operands: Any) -> None:
        if self._current is not None:
            self.findings.append(f"{operands[0]} inside {self._current.tag}")
        mcid = operands[1].get("/MCID")
        self._current = Sequence(str(operands[0]), None if mcid is None else int(mcid))
        self.sequences.append(self._current)

    def _paint(self, operator: str, operands: Any) -> None:
        if self._current is None:
            self.findings.append(f"{operator} outside any mark")
        elif operator == "Tj":
            self._current.text += self.text(operands[0])
        elif operator == "Do":
            form = self._page.Resources.XObject[str(operands[0])]
            self._current.text += _form_text(form)

    def text(self, codes: Any) -> str:
        """Return the characters of shown codes in the current font."""
        return "".join(self._font.get(byte, "?") for byte in bytes(codes))


class Reading:
    """Reads a tagged PDF and collects what does not fit together in ``findings``."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.findings: list[str] = []
        self.pages = [self._page(number, page) for number, page in enumerate(pdf.pages)]
        self._numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        self._owners: dict[tuple[int, int], tuple[int, int]] = {}
        tree = pdf.Root.StructTreeRoot
        self.root = Node("Root")
        for kid in tree.K:
            self._element(kid, tree, self.root)
        self._parent_tree(pdf, tree)
        self._tables()

    def artifacts(self, page: int) -> str:
        """Return the text of everything on ``page`` that is no content."""
        return " ".join(one.text for one in self.pages[page] if one.mcid is None)

    def _page(self, number: int, page: pikepdf.Page) -> list[Sequence]:
        reader = _PageReader(page)
        self.findings += [f"page {number}: {one}" for one in reader.findings]
        mcids = [one.mcid for one in reader.sequences if one.mcid is not None]
        if sorted(mcids) != list(range(len(mcids))):
            self.findings.append(f"page {number}: MCIDs are not 0 to {len(mcids) - 1} once each")
        return reader.sequences

    def _element(self, raw: Any, parent: Any, above: Node) -> None:
        node = Node(str(raw.S)[1:], _scope(raw), str(raw.get("/Alt", "")))
        above.kids.append(node)
        if raw.P.objgen != parent.objgen:
            self.findings.append(f"{node.tag} {raw.objgen}: /P is not its parent")
        kids = raw.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self._kid(kid, raw, node)

    def _kid(self, kid: Any, raw: Any, node: Node) -> None:
        if isinstance(kid, int):
            self._content(raw.get("/Pg"), kid, raw, node)
        elif kid.get("/Type") == "/MCR":
            self._content(kid.get("/Pg"), int(kid.MCID), raw, node)
        elif kid.get("/Type") != "/OBJR":
            self._element(kid, raw, node)

    def _content(self, page: Any, mcid: int, raw: Any, node: Node) -> None:
        if page is None:
            self.findings.append(f"{node.tag} {raw.objgen}: no /Pg for MCID {mcid}")
            return
        place = (self._numbers[page.objgen], mcid)
        if place in self._owners:
            self.findings.append(f"MCID {mcid} on page {place[0]} has two owners")
        self._owners[place] = raw.objgen
        drawn = [one for one in self.pages[place[0]] if one.mcid == mcid]
        if not drawn:
            self.findings.append(f"{node.tag} {raw.objgen}: MCID {mcid} is not on its page")
            return
        if drawn[0].tag != f"/{node.tag}":
            self.findings.append(f"{node.tag} {raw.objgen}: content is marked {drawn[0].tag}")
        node.text += drawn[0].text

    def _parent_tree(self, pdf: pikepdf.Pdf, tree: Any) -> None:
        entries = dict(_numbers(tree.ParentTree))
        drawn = {
            (number, one.mcid)
            for number, page in enumerate(self.pages)
            for one in page
            if one.mcid is not None
        }
        for place in drawn - self._owners.keys():
            self.findings.append(f"MCID {place[1]} on page {place[0]} belongs to no element")
        for number, page in enumerate(pdf.pages):
            array = entries.get(int(page.obj.get("/StructParents", -1)), [])
            for mcid, owner in enumerate(array):
                if self._owners.get((number, mcid)) != owner.objgen:
                    self.findings.append(f"parent tree, page {number}: wrong owner of {mcid}")

    def _tables(self) -> None:
        for table in self.root.all("Table"):
            rows = [[one for one in row.kids if one.tag in ("TH", "TD")] for row in table.all("TR")]
            head = rows[0]
            if any(cell.tag != "TH" or cell.scope != "Column" for cell in head):
                self.findings.append("table: a column has no TH with scope Column")
            for number, row in enumerate(rows[1:], start=1):
                if len(row) != len(head):
                    self.findings.append(f"table: row {number} has {len(row)} cells")
                if [cell.scope for cell in row if cell.tag == "TH"] != ["Row"]:
                    self.findings.append(f"table: row {number} has no TH with scope Row")


def _scope(raw: Any) -> str:
    attributes = raw.get("/A")
    return str(attributes.get("/Scope", ""))[1:] if attributes is not None else ""


def _to_unicode(font: Any) -> dict[int, str]:
    """Return the characters of a simple font's codes."""
    data = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _BFCHAR.findall(data)
    }


def _form_text(form: Any) -> str:
    """Return the text of a form, whose ink belongs to the mark that shows it."""
    fonts = {str(name): _to_unicode(font) for name, font in form.Resources.Font.items()}
    text, font = "", {}
    for operands, operator in pikepdf.parse_content_stream(form):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) == "Tj":
            text += "".join(font.get(byte, "?") for byte in bytes(operands[0]))
    return text


def _numbers(node: Any) -> Iterator[tuple[int, Any]]:
    """Yield key and value of a number tree."""
    for kid in node.get("/Kids", []):
        yield from _numbers(kid)
    pairs = list(node.get("/Nums", []))
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        yield int(key), value
