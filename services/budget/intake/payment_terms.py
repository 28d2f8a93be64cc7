"""Cash discount in the notation of XRechnung inside the payment terms (BT-20).

One term per line: ``#SKONTO#TAGE=14#PROZENT=2.25#`` or with ``BASISBETRAG=100.00#`` at its end
(XRechnung 3.0, BR-DE-18). ``#VERZUG#`` (default interest) has the same form and is no discount.
Free prose ("2 % Skonto binnen 14 Tagen") is never interpreted: it becomes a finding.
"""

import re
from fractions import Fraction

from services.budget.domain.invoice import Discount
from services.budget.intake.invoice_values import UnreadableValue, exact_basis_points, exact_cents
from shared.errors import Violation

_TERM = re.compile(
    r"#(SKONTO|VERZUG)#TAGE=([0-9]{1,4})#PROZENT=([0-9]{1,3}\.[0-9]{2})"
    r"(?:#BASISBETRAG=(-?[0-9]{1,15}\.[0-9]{2}))?#"
)
_MENTIONS_DISCOUNT = re.compile(r"skonto|rabatt bei zahlung", re.IGNORECASE)


def discounts_in(terms: str | None) -> tuple[tuple[Discount, ...], list[Violation]]:
    """Return the discounts stated in ``terms`` and findings about what is not machine-readable."""
    discounts: list[Discount] = []
    findings: list[Violation] = []
    for line in (terms or "").splitlines():
        stripped = line.strip()
        match = _TERM.fullmatch(stripped)
        if match is None:
            findings += _unstructured(stripped)
        elif match[1] == "SKONTO":
            found, problems = _discount(match, stripped)
            discounts += found
            findings += problems
    return tuple(discounts), findings


def _discount(match: re.Match[str], line: str) -> tuple[list[Discount], list[Violation]]:
    try:
        percent_bp = _whole(exact_basis_points(match[3]))
        base_cents = _whole(exact_cents(match[4])) if match[4] else None
    except UnreadableValue:
        return [], [_notation(line)]
    return [Discount(int(match[2]), percent_bp, base_cents)], []


def _whole(exact: Fraction) -> int:
    # The notation has exactly two decimals, so nothing is cut off here.
    return int(exact)


def _unstructured(line: str) -> list[Violation]:
    if line.upper().startswith(("#SKONTO", "#VERZUG")):
        return [_notation(line)]
    if _MENTIONS_DISCOUNT.search(line):
        return [
            Violation(
                "discount_in_free_text",
                "ELG-05",
                f"Skonto steht nur als Freitext in den Zahlungsbedingungen („{line[:100]}“). "
                "Bitte lesen und bei Inanspruchnahme den Skontobetrag selbst eintragen.",
                "warning",
                "invoice.discounts",
            )
        ]
    return []


def _notation(line: str) -> Violation:
    return Violation(
        "discount_notation",
        "ELG-05",
        f"Die Skonto-Angabe „{line[:100]}“ entspricht nicht der XRechnung-Schreibweise "
        "#SKONTO#TAGE=14#PROZENT=2.25# und wurde nicht übernommen.",
        "warning",
        "invoice.discounts",
    )
