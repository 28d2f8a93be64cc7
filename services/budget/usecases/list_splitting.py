"""Watching a list for contracts that are split: each line beside what is stored and what earlier
lines of the same list bring (PROC-05)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.deciding_values import cited
from services.budget.domain.duplicate import is_one_company
from services.budget.domain.procurement_law import award_without_file
from services.budget.domain.rulepack import Rules
from services.budget.domain.splitting import (
    NAMED_AT_MOST,
    Contract,
    counted,
    days_around,
    limit_of,
    plain_subject,
    splitting_findings,
)
from services.budget.store.creditor import known_keys
from services.budget.store.splitting import (
    contracts_on_file,
    contracts_without_file,
    net_without_file,
)
from services.budget.usecases.assessment_world import World
from services.budget.usecases.expenditure_admission import Entry
from services.budget.usecases.means import Means
from services.budget.usecases.splitting import bare_contract
from shared.errors import Violation

_EVER: Final = date.min, date.max


@dataclass
class _Brought:
    """The contracts that lines of the list brought of one creditor, in columns: 48 bytes a line.

    Texts are kept once each and named by their place; of a subject only its hash is compared.
    """

    lines: array[int] = field(default_factory=lambda: array("q"))
    companies: array[int] = field(default_factory=lambda: array("q"))
    measures: array[int] = field(default_factory=lambda: array("q"))
    subjects: array[int] = field(default_factory=lambda: array("q"))
    days: array[int] = field(default_factory=lambda: array("q"))
    nets: array[int] = field(default_factory=lambda: array("q"))
    texts: dict[str, int] = field(default_factory=dict)

    def add(self, line: int, one: Contract) -> None:
        self.lines.append(line)
        self.companies.append(self._place(one.company))
        self.measures.append(self._place(one.measure_id))
        self.subjects.append(hash(plain_subject(one.subject)))
        self.days.append(one.on.toordinal())
        self.nets.append(one.net_cents)

    def beside(self, own: Contract, after: date, until: date) -> Iterator[Contract]:
        """Those dated behind `after` up to `until` that can belong to `own`, as listed."""
        measure, subject = self.texts.get(own.measure_id), hash(plain_subject(own.subject))
        company = {at: name for name, at in self.texts.items() if is_one_company(name, own.company)}
        first, last = after.toordinal() + 1, until.toordinal()
        columns = (
            self.lines,
            self.companies,
            self.measures,
            self.subjects,
            self.days,
            self.nets,
        )
        for line, by, of, about, day, net in zip(*columns, strict=True):
            if first <= day <= last and (of == measure or about == subject) and by in company:
                yield Contract(
                    number=line,
                    company=company[by],
                    key_id=own.key_id,
                    measure_id=own.measure_id if of == measure else "",
                    subject=own.subject if about == subject else "",
                    on=date.fromordinal(day),
                    net_cents=net,
                    has_file=False,
                    is_listed=True,
                )

    def _place(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


@dataclass
class _Creditor:
    """What is known of a creditor before the list, and what the list brings; `key_id` None for one
    who is new. `most_cents` is all of it, whoever it belongs together with."""

    key_id: str | None
    files: list[Contract]
    most_cents: int
    brought: _Brought = field(default_factory=_Brought)
    certain: dict[tuple[str, str, date], Violation] = field(default_factory=dict)
    """The finding by company, measure and day where more lines can only add to its sum."""


class ListContracts:
    """The watch over one list. `import_id` is that of the takeover, whose own rows are stored while
    it reads on and are counted as lines."""

    def __init__(
        self, session: Session, world: World, means: Means, import_id: str | None = None
    ) -> None:
        self._session, self._world, self._means = session, world, means
        self._import_id = import_id
        self._creditors: dict[str, _Creditor] = {}
        self._rules: dict[date, Rules] = {}

    def meet(self, entries: Iterable[Entry]) -> None:
        """Reads what is stored of creditors the list names for the first time."""
        marks = {one.name_mark for one in entries if one.new.contract_date is not None}
        unmet = marks - self._creditors.keys()
        keys = known_keys(self._session, unmet)
        for mark in unmet:
            self._creditors[mark] = self._stored_of(keys.get(mark))

    def findings(self, entry: Entry) -> list[Violation]:
        """The finding at a line, if it is one beside those before it."""
        own, creditor = self._contract(entry)
        if own is None or creditor is None:
            return []
        rules = self._rules_on(own.on)
        limit = limit_of(own, rules)
        if limit is None or own.net_cents + creditor.most_cents <= limit:
            return []
        if alone := award_without_file(own, rules):
            return self._world.relief.softened("expenditure/new", alone)
        key = (own.company, own.measure_id, own.on)
        if key in creditor.certain:
            return [creditor.certain[key]]
        beside = self._beside(own, creditor, rules, limit)
        found = cited(splitting_findings(own, beside, rules), rules)
        found = self._world.relief.softened("expenditure/new", found)
        is_certain = len(beside) > NAMED_AT_MOST  # the sum is told as a least one
        if found and is_certain and all(one.measure_id == own.measure_id for one in beside):
            creditor.certain[key] = found[0]
        return found

    def note(self, line: int, entry: Entry) -> None:
        """Counts a line that is taken over."""
        own, creditor = self._contract(entry)
        if own is not None and creditor is not None:
            creditor.brought.add(line, own)
            creditor.most_cents += own.net_cents

    def _contract(self, entry: Entry) -> tuple[Contract | None, _Creditor | None]:
        creditor = self._creditors.get(entry.name_mark)
        if creditor is None:
            return None, None
        key_id = creditor.key_id or entry.name_mark
        return bare_contract(self._world, entry.new, key_id), creditor

    def _beside(
        self, own: Contract, creditor: _Creditor, rules: Rules, limit: int
    ) -> list[Contract]:
        """What counts beside it, until that is certainly too much."""
        found: list[Contract] = []
        before = behind = own.net_cents  # both are sums of months that hold this contract
        for one in self._neighbours(own, creditor, rules):
            found.append(one)
            before += one.net_cents if one.on <= own.on else 0
            behind += one.net_cents if one.on >= own.on else 0
            if len(found) > NAMED_AT_MOST and max(before, behind) > limit:
                break
        return found

    def _neighbours(self, own: Contract, creditor: _Creditor, rules: Rules) -> Iterator[Contract]:
        after, until = days_around(own, rules)
        yield from counted(own, creditor.files, rules)
        for one in creditor.brought.beside(own, after, until):
            yield from counted(own, [one], rules)
        if creditor.key_id is None:
            return
        keyring, here = self._means.keyring, self._world.grant_id
        for page in contracts_without_file(
            self._session,
            keyring,
            creditor.key_id,
            here,
            after,
            until,
            but_import=self._import_id,
        ):
            yield from counted(own, page, rules)

    def _stored_of(self, key_id: str | None) -> _Creditor:
        if key_id is None:
            return _Creditor(None, [], 0)
        here = self._world.grant_id
        files = contracts_on_file(self._session, self._means.keyring, key_id, here)
        bare = net_without_file(self._session, key_id, *_EVER)
        return _Creditor(key_id, files, bare + sum(one.net_cents for one in files))

    def _rules_on(self, day: date) -> Rules:
        """The law of a contract's day; a list names few days."""
        if day not in self._rules:
            self._rules[day] = self._world.grant.rules(self._means.packs, day)
        return self._rules[day]
