"""Every reason against a takeover, each with file, line and column, before anything is stored.

Contracts that are split (PROC-05) are told and refuse nothing, whatever the pack says of new ones:
what was let before this ledger began was let.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.admission import Admission, check_new_expenditure
from services.budget.domain.drawdown import CallKind, last_day_of
from services.budget.domain.opening_row import OpeningVoucher
from services.budget.domain.plan import check_plan
from services.budget.intake.profile import profiles
from services.budget.store.expenditure_links import by_duplicate_key
from services.budget.usecases.assessment_world import World
from services.budget.usecases.expenditure_admission import Entry, entry_of
from services.budget.usecases.import_sorting import CHUNK, SortedLine, Verdict
from services.budget.usecases.list_splitting import ListContracts
from services.budget.usecases.means import Means
from services.budget.usecases.opening_file import OpeningFile, opening_expenditure
from shared.errors import Violation, errors_only
from shared.periods import Period, german_date
from shared.progress_text import Progress


def with_plan_of(world: World, found: OpeningFile) -> World:
    """The grant as it will be once the plan of the takeover is in force."""
    return replace(world, lines={line.budget_line: line for line in found.new_plan().lines})


@dataclass(frozen=True)
class Judged:
    """What refuses a takeover, and what its vouchers leave open though they are taken over."""

    faults: list[Violation]
    hints: list[Violation]


def judge_opening(
    session: Session,
    world: World,
    found: OpeningFile,
    means: Means,
    progress: Progress | None = None,
) -> Judged:
    """Every rule asked about the file; `world` has its plan."""
    plan = check_plan(
        found.new_plan(),
        measures=sorted(world.measures),
        funding_rate_bp=world.terms.funding_rate_bp,
    )
    faults = [replace(one, message=f"plan.csv: {one.message}") for one in errors_only(plan)]
    hints: list[Violation] = []
    plain = _plain(found)
    lines = admitted(session, world, found, means)
    for number, (line, one) in enumerate(zip(lines, plain, strict=True)):
        if progress is not None:
            progress(number + 1, len(plain))
        faults += [_placed(one, error) for error in errors_only(line.warnings)]
        hints += [_placed(one, each) for each in line.warnings if each.code == "contract_split"]
    faults += _duplicates(session, world, found, means)
    faults += _credits(found)
    faults += _called_too_early(world, found)
    return Judged(faults, hints)


def admitted(
    session: Session, world: World, found: OpeningFile, means: Means
) -> Iterator[SortedLine]:
    """The vouchers as lines to be taken over, each with everything the rules say of it."""
    admission = Admission(
        grant_id=world.grant_id,
        terms=world.terms,
        # What was spent was spent: a line's limit warns in the balance, it stops no takeover.
        rules=replace(world.rules, plan=replace(world.rules.plan, line_excess="warn")),
        today=world.today,
        lines=world.lines,
        measures=world.measures,
        evidence=world.grant.evidence,
    )
    contracts = ListContracts(session, world, means)
    plain = _plain(found)
    for start in range(0, len(plain), CHUNK):
        vouchers = plain[start : start + CHUNK]
        entries = [entry_of(opening_expenditure(one), means) for one in vouchers]
        contracts.meet(entries)
        for one, entry in zip(vouchers, entries, strict=True):
            found_here = check_new_expenditure(entry.new, admission)
            split = _split(contracts, one.row, entry)
            yield SortedLine(one.voucher, Verdict.NEW, entry, warnings=(*found_here, *split))


def _split(contracts: ListContracts, line: int, entry: Entry) -> list[Violation]:
    found = contracts.findings(entry)
    contracts.note(line, entry)
    return [replace(one, severity="warning") for one in found]


def _plain(found: OpeningFile) -> Sequence[OpeningVoucher]:
    return [one for one in found.vouchers if not one.voucher.is_credit_note]


def _duplicates(
    session: Session, world: World, found: OpeningFile, means: Means
) -> Iterator[Violation]:
    numbers: set[str] = set()
    marks: set[str] = set()
    for one in found.vouchers:
        number = one.voucher.voucher_number
        if number in numbers:
            message = "Diese Belegnummer steht schon in einer früheren Zeile der Datei."
            yield _placed(
                one, Violation("voucher_number_twice", "ELG-09", message, field="voucher_number")
            )
        numbers.add(number)
    for one in _plain(found):
        mark = entry_of(opening_expenditure(one), means).duplicate_mark or ""
        stored = by_duplicate_key(session, mark)
        if mark in marks or stored is not None:
            where = "in einer anderen Zuwendung" if stored else "oben"
            message = f"Dieser Beleg ist {where} schon erfasst."
            yield _placed(one, Violation("duplicate", "ELG-09", message, field="invoice_number"))
        marks.add(mark)


def _credits(found: OpeningFile) -> Iterator[Violation]:
    known = {one.voucher.voucher_number for one in _plain(found)}
    for one in found.vouchers:
        if one.voucher.is_credit_note and one.voucher.credits not in known:
            message = f"Den Beleg „{one.voucher.credits}“ gibt es in dieser Datei nicht."
            yield _placed(
                one, Violation("credit_reference_unknown", "ELG-05", message, field="credits")
            )


def _called_too_early(world: World, found: OpeningFile) -> Iterator[Violation]:
    last_days = {
        call.period: last_day_of(Period.parse(call.period), CallKind(call.kind), world.terms)
        for call in found.calls
    }
    for one in found.vouchers:
        until = last_days.get(one.called_in or "")
        if until is not None and not _is_paid(one, until):
            message = f"Abgerufen für {one.called_in}, aber bis {german_date(until)} nicht bezahlt."
            yield _placed(one, Violation("called_unpaid", "CALL-01", message, field="payment_date"))


def _is_paid(one: OpeningVoucher, until: date) -> bool:
    row = one.voucher
    day = row.payment_date or (row.invoice_date if row.is_credit_note else None)
    return day is not None and day <= until


def _placed(one: OpeningVoucher, violation: Violation) -> Violation:
    column = profiles()["opening-voucher"].columns.get(violation.field or "", "")
    place = f"belege.csv, Zeile {one.row}" + (f", Spalte „{column}“" if column else "")
    return replace(violation, message=f"{place}: {violation.message}")
