"""Resolutions on annual accounts count once a second person confirmed them.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_TABLE = "annual_accounts_confirmation"


def upgrade() -> None:
    op.create_index(
        "uq_annual_accounts_statement",
        "annual_accounts",
        ["statement_id", "stated_by"],
        unique=True,
    )
    op.create_table(
        _TABLE,
        sa.Column("statement_id", sa.String(36), nullable=False),
        sa.Column("stated_by", sa.String(36), nullable=False),
        sa.Column("confirmed_by", sa.String(36), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("confirmed_by <> stated_by", name=f"ck_{_TABLE}_four_eyes"),
        sa.ForeignKeyConstraint(
            ["statement_id", "stated_by"],
            ["annual_accounts.statement_id", "annual_accounts.stated_by"],
            name=f"fk_{_TABLE}_statement_id",
        ),
        sa.PrimaryKeyConstraint("statement_id", name=f"pk_{_TABLE}"),
    )
    for action in ("UPDATE", "DELETE"):
        _refuse(f"{_TABLE}_no_{action.lower()}", action)


def _refuse(name: str, action: str) -> None:
    """A trigger that fails every `action`."""
    message = "a confirmation stays"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {_TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {_TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
