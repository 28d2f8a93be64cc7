"""What the tables say around one entry: six questions of every entry, asked in one statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Select,
    String,
    Table,
    and_,
    bindparam,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.store.creditor import CreditorRow, note_key
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_effect import LineUseRow
from services.budget.store.tables import KEYS
from shared.keyring import Keyring

_ROW = cast(Table, ExpenditureRow.__table__).c
_USE = cast(Table, LineUseRow.__table__).c
_CREDITOR = cast(Table, CreditorRow.__table__).c
_LOOK_ALIKES = 20


@dataclass
class Around:
    """What was found: cents used by line, the newest running number, the active row that carries
    the same duplicate key, and rows that may look alike (the rule decides; at most a handful)."""

    used: dict[str, int] = field(default_factory=dict)
    newest: int = 0
    duplicate_id: str | None = None
    alike: list[str] = field(default_factory=list)


def read_around(
    session: Session,
    keyring: Keyring,
    grant_id: str,
    *,
    name_mark: str,
    duplicate_mark: str | None,
    gross_cents: int,
    invoice_number: str | None,
) -> Around:
    """Reads it all; a known creditor's key is noted for the session.

    For a command the grant must be locked by an earlier statement: this one sees what was
    committed when it begins.
    """
    found = Around()
    given = {
        "of_grant": grant_id,
        "of_name": name_mark,
        "of_mark": duplicate_mark,
        "with_gross": gross_cents,
        "with_number": invoice_number,
    }
    for what, name, text, number in session.connection().execute(_AROUND, given):
        if what == "use":
            found.used[name] = number
        elif what == "newest":
            found.newest = number or 0
        elif what == "key":
            note_key(session, name_mark, name)
            keyring.note(session, name, text)
        elif what == "duplicate":
            found.duplicate_id = name
        else:
            found.alike.append(name)
    return found


def _answer(what: str, name: Any = None, text: Any = None, number: Any = None) -> Select[Any]:
    """One arm: every arm has the same four columns."""
    return select(
        literal_column(f"'{what}'", String).label("what"),
        (null().cast(String) if name is None else name).label("name"),
        (null().cast(String) if text is None else text).label("text"),
        (null().cast(BigInteger) if number is None else number).label("number"),
    )


def _look_alikes() -> Select[Any]:
    """Active vouchers of the same amount and creditor or number, or of the latter two.

    Without a number, or for a creditor who is new, the comparison with NULL finds nothing.
    """
    key_id = (
        select(_CREDITOR.key_id)
        .where(_CREDITOR.name_mark == bindparam("of_name"))
        .scalar_subquery()
    )
    gross = _ROW.gross_cents == bindparam("with_gross", type_=BigInteger)
    number = _ROW.invoice_number == bindparam("with_number", type_=String)
    key = _ROW.key_id == key_id
    ids = (
        select(_ROW.expenditure_id)
        .where(
            or_(and_(gross, key), and_(gross, number), and_(key, number)),
            _ROW.kind == literal_column(f"'{Kind.VOUCHER.value}'"),
            _ROW.reversed_by.is_(None),
        )
        .limit(literal_column(str(_LOOK_ALIKES)))
        .subquery()
    )
    return _answer("alike", ids.c.expenditure_id)


_AROUND = union_all(
    _answer("use", _USE.budget_line, number=_USE.used_cents).where(
        _USE.grant_id == bindparam("of_grant")
    ),
    _answer("newest", number=func.max(_ROW.number).cast(BigInteger)).where(
        _ROW.grant_id == bindparam("of_grant")
    ),
    _answer("key", _CREDITOR.key_id, KEYS.c.wrapped)
    .join(KEYS, KEYS.c.key_id == _CREDITOR.key_id)
    .where(_CREDITOR.name_mark == bindparam("of_name")),
    _answer("duplicate", _ROW.expenditure_id).where(
        _ROW.duplicate_key == bindparam("of_mark"), _ROW.reversed_by.is_(None)
    ),
    _look_alikes(),
)
