"""Authorisations of budget years: appropriations and transfers, two persons behind each.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "authorisation",
        sa.Column("authorisation_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("budget_year", sa.Integer(), nullable=False),
        sa.Column("nature", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("released_by", sa.String(36), nullable=True),
        sa.Column("released_at", _INSTANT, nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("released_by <> created_by", name="ck_authorisation_four_eyes"),
        sa.CheckConstraint(
            "released_by IS NULL OR withdrawal_reason IS NULL",
            name="ck_authorisation_released_or_withdrawn",
        ),
        sa.CheckConstraint(
            "kind <> 'transfer' OR amount_cents > 0", name="ck_authorisation_transfer_positive"
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_authorisation_grant_id"
        ),
        sa.PrimaryKeyConstraint("authorisation_id", name="pk_authorisation"),
    )
    op.create_index("ix_authorisation_grant_id", "authorisation", ["grant_id"])
    _refuse(
        "authorisation_is_final",
        "UPDATE",
        "OLD.released_by IS NOT NULL OR OLD.withdrawal_reason IS NOT NULL"
        " OR NEW.grant_id <> OLD.grant_id OR NEW.budget_year <> OLD.budget_year"
        " OR NEW.nature <> OLD.nature OR NEW.kind <> OLD.kind"
        " OR NEW.amount_cents <> OLD.amount_cents OR NEW.created_by <> OLD.created_by"
        " OR NEW.reference <> OLD.reference OR NEW.reason <> OLD.reason",
        "an authorisation is final",
    )
    _refuse("authorisation_stays", "DELETE", "1 = 1", "an authorisation stays")


def _refuse(name: str, action: str, when: str, message: str) -> None:
    """A trigger that fails `action` on a row for which `when` holds."""
    if op.get_bind().dialect.name == "postgresql":
        row = "OLD" if action == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON authorisation "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON authorisation WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
