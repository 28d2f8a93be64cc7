"""Payments on claims for repayment: added, never changed.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "repayment_payment",
        sa.Column("payment_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("determination_id", sa.String(36), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_cents > 0", name="ck_repayment_payment_positive"),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_repayment_payment_grant_id"
        ),
        sa.ForeignKeyConstraint(
            ["determination_id"],
            ["determination.determination_id"],
            name="fk_repayment_payment_determination_id",
        ),
        sa.PrimaryKeyConstraint("payment_id", name="pk_repayment_payment"),
    )
    op.create_index("ix_repayment_payment_grant_id", "repayment_payment", ["grant_id"])
    for action in ("UPDATE", "DELETE"):
        _refuse(f"repayment_payment_no_{action.lower()}", action)


def _refuse(name: str, action: str) -> None:
    """A trigger that fails every `action`."""
    message = "a payment stays as it was recorded"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON repayment_payment "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON repayment_payment "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
