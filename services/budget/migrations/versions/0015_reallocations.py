"""Reallocations between lines and years of the plan, and who may sign for the city.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "reallocation",
        sa.Column("reallocation_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("category_reason", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("shifts", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("released_by", sa.String(36), nullable=True),
        sa.Column("released_at", _INSTANT, nullable=True),
        sa.Column("plan_version", sa.Integer(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("released_by <> created_by", name="ck_reallocation_four_eyes"),
        sa.CheckConstraint(
            "released_by IS NULL OR withdrawal_reason IS NULL", name="ck_reallocation_one_end"
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_reallocation_grant_id"),
        sa.PrimaryKeyConstraint("reallocation_id", name="pk_reallocation"),
        sa.UniqueConstraint("grant_id", "number", name="uq_reallocation_grant_id_number"),
    )
    op.create_table(
        "signatory",
        sa.Column("signatory_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("function", sa.String(200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.CheckConstraint("valid_to >= valid_from", name="ck_signatory_period"),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_signatory_grant_id"),
        sa.PrimaryKeyConstraint("signatory_id", name="pk_signatory"),
    )
    op.create_index("ix_signatory_grant_id", "signatory", ["grant_id"])
