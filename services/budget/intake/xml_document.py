"""Reads XML from strangers: no DTD, no entities, no network, bounded depth, size and count.

Every document is read twice. The first pass (defusedxml on expat) builds nothing and stops at the
first DOCTYPE, before any entity could be declared, and at the first element too many. Only then
lxml builds the tree, with everything switched off that could reach outside.
"""

from typing import Final
from xml.parsers.expat import errors

from defusedxml import DefusedXmlException, DTDForbidden  # type: ignore[import-untyped]
from defusedxml.ElementTree import DefusedXMLParser, ParseError  # type: ignore[import-untyped]
from lxml import etree

from services.budget.domain.invoice import UnreadableInvoice
from shared.errors import Violation

MAX_DEPTH: Final = 60
"""The deepest path of EN 16931 has 9 steps; sub-lines of the XRechnung extension add a few."""

MAX_ELEMENTS: Final = 300_000
"""About ten thousand invoice lines."""

_RULE: Final = "EINV-02"

_REASONS: Final = {
    errors.codes[code]: f" ({text})"
    for code, text in (
        (errors.XML_ERROR_NO_ELEMENTS, "es endet zu früh"),
        (errors.XML_ERROR_UNCLOSED_TOKEN, "es endet mitten in einer Angabe"),
        (errors.XML_ERROR_INVALID_TOKEN, "dort steht ein Zeichen, das es in XML nicht gibt"),
        (errors.XML_ERROR_TAG_MISMATCH, "ein Element schließt nicht, was offen ist"),
        (errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT, "nach dem Ende steht noch etwas"),
        (errors.XML_ERROR_UNDEFINED_ENTITY, "es nennt eine Abkürzung, die es nicht erklärt"),
        (errors.XML_ERROR_UNKNOWN_ENCODING, "die genannte Zeichenkodierung ist unbekannt"),
    )
}
"""What expat says in English, for people; what is missing here is said by the line alone."""


class _Limits:
    """Parser target that keeps nothing and stops at the first element beyond a limit."""

    def __init__(self) -> None:
        self._depth = 0
        self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise _unreadable("xml_too_deep", "Das XML ist tiefer verschachtelt als erlaubt.")
        if self._elements > MAX_ELEMENTS:
            raise _unreadable("xml_too_large", "Das XML hat mehr Elemente als erlaubt.")

    def end(self, tag: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """Nothing was kept."""


_BEFORE_XML: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""Marks of an encoding, halves of its wide characters, white space."""
_NO_INVOICE: Final = (
    "Das ist keine E-Rechnung. Gelesen werden XRechnung (XML) und ZUGFeRD (PDF); andere Dateien "
    "bitte als Beleg bei der Ausgabe ablegen."
)


def parse_xml(data: bytes) -> etree._Element:
    """Return the root element of ``data``.

    Raises ``UnreadableInvoice`` with ``xml_dtd_forbidden``, ``xml_too_deep``, ``xml_too_large`` or
    ``xml_unreadable``. No e-invoice syntax uses a DOCTYPE, so nothing honest is lost.
    """
    if data.lstrip(_BEFORE_XML)[:1] != b"<":
        raise _unreadable("xml_unreadable", _NO_INVOICE)
    _check_limits(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(error) from error
    if root.getroottree().docinfo.internalDTD is not None:
        # The two parsers could disagree about an encoding and so about what is a DOCTYPE.
        raise _dtd_forbidden()
    return root


def _check_limits(data: bytes) -> None:
    parser = DefusedXMLParser(target=_Limits(), forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except DTDForbidden as error:
        raise _dtd_forbidden() from error
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        # LookupError: an encoding nobody knows; ValueError: one that is not for single bytes.
        raise _broken(error) from error


def _unreadable(code: str, message: str) -> UnreadableInvoice:
    return UnreadableInvoice([Violation(code, _RULE, message, field="file")])


def _dtd_forbidden() -> UnreadableInvoice:
    return _unreadable(
        "xml_dtd_forbidden",
        "Das XML enthält eine Dokumenttyp-Deklaration (DOCTYPE). E-Rechnungen brauchen keine; "
        "die Datei wird aus Sicherheitsgründen nicht gelesen.",
    )


def _broken(error: Exception) -> UnreadableInvoice:
    line = getattr(error, "position", (0,))[0]  # both parsers' errors have one, a ValueError none
    place = f" in Zeile {line}" if line else ""
    code = getattr(error, "code", 0)
    if isinstance(error, LookupError):  # Python knows no such encoding
        code = errors.codes[errors.XML_ERROR_UNKNOWN_ENCODING]
    reason = _REASONS.get(code, "")
    return _unreadable(
        "xml_unreadable",
        f"Das XML ist{place} beschädigt, unvollständig oder falsch kodiert{reason}.",
    )
