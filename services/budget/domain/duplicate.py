"""One receipt counts once (ELG-09, E30): the exact key and what merely looks alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.expenditure import NewExpenditure

_LEGAL_FORMS: Final = frozenset(
    {"ag", "co", "eg", "ek", "eu", "ev", "gbr", "ggmbh", "gmbh", "haftungsbeschraenkt", "inc", "kg"}
    | {"kgaa", "ltd", "mbb", "mbh", "ohg", "partg", "partgmbb", "se", "ug", "und"}
)
_NO_FORM: Final = frozenset({"haftungsbeschraenkt", "und"})
"""Left out with the legal forms, but said or not said of the same one."""
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ABBREVIATION: Final = re.compile(r"\b(e)\.\s?([gkuv])\b\.?")
_CLOSE_DAYS: Final = 3


@dataclass(frozen=True)
class Likeness:
    """What two entries are compared by."""

    expenditure_id: str
    number: int
    creditor: str
    document_number: str | None
    gross_cents: int
    invoice_date: date | None
    grant_id: str = ""


def normalised_creditor(name: str) -> str:
    """Fold case, umlauts, accents, punctuation and legal forms.

    `Müller GmbH & Co. KG` is `mueller`; a name of legal forms only is kept as it is.
    """
    return "".join(_words(name))


def is_one_company(a: str, b: str) -> bool:
    """Whether two names can be one company: `Bau GmbH` and `Bau AG` are two, though their marks are
    equal. A name without a legal form leaves it open and can be either."""
    if a == b:
        return True  # nearly always: names are compared by the hundred
    if normalised_creditor(a) != normalised_creditor(b):
        return False
    first, second = _legal_form(a), _legal_form(b)
    return first == second or not first or not second


def is_named_in(name: str, text: str) -> bool:
    """Whether a text, such as the name of a file, holds the name of a creditor or a word of it.

    Words of fewer than four letters and legal forms alone do not count.
    """
    found, words = normalised_number(text), _words(name)
    return any(
        word in found for word in [*(w for w in words if len(w) > 3), "".join(words)] if word
    )


def _words(name: str) -> list[str]:
    words = _all_words(name)
    return [word for word in words if word not in _LEGAL_FORMS] or words


def _legal_form(name: str) -> list[str]:
    """Its words in order: `GmbH & Co. KG` is another than `GmbH`."""
    return [one for one in _all_words(name) if one in _LEGAL_FORMS and one not in _NO_FORM]


def _all_words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", _ABBREVIATION.sub(r"\1\2", _folded(name)))


def normalised_number(number: str) -> str:
    """Keep letters and digits only, folded: `RE-2026/0012` is `re20260012`."""
    folded = _folded(number)
    return "".join(re.findall(r"[^\W_]+", folded)) or folded.strip()


def key_text(new: NewExpenditure) -> str | None:
    """The text of the unique index, None where the entry carries no key.

    None without any number (orders) and for later parts of a split voucher and later instalments:
    the first of them carries the key. A split voucher's key has the gross of the whole voucher.
    Budget stores an HMAC of it, never the text.
    """
    if new.document_number is None or new.split_of is not None or new.instalment_of is not None:
        return None
    gross = new.gross_cents if new.voucher_gross_cents is None else new.voucher_gross_cents
    return f"{normalised_creditor(new.creditor)}|{normalised_number(new.document_number)}|{gross}"


def near_match(a: Likeness, b: Likeness) -> bool:
    """Do two entries look alike without being exact duplicates? Symmetric.

    The same number with another amount or another creditor; or creditor and amount agree and the
    number is close (one character wrong, missing or swapped), missing, or differs while the invoice
    dates lie within three days.
    """
    creditor = normalised_creditor(a.creditor) == normalised_creditor(b.creditor)
    gross = a.gross_cents == b.gross_cents
    numbers = [normalised_number(one.document_number or "") for one in (a, b)]
    number = numbers[0] == numbers[1] != ""
    if number:
        return creditor != gross
    if not (creditor and gross):
        return False
    return "" in numbers or _one_slip(*numbers) or _close(a.invoice_date, b.invoice_date)


def _folded(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _close(a: date | None, b: date | None) -> bool:
    return a is not None and b is not None and abs((a - b).days) <= _CLOSE_DAYS


def _one_slip(a: str, b: str) -> bool:
    """One character replaced, missing, too many, or two neighbours swapped."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        swapped = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
        return rest_a[1:] == rest_b[1:] or swapped
    longer, shorter = sorted((rest_a, rest_b), key=len, reverse=True)
    return longer[1:] == shorter
