"""Retention: resolutions on annual accounts, holds, deletions with their log, read tests.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _of_grant(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name=f"fk_{table}_grant_id")


def upgrade() -> None:
    _accounts_and_tests()
    _holds()
    _deletions()


def _accounts_and_tests() -> None:
    op.create_table(
        "annual_accounts",
        _text("statement_id", 36),
        sa.Column("budget_year", sa.Integer(), nullable=False),
        sa.Column("resolved_on", sa.Date(), nullable=False),
        _text("reference", 200),
        _text("stated_by", 36),
        sa.Column("stated_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name="pk_annual_accounts"),
    )
    op.create_table(
        "read_test",
        _text("test_id", 36),
        _text("grant_id", 80),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("missing_count", sa.Integer(), nullable=False),
        sa.Column("damaged_count", sa.Integer(), nullable=False),
        _text("done_by", 36),
        sa.Column("done_at", _INSTANT, nullable=False),
        _of_grant("read_test"),
        sa.PrimaryKeyConstraint("test_id", name="pk_read_test"),
    )
    op.create_index("ix_read_test_grant_id", "read_test", ["grant_id"])
    for table in ("annual_accounts", "read_test"):
        for action in ("UPDATE", "DELETE"):
            _refuse(f"{table}_no_{action.lower()}", table, action, "1 = 1", f"{table} stays")


def _holds() -> None:
    op.create_table(
        "legal_hold",
        _text("hold_id", 36),
        _text("grant_id", 80),
        sa.Column("reason", sa.Text(), nullable=False),
        _text("set_by", 36),
        sa.Column("set_at", _INSTANT, nullable=False),
        _text("lifted_by", 36, nullable=True),
        sa.Column("lifted_at", _INSTANT, nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("lifted_by <> set_by", name="ck_legal_hold_four_eyes"),
        _of_grant("legal_hold"),
        sa.PrimaryKeyConstraint("hold_id", name="pk_legal_hold"),
    )
    op.create_index("ix_legal_hold_grant_id", "legal_hold", ["grant_id"])
    _refuse(
        "legal_hold_is_final",
        "legal_hold",
        "UPDATE",
        "OLD.lifted_by IS NOT NULL OR NEW.reason <> OLD.reason OR NEW.set_by <> OLD.set_by"
        " OR NEW.grant_id <> OLD.grant_id",
        "a hold is final",
    )
    _refuse("legal_hold_stays", "legal_hold", "DELETE", "1 = 1", "a hold stays")


def _deletions() -> None:
    op.create_table(
        "deletion",
        _text("deletion_id", 36),
        _text("grant_id", 80),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        _text("proposed_by", 36),
        sa.Column("proposed_at", _INSTANT, nullable=False),
        _text("released_by", 36, nullable=True),
        sa.Column("released_at", _INSTANT, nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("released_by <> proposed_by", name="ck_deletion_four_eyes"),
        sa.CheckConstraint(
            "released_by IS NULL OR withdrawal_reason IS NULL", name="ck_deletion_one_end"
        ),
        _of_grant("deletion"),
        sa.PrimaryKeyConstraint("deletion_id", name="pk_deletion"),
    )
    op.create_index("ix_deletion_grant_id", "deletion", ["grant_id"])
    op.create_table(
        "erased_file",
        _text("deletion_id", 36),
        _text("sha256", 64),
        _text("kind", 80),
        _text("object", 200),
        sa.Column("kept_until", sa.Date(), nullable=False),
        _text("rule", 20),
        _text("erased_by", 36),
        sa.Column("erased_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["deletion_id"], ["deletion.deletion_id"], name="fk_erased_file_deletion_id"
        ),
        sa.PrimaryKeyConstraint("deletion_id", "sha256", name="pk_erased_file"),
    )
    op.create_index("ix_erased_file_sha256", "erased_file", ["sha256"])
    _refuse(
        "deletion_is_final",
        "deletion",
        "UPDATE",
        "OLD.released_by IS NOT NULL OR OLD.withdrawal_reason IS NOT NULL"
        " OR NEW.reason <> OLD.reason OR NEW.grant_id <> OLD.grant_id"
        " OR NEW.proposed_by <> OLD.proposed_by"
        " OR CAST(NEW.files AS TEXT) <> CAST(OLD.files AS TEXT)",
        "a deletion is final",
    )
    _refuse("deletion_stays", "deletion", "DELETE", "1 = 1", "a deletion stays")
    for action in ("UPDATE", "DELETE"):
        name = f"erased_file_no_{action.lower()}"
        _refuse(name, "erased_file", action, "1 = 1", "the log of deletions stays")


def _refuse(name: str, table: str, action: str, when: str, message: str) -> None:
    """A trigger that fails `action` on a row for which `when` holds."""
    if op.get_bind().dialect.name == "postgresql":
        row = "OLD" if action == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
