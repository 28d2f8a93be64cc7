"""What the funder determined in the course of a grant, and marks of measures.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "determination",
        sa.Column("determination_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("budget_line", sa.String(200), nullable=True),
        sa.Column("final_eligible_cents", sa.BigInteger(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=True),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("confirmed_by", sa.String(36), nullable=True),
        sa.Column("confirmed_at", _INSTANT, nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("confirmed_by <> created_by", name="ck_determination_four_eyes"),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR withdrawal_reason IS NULL",
            name="ck_determination_confirmed_or_withdrawn",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_determination_grant_id"
        ),
        sa.PrimaryKeyConstraint("determination_id", name="pk_determination"),
    )
    op.create_index("ix_determination_grant_id", "determination", ["grant_id"])
    op.add_column(
        "measure",
        sa.Column("first_measure", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "measure",
        sa.Column("charta_reference", sa.String(200), nullable=False, server_default=""),
    )
