"""Leitweg-ID, the address of a public recipient in the buyer reference (BT-10); warns only.

Source: "Formatspezifikation Leitweg-ID" (KoSIT): coarse part of 2 to 12 digits, optional
fine part of up to 30 characters, two check digits by ISO/IEC 7064 MOD 97-10; EINV-04.
"""

import re

from shared.errors import Violation

_PATTERN = re.compile(r"([0-9]{2,12})(?:-([0-9A-Za-z]{1,30}))?-([0-9]{2})")


def check_buyer_reference(reference: str | None) -> list[Violation]:
    """Return at most one warning about ``reference``."""
    if reference is None:
        return [_warning("buyer_reference_missing", "Die Rechnung nennt keine Leitweg-ID.")]
    match = _PATTERN.fullmatch(reference)
    if match is None:
        return [
            _warning(
                "leitweg_id_invalid",
                f"Die Käuferreferenz „{reference[:60]}“ hat nicht die Form einer Leitweg-ID.",
            )
        ]
    if not has_valid_check_digits(match[1] + (match[2] or ""), match[3]):
        return [
            _warning(
                "leitweg_id_invalid",
                f"Die Prüfziffer der Leitweg-ID „{reference[:60]}“ stimmt nicht.",
            )
        ]
    return []


def has_valid_check_digits(body: str, digits: str) -> bool:
    """MOD 97-10 over the characters without hyphens, letters counted as A = 10 … Z = 35."""
    as_number = "".join(str(int(character, 36)) for character in body + digits)
    return int(as_number) % 97 == 1


def _warning(code: str, message: str) -> Violation:
    return Violation(code, "EINV-04", message, "warning", "invoice.buyer_reference")
