"""What personnel data and personnel cost need (PERS-01 to PERS-06)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from services.budget.domain.personnel import (
    Method,
    PayrollMonth,
    Post,
    TariffTable,
    hours_of_months,
    hours_text,
    months_between,
)
from services.budget.domain.plan import Category
from shared.errors import Severity, Violation
from shared.periods import add_months, german_date


def check_post(
    new: Post, *, known: Collection[str], measures: Collection[str], has_document: bool
) -> list[Violation]:
    """Every reason against entering this post; `known` are the posts of the grant."""
    found = []
    if not new.post_id.strip():
        message = "Es fehlt die Kennung der Stelle, zum Beispiel „ST-01“; bitte kein Name."
        found.append(Violation("post_id_missing", "PERS-06", message, field="post_id"))
    if new.post_id in known:
        message = f"Die Stelle „{new.post_id}“ gibt es schon."
        found.append(Violation("post_known", "PERS-02", message, field="post_id"))
    if new.measure_id not in measures:
        message = f"Die Maßnahme „{new.measure_id}“ gibt es in dieser Zuwendung nicht."
        found.append(Violation("measure_unknown", "PRG-05", message, field="measure_id"))
    if not 0 < new.share_bp <= 10_000:
        message = "Der Anteil im Projekt liegt über 0 % und höchstens bei 100 %."
        found.append(Violation("share_out_of_range", "PERS-02", message, field="share_bp"))
    if new.existing_staff and not has_document:
        message = (
            "Stammpersonal zählt nur, wenn der Bescheid es zulässt. Bitte die Stelle im Bescheid "
            "oder die Zustimmung als Datei beifügen."
        )
        found.append(Violation("existing_staff_document_missing", "PERS-04", message, field="file"))
    return found


def check_payroll(
    months: Sequence[PayrollMonth], *, known: Collection[date], today: date
) -> list[Violation]:
    """Amounts above zero, each month once, none that has not begun."""
    found = []
    seen = set(known)
    for one in months:
        name = f"{one.month:%m.%Y}"
        if one.month in seen:
            message = f"Für den Monat {name} ist das Arbeitgeberbrutto schon erfasst."
            found.append(Violation("payroll_month_twice", "PERS-01", message, field="months"))
        seen.add(one.month)
        if one.gross_cents <= 0:
            message = f"Das Arbeitgeberbrutto für {name} liegt nicht über 0,00 €."
            found.append(Violation("amount_out_of_range", "PERS-01", message, field="months"))
        if one.month > today:
            message = f"Der Monat {name} hat noch nicht begonnen."
            found.append(Violation("payroll_month_ahead", "PERS-01", message, field="months"))
    return found


_MONTHS: Final = 12


@dataclass(frozen=True)
class Booking:
    """What is to be booked: posts, method, first and last month (their first days).

    `filled_from` and `filled_until`: by hours, the months of the calendar year between which the
    posts were filled where a job began or ended within it; None is January and December.
    """

    method: Method
    post_ids: tuple[str, ...]
    first: date
    last: date
    filled_from: date | None = None
    filled_until: date | None = None

    @property
    def persons(self) -> int:
        """How many persons' pay the sum is over: a post named twice is one (PERS-06)."""
        return len(set(self.post_ids))

    @property
    def filled(self) -> tuple[date, ...]:
        """The months of the year whose gross makes the hourly rate; none where they run back."""
        year = self.first.year
        return months_between(
            self.filled_from or date(year, 1, 1), self.filled_until or date(year, 12, 1)
        )

    @property
    def is_part_of_year(self) -> bool:
        """Whether a job is said to have begun or ended within the year."""
        return self.method == "hours" and len(self.filled) < _MONTHS


