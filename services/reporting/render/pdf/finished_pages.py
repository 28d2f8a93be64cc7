"""What is kept of a page that is drawn: its dictionary as it will be written.

A page of reportlab is some fifteen objects, which in a list of thousands of pages together take
more memory than all else that is drawn.
"""

from typing import Any, Final

from reportlab.pdfbase import pdfdoc

_PARENT: Final = b"\x00"
_RESOURCES: Final = b"\x01"
"""Bytes that stand in no dictionary, for what is written only when all pages are drawn."""


class EmptyStream(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """Stands where the content of a page comes later (``PageContents``)."""

    __slots__ = ("__InternalName__",)
    __RefOnly__ = 1

    def format(self, _document: Any) -> bytes:
        """A stream without content."""
        return b"<< /Filter /FlateDecode /Length 0 >>\nstream\nendstream\n"


class FinishedPages:
    """Takes the pages of one document; those with the same resources share them."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._resources: dict[tuple[str, ...], Any] = {}

    def take(self, page: Any) -> None:
        """Keep the last page as bytes; nobody may change it from then on."""
        document = self._document
        page.Parent = _PARENT
        page.check_format(document)
        resources = self._shared(page.Resources)
        page.Resources = _RESOURCES
        kept = _FinishedPage(page.format(document), resources)
        name = page.__InternalName__
        setattr(kept, pdfdoc.__InternalName__, name)
        document.idToObject[name] = document.Pages.pages[-1] = kept

    def _shared(self, found: Any) -> Any:
        """The resources of an earlier page with the same forms. They name forms of which some are
        drawn at the end, so they cannot be written yet."""
        if found.ExtGState or found.ColorSpace or found.Shading:
            return found
        forms = found.XObject.dict if found.XObject else ()
        return self._resources.setdefault((*found.ProcSet, *forms), found)


class _FinishedPage(pdfdoc.PDFObject):  # type: ignore[misc]
    __slots__ = ("__InternalName__", "_resources", "_written")
    __RefOnly__ = 1

    def __init__(self, written: bytes, resources: Any) -> None:
        self._written = written
        self._resources = resources

    def format(self, document: Any) -> bytes:
        """The dictionary of the page."""
        parent = document.Reference(document.Pages).format(document)
        resources = self._resources.format(document)
        return self._written.replace(_PARENT, parent).replace(_RESOURCES, resources)
