"""Who paid, booked, released and certified in the ledger: separate hands (MUN-02, MUN-03).

§ 31 (3) KomHVO NRW. Names come from the ledger as text; they are compared, never published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from services.budget.domain.expenditure import NewExpenditure
from shared.errors import Violation


def is_one_person(name: str | None, other: str | None) -> bool:
    """Whether both are named and the same: case and spaces do not make another person."""
    return bool(as_compared(name)) and as_compared(name) == as_compared(other)


def release_person_violations(new: NewExpenditure) -> Iterator[Violation]:
    """Payment orders are released by two employees; one named alone still lacks the other."""
    first, second = as_compared(new.release_1), as_compared(new.release_2)
    if is_one_person(new.release_1, new.release_2):
        message = (
            "Die Zahlungsanordnung haben nicht zwei verschiedene Beschäftigte freigegeben. "
            "Bitte die zweite Freigabe nachholen und eintragen."
        )
        yield Violation("released_by_one_person", "MUN-03", message, field="release_2")
    elif bool(first) != bool(second):
        message = "Zur Zahlungsanordnung ist nur eine Freigabe genannt; verlangt sind zwei."
        field = "release_2" if first else "release_1"
        yield Violation("second_release_missing", "MUN-03", message, "warning", field)


def certifier_conflict(facts: NewExpenditure, names: Collection[str]) -> Iterator[Violation]:
    """Whoever pays or books certifies only if nobody else can judge the matter (MUN-02).

    `names` are all names the certifier goes by. The exception stands in `sole_judge_reason`.
    """
    hands = {as_compared(facts.paid_by), as_compared(facts.booked_by)} - {""}
    if hands & {as_compared(one) for one in names} and not (facts.sole_judge_reason or "").strip():
        message = (
            "Wer zahlt oder bucht, stellt nur fest, wenn nur diese Person den Sachverhalt "
            "beurteilen kann. Bitte eine andere Person bitten oder die Ausnahme an der Ausgabe "
            "begründen."
        )
        yield Violation("certifier_paid_or_booked", "MUN-02", message)


def as_compared(name: str | None) -> str:
    """A name as it is compared: case and spaces do not make another person."""
    return " ".join((name or "").casefold().split())
