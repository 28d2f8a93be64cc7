"""One XML element of an invoice, read by path; what cannot be read becomes a finding.

The UBL and CII readers say *where* a term of EN 16931 stands; this module says *how* its text is
read, so that both treat a bad amount or a repeated element alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from lxml import etree

from services.budget.intake.invoice_values import (
    UnreadableValue,
    exact_basis_points,
    exact_cents,
)
from shared.errors import Violation
from shared.money import round_half_away

MAX_TEXT: Final = 500
MAX_NOTE: Final = 4_000
MAX_REPEATS: Final = 20_000
"""Elements of one kind that are read; the longest real invoices have a few thousand lines."""
MAX_FINDINGS: Final = 100
_RULE: Final = "EINV-02"


@dataclass(frozen=True)
class InvoiceElement:
    """An element with its namespaces and the list that collects findings of the whole invoice."""

    node: etree._Element
    namespaces: Mapping[str, str]
    read_day: Callable[[str], date]
    findings: list[Violation] = field(default_factory=list)
    currency: str | None = None
    """Document currency; an amount that says another one is a finding."""

    def in_currency(self, currency: str | None) -> InvoiceElement:
        """The same element, its amounts expected in ``currency``."""
        return replace(self, currency=currency)

    def all(self, path: str) -> Iterator[InvoiceElement]:
        """The elements at ``path``, in document order; beyond ``MAX_REPEATS`` a finding."""
        for number, node in enumerate(self.node.iterfind(path, dict(self.namespaces))):
            if number >= MAX_REPEATS:
                name = path.rpartition(":")[2]
                message = f"Von {name} sind nur die ersten {MAX_REPEATS} Angaben gelesen."
                self.note("too_many_elements", message, name)
                return
            yield replace(self, node=node)

    def one(self, path: str) -> InvoiceElement | None:
        """The only element at ``path``; a second one makes the document ambiguous: a finding."""
        found = list(self.all(path))
        if len(found) > 1:
            self.note(
                "element_repeated",
                f"Das Element {path.rpartition(':')[2]} steht {len(found)}-mal in der Rechnung, "
                "obwohl es nur einmal vorkommen darf. Gelesen wird das erste.",
                path.rpartition(":")[2],
            )
        return found[0] if found else None

    def text(self, path: str, name: str, limit: int = MAX_TEXT) -> str | None:
        """Trimmed text at ``path``, ``None`` if absent or empty; cut at ``limit`` characters."""
        element = self.one(path)
        return element.own_text(name, limit) if element else None

    def texts(self, path: str, name: str, limit: int = MAX_TEXT) -> tuple[str, ...]:
        """Non-empty texts of all elements at ``path``."""
        found = (element.own_text(name, limit) for element in self.all(path))
        return tuple(text for text in found if text)

    def own_text(self, name: str, limit: int = MAX_TEXT) -> str | None:
        """Trimmed text of this element itself."""
        text = (self.node.text or "").strip()
        if len(text) > limit:
            self.note("text_too_long", f"Ein Text ist länger als {limit} Zeichen.", name)
            text = text[:limit]
        return text or None

    def attribute(self, name: str) -> str | None:
        """An attribute without namespace."""
        value = self.node.get(name)
        return value.strip() if value and value.strip() else None

    def day(self, path: str, name: str) -> date | None:
        """A calendar day at ``path``."""
        text = self.text(path, name)
        if text is None:
            return None
        try:
            return self.read_day(text)
        except UnreadableValue as error:
            self.note(error.code, str(error), name)
            return None

    def cents(self, path: str, name: str) -> int | None:
        """An amount at ``path``; more than two decimals are rounded and are a finding (BR-DEC)."""
        element = self.one(path)
        return element.own_cents(name) if element else None

    def own_cents(self, name: str) -> int | None:
        """The amount this element itself holds."""
        stated = self.attribute("currencyID")
        if stated and self.currency and stated != self.currency:
            self.note(
                "currency_mixed",
                f"Ein Betrag steht in {stated[:8]}, die Rechnung aber in {self.currency[:8]}.",
                name,
            )
        return self._number(name, exact_cents)

    def basis_points(self, path: str, name: str) -> int | None:
        """A percentage at ``path``."""
        element = self.one(path)
        return element._number(name, exact_basis_points) if element else None

    def _number(self, name: str, read: Callable[[str], Fraction]) -> int | None:
        text = self.own_text(name, 80)
        if text is None:
            return None
        try:
            exact = read(text)
        except UnreadableValue as error:
            self.note(error.code, str(error), name)
            return None
        rounded = round_half_away(exact)
        if rounded != exact:
            self.note(
                "amount_decimals",
                f"Der Wert {text[:40]} hat mehr als zwei Nachkommastellen; er ist gerundet.",
                name,
            )
        return rounded

    def note(self, code: str, message: str, name: str) -> None:
        """Collect a finding of severity ``error`` about the invoice field ``name``.

        After ``MAX_FINDINGS`` one last finding says that there are more.
        """
        finding = Violation(code, _RULE, message, field=f"invoice.{name}")
        if len(self.findings) > MAX_FINDINGS or finding in self.findings:
            return
        if len(self.findings) == MAX_FINDINGS:
            more = "Die Rechnung hat weitere Mängel, die hier nicht einzeln aufgeführt sind."
            finding = Violation("too_many_findings", _RULE, more, field="file")
        self.findings.append(finding)
