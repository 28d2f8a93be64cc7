"""A calculation of personnel cost becomes an ordinary expenditure of a PERSONAL line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from services.budget.domain.deciding_values import cited
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.personnel import (
    WHOLE_BP,
    PayrollMonth,
    PersonnelCost,
    Post,
    TariffTable,
    cost_of_hours,
    cost_of_months,
    months_between,
    tariff_table,
)
from services.budget.domain.personnel_checks import (
    Booking,
    BookingCircumstances,
    check_booking,
    sum_is_shown,
    tariff_warnings,
)
from services.budget.store.grant import load_grant
from services.budget.store.personnel import (
    Calculation,
    CalculationRow,
    calculations_of,
    hours_of,
    insert_calculation,
    payroll_of,
    posts_of,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.assessment_world import World, load_world
from services.budget.usecases.expenditure import Recorded, record_expenditure
from services.budget.usecases.means import Means
from services.budget.usecases.personnel import SEES_SALARIES
from services.budget.usecases.personnel_booked import booked_event
from services.budget.usecases.refusal import warnings_or_refuse
from shared.access import Principal
from shared.clock import local_day
from shared.errors import Violation, errors_only
from shared.occasion import Occasion

CREDITOR = "Beschäftigte der Stadt"


@dataclass(frozen=True)
class VoucherOfCost:
    """What makes the calculation an expenditure: line, voucher and payment."""

    budget_line: str
    voucher_number: str
    voucher_date: date
    payment_date: date | None = None
    payment_reference: str | None = None


@dataclass(frozen=True)
class Booked:
    """What came out; `costs` by post."""

    costs: Mapping[str, PersonnelCost]
    violations: tuple[Violation, ...]
    recorded: Recorded | None = None

    @property
    def cents(self) -> int:
        """The sum of all posts, each rounded once."""
        return sum(one.cents for one in self.costs.values())


def try_personnel_cost(
    session: Session, grant_id: str, asked: Booking, budget_line: str, *, by: Occasion, means: Means
) -> Booked:
    """What the booking would come to, with all violations; nothing is stored. Raises NotFound."""
    world = load_world(session, grant_id, means, by, lock=False)
    return _computed(session, world, asked, budget_line, means)


def book_personnel_cost(
    session: Session,
    grant_id: str,
    asked: Booking,
    voucher: VoucherOfCost,
    *,
    by: Occasion,
    means: Means,
) -> Booked:
    """Records the expenditure and keeps what it was computed from, in one transaction.

    Raises NotFound, Conflict, Refused with everything that speaks against it.
    """
    world = load_world(session, grant_id, means, by, lock=True)
    computed = _computed(session, world, asked, voucher.budget_line, means)
    warnings_or_refuse(computed.violations, subject=f"grant/{grant_id}", grant_id=grant_id)
    measure_id = posts_of(session, grant_id)[asked.post_ids[0]].measure_id
    new = _expenditure(asked, voucher, measure_id, computed.cents)
    recorded = record_expenditure(session, grant_id, new, by=by, means=means)
    row = CalculationRow(
        calculation_id=by.new_id(),
        grant_id=grant_id,
        expenditure_id=recorded.expenditure_id or "",
        method=asked.method,
        post_ids=list(asked.post_ids),
        first_month=asked.first,
        last_month=asked.last,
        created_by=by.actor,
        created_at=by.now,
    )
    steps = {post_id: cost.steps for post_id, cost in computed.costs.items()}
    insert_calculation(session, means.keyring, row, steps)
    event = booked_event(session, row, computed.costs, least=_least(world), index=means.index)
    subject = f"personnel_calculation/{row.calculation_id}"
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)
    found = tuple(dict.fromkeys([*computed.violations, *recorded.violations]))
    return Booked(computed.costs, found, recorded)


def visible_calculations(
    session: Session, grant_id: str, who: Principal, *, means: Means, by: Occasion
) -> list[Calculation]:
    """Calculations, without what would tell a salary to this reader (PERS-06). Raises NotFound."""
    rules = load_grant(session, grant_id).rules(means.packs, local_day(by.now))
    found = calculations_of(session, means.keyring, grant_id)
    if who.holds(SEES_SALARIES, grant_id):
        return found
    return [_masked(one, rules.personnel.personnel_sum_persons) for one in found]


def _masked(one: Calculation, least: int) -> Calculation:
    """Steps are per post: each of them tells one salary, however many posts there are. The amount
    tells one where it is over fewer than `least` posts, and here their names stand beside it."""
    is_shown = sum_is_shown(len(set(one.post_ids)), least, sees_all=False)
    return replace(one, cents=one.cents if is_shown else None, steps={})


def _computed(
    session: Session, world: World, asked: Booking, budget_line: str, means: Means
) -> Booked:
    posts = posts_of(session, world.grant_id)
    payroll = payroll_of(session, means.keyring, world.grant_id)
    wanted = _months_needed(asked)
    by_month = {post_id: {one.month: one for one in payroll.get(post_id, ())} for post_id in posts}
    hours = hours_of(session, world.grant_id, asked.first, _last_day(asked.last))
    line = world.lines.get(budget_line)
    around = BookingCircumstances(
        posts=posts,
        missing_months=[
            (post_id, month)
            for post_id in asked.post_ids
            for month in wanted
            if post_id in posts and month not in by_month[post_id]
        ],
        hours=hours,
        taken=_taken(session, world.grant_id, asked, means),
        measures={posts[one].measure_id for one in asked.post_ids if one in posts},
        category=line.category if line else None,
        partial={one.post_id for one in posts.values() if one.share_bp < WHOLE_BP},
        without_hours=world.rules.personnel.partial_post_without_hours,
        year_hours=_hours_of_year(session, world.grant_id, asked, hours, means),
        productive_hours=world.rules.personnel.productive_hours,
        other_months=_other_months(asked, by_month),
        part_year=world.rules.personnel.part_year_rate,
        not_begun=[month for month in wanted if month > world.today],
    )
    found = check_booking(asked, around)
    table = tariff_table(world.rules.personnel.tariff_monthly_cents)
    known = [posts[one] for one in asked.post_ids if one in posts]
    found.extend(tariff_warnings(known, wanted, table))
    found = _cited(found, asked, world)
    if errors_only(found):
        return Booked({}, tuple(found))
    costs = {
        one.post_id: _cost(
            one,
            asked,
            [by_month[one.post_id][month] for month in wanted],
            hours.get(one.post_id, 0),
            world.rules.personnel.productive_hours,
            table,
        )
        for one in known
    }
    return Booked(costs, tuple(found))


def _cited(found: Sequence[Violation], asked: Booking, world: World) -> list[Violation]:
    """With the deciding values; an hourly rate needs its sheet whatever the pack says of posts
    booked by months (PERS-02, PERS-03)."""
    by_law = {"hour_sheet_missing"} if asked.method == "hours" else set[str]()
    return [
        told
        for one in found
        for told in ([one] if one.code in by_law else cited([one], world.rules))
    ]


def _cost(
    post: Post,
    asked: Booking,
    months: Sequence[PayrollMonth],
    hundredths: int,
    productive_hours: int,
    table: TariffTable,
) -> PersonnelCost:
    if asked.method == "months":
        return cost_of_months(post, months, table)
    return cost_of_hours(post, months, hundredths, productive_hours, table)


def _months_needed(asked: Booking) -> tuple[date, ...]:
    """The months of the period; for an hourly rate those of the year the post was filled in."""
    if asked.method == "hours":
        return asked.filled
    return months_between(asked.first, asked.last)


def _other_months(
    asked: Booking, by_month: Mapping[str, Mapping[date, PayrollMonth]]
) -> list[tuple[str, date]]:
    """Months of the year with a gross in which the post is said not to have been filled."""
    if not asked.is_part_of_year:
        return []
    return [
        (post_id, month)
        for post_id in asked.post_ids
        for month in sorted(by_month.get(post_id, ()))
        if month.year == asked.first.year and month not in asked.filled
    ]


def _taken(session: Session, grant_id: str, asked: Booking, means: Means) -> set[str]:
    return {
        post_id
        for one in calculations_of(session, means.keyring, grant_id)
        if not one.is_reversed and one.first_month <= asked.last and asked.first <= one.last_month
        for post_id in one.post_ids
    }


def _hours_of_year(
    session: Session, grant_id: str, asked: Booking, hours: Mapping[str, int], means: Means
) -> dict[str, int]:
    """Hours of these posts booked before in the calendar year, with those to be booked now."""
    total = {one: hours.get(one, 0) for one in asked.post_ids}
    for one in calculations_of(session, means.keyring, grant_id):
        if one.is_reversed or one.method != "hours" or one.first_month.year != asked.first.year:
            continue
        booked = hours_of(session, grant_id, one.first_month, _last_day(one.last_month))
        for post_id in total.keys() & set(one.post_ids):
            total[post_id] += booked.get(post_id, 0)
    return total


def _expenditure(
    asked: Booking, voucher: VoucherOfCost, measure_id: str, cents: int
) -> NewExpenditure:
    what = "Gehaltsmonate" if asked.method == "months" else "Stundennachweise"
    return NewExpenditure(
        budget_line=voucher.budget_line,
        measure_id=measure_id,
        creditor=CREDITOR,
        purpose=f"Personalausgaben {asked.first:%m.%Y} bis {asked.last:%m.%Y} ({what})",
        gross_cents=cents,
        service_from=asked.first,
        service_to=_last_day(asked.last),
        voucher_number=voucher.voucher_number,
        invoice_date=voucher.voucher_date,
        payment_date=voucher.payment_date,
        payment_reference=voucher.payment_reference,
    )


def _last_day(month: date) -> date:
    following = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    return following - timedelta(days=1)


def _least(world: World) -> int:
    return world.rules.personnel.personnel_sum_persons