@dataclass(frozen=True)
class BookingCircumstances:
    """`missing_months` by post; `hours` of the sheets by post, in hundredths; `taken` names the
    posts already booked in months of the period; `measures` are those of the posts, `category` is
    that of the budget line. `partial` are the posts that are in the project only in
    part, and `without_hours` says whether months of them are booked without a sheet;
    `year_hours` the hours of the year by post, those booked before and these, in hundredths.
    `other_months`: payroll months of the year by post that lie where it is said not to be filled.
    `part_year` is the pack's word on a job that began or ended within the year. `not_begun`: months
    that count and begin after today, so that nobody can enter their gross yet."""

    posts: Collection[str]
    missing_months: Sequence[tuple[str, date]]
    hours: Collection[str]
    taken: Collection[str]
    measures: Collection[str]
    category: Category | None
    partial: Collection[str] = ()
    without_hours: str = "warn"
    year_hours: Mapping[str, int] = field(default_factory=dict)
    productive_hours: int = 0
    other_months: Sequence[tuple[str, date]] = ()
    part_year: str = "prorated"
    not_begun: Collection[date] = ()


def check_booking(asked: Booking, around: BookingCircumstances) -> list[Violation]:
    """Every reason against booking this personnel cost."""
    return [*_period(asked), *_posts(asked, around), *_evidence(asked, around)]


def _period(asked: Booking) -> Iterator[Violation]:
    if asked.last < asked.first:
        message = "Der Zeitraum endet vor seinem Beginn. Bitte die beiden Monate prüfen."
        yield Violation("personnel_period_backwards", "PERS-02", message, field="last_month")
    elif asked.method == "hours" and asked.first.year != asked.last.year:
        message = "Der Stundensatz gilt für ein Kalenderjahr; bitte je Jahr getrennt buchen."
        yield Violation("personnel_years_mixed", "PERS-03", message, field="last_month")
    elif asked.method == "hours":
        yield from _filled(asked)


def _filled(asked: Booking) -> Iterator[Violation]:
    """The months of the job lie in the year of the hours and contain them."""
    months = asked.filled
    inside = [one for one in months if one.year == asked.first.year]
    if not {asked.first, asked.last} <= set(months) or len(inside) != len(months):
        message = (
            f"„Besetzt von/bis“ nennt nicht den Teil des Jahres {asked.first.year}, in dem die "
            f"Stunden liegen ({asked.first:%m.%Y} bis {asked.last:%m.%Y}). Bitte beide Monate "
            "prüfen; leer heißt Januar und Dezember."
        )
        yield Violation("filled_months_differ", "PERS-03", message, field="filled_from")


def _posts(asked: Booking, around: BookingCircumstances) -> Iterator[Violation]:
    if not asked.post_ids:
        yield Violation("post_missing", "PERS-02", "Es fehlt die Stelle.", field="post_ids")
    for one, times in Counter(asked.post_ids).items():
        if times > 1:  # one person counted as several would show what that person earns
            message = f"Die Stelle „{one}“ ist mehrmals genannt. Bitte jede Stelle einmal wählen."
            yield Violation("post_twice", "PERS-06", message, field="post_ids")
        if one not in around.posts:
            message = f"Die Stelle „{one}“ gibt es in dieser Zuwendung nicht."
            yield Violation("post_unknown", "PERS-02", message, field="post_ids")
        if one in around.taken:
            message = (
                f"Für die Stelle „{one}“ ist in diesem Zeitraum schon eine Personalausgabe "
                "gebucht. Bitte diese zuerst stornieren."
            )
            yield Violation("personnel_booked_twice", "ELG-09", message, field="post_ids")
    if len(around.measures) > 1:
        message = "Die Stellen gehören zu verschiedenen Maßnahmen; bitte je Maßnahme buchen."
        yield Violation("personnel_measures_mixed", "PRG-05", message, field="post_ids")
    if around.category is not Category.PERSONAL:
        message = "Personalausgaben gehören auf eine Kostenposition der Personalausgaben."
        yield Violation("personnel_line_needed", "PERS-01", message, field="budget_line")


def _evidence(asked: Booking, around: BookingCircumstances) -> Iterator[Violation]:
    yield from _payroll(asked, around)
    last_day = add_months(asked.last, 1) - timedelta(days=1)
    # Months of a post that is wholly in the project need no hours; of a part the pack decides.
    blocks = asked.method == "hours" or around.without_hours == "block"
    severity: Severity = "error" if blocks else "warning"
    for one in asked.post_ids:
        needs_hours = asked.method == "hours" or one in around.partial
        if one in around.posts and needs_hours and one not in around.hours:
            message = (
                f"Für „{one}“ liegt vom {german_date(asked.first)} bis "
                f"{german_date(last_day)} kein beidseitig unterschriebener "
                "Stundennachweis vor. Bitte den Nachweis einlesen."
            )
            yield Violation("hour_sheet_missing", "PERS-02", message, severity, "post_ids")
    if asked.method == "hours":
        yield from _hours_fit_a_year(asked, around)


def _payroll(asked: Booking, around: BookingCircumstances) -> Iterator[Violation]:
    """Every month that counts has its gross, and none has one that is said not to count."""
    missing: dict[str, list[date]] = {}
    for post_id, month in around.missing_months:
        missing.setdefault(post_id, []).append(month)
    for post_id, months in missing.items():
        named = ", ".join(f"{one:%m.%Y}" for one in months)
        message = f"Für „{post_id}“ fehlt das Arbeitgeberbrutto: {named}."
        if asked.method == "hours":
            message += _why_every_month([one for one in months if one in around.not_begun])
        yield Violation("payroll_month_missing", "PERS-01", message, field="post_ids")
    for post_id, month in around.other_months:
        message = (
            f"Für „{post_id}“ ist auch im {month:%m.%Y} Arbeitgeberbrutto erfasst; die Stelle war "
            "da besetzt. Bitte „Besetzt von/bis“ berichtigen."
        )
        yield Violation("filled_months_differ", "PERS-03", message, field="filled_from")
    if asked.is_part_of_year and around.part_year == "refused":
        message = (
            "Nach diesem Regelpaket gilt der Stundensatz nur mit dem Brutto aller zwölf Monate. "
            "Bitte die Stelle nach Gehaltsmonaten buchen."
        )
        yield Violation("part_year_not_allowed", "PERS-03", message, field="filled_from")


def _why_every_month(not_begun: Sequence[date]) -> str:
    """What an hourly rate needs, and the way while the year is still running."""
    message = (
        " Der Stundensatz braucht jeden Monat des Jahres, in dem die Stelle besetzt war; "
        "begann oder endete die Beschäftigung im Jahr, bitte „Besetzt von/bis“ angeben."
    )
    if not_begun:
        named = ", ".join(f"{one:%m.%Y}" for one in not_begun)
        message += (
            f" Noch nicht begonnen: {named}. Dauert die Beschäftigung an, steht der Stundensatz "
            "erst mit dem Brutto des ganzen Jahres fest (Jahresbrutto durch produktive Stunden); "
            "bis dahin lässt sich die Stelle nach Gehaltsmonaten buchen."
        )
    return message


def _hours_fit_a_year(asked: Booking, around: BookingCircumstances) -> Iterator[Violation]:
    """More than the productive hours would charge more than the annual gross (PERS-03)."""
    for one in asked.post_ids:
        total = around.year_hours.get(one, 0)
        months = len(asked.filled)
        most = hours_of_months(around.productive_hours, months)
        if total > most * 100:
            has = "ein Jahr hat" if months == _MONTHS else f"{months} Monate haben"
            message = (
                f"Für „{one}“ wären es im Jahr {asked.first.year} mit den schon gebuchten "
                f"{hours_text(total)} Stunden; {has} {hours_text(int(most * 100))} produktive "
                "Stunden. Bitte den Stundennachweis prüfen."
            )
            yield Violation("hours_over_year", "PERS-03", message, field="post_ids")


def tariff_warnings(
    posts: Sequence[Post], months: Sequence[date], table: TariffTable
) -> Iterator[Violation]:
    """Posts without an entry in the tariff table: nothing can be compared, nothing is cut off."""
    for one in posts:
        if months and table.ceiling(one.tariff_group, months[0]) is None:
            message = (
                f"Für „{one.post_id}“ nennt die Tariftabelle keinen Höchstbetrag. Bitte prüfen, "
                "dass nicht über Tarif vergütet wird."
            )
            yield Violation("tariff_unknown", "PERS-01", message, "warning", "post_ids")


def sum_is_shown(persons: int, least: int, *, sees_all: bool) -> bool:
    """Sums over fewer than `least` persons tell a salary: only who sees all sees them (PERS-06)."""
    return sees_all or persons >= least
