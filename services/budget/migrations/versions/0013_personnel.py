"""Posts, sealed payroll months, signed hour sheets, and what personnel cost was computed from.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_posts()
    op.create_table(
        "hour_entry",
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("post_id", sa.String(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("measure_id", sa.String(80), nullable=False),
        sa.Column("employee_mark", sa.String(40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("superior_mark", sa.String(40), nullable=False),
        sa.Column("countersigned_on", sa.Date(), nullable=False),
        sa.Column("line_mark", sa.String(64), nullable=False),
        sa.Column("import_id", sa.String(36), nullable=False),
        sa.CheckConstraint("employee_mark <> superior_mark", name="ck_hour_entry_two_persons"),
        sa.CheckConstraint("hundredths BETWEEN 1 AND 2400", name="ck_hour_entry_hours"),
        sa.PrimaryKeyConstraint("entry_id", name="pk_hour_entry"),
        sa.UniqueConstraint("grant_id", "line_mark", name="uq_hour_entry_grant_id_line_mark"),
    )
    op.create_index("ix_hour_entry_grant_id", "hour_entry", ["grant_id"])
    op.create_table(
        "personnel_calculation",
        sa.Column("calculation_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("expenditure_id", sa.String(36), nullable=False),
        sa.Column("method", sa.String(10), nullable=False),
        sa.Column("post_ids", sa.JSON(), nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("sealed_steps", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["expenditure_id"],
            ["expenditure.expenditure_id"],
            name="fk_personnel_calculation_expenditure_id",
        ),
        sa.PrimaryKeyConstraint("calculation_id", name="pk_personnel_calculation"),
        sa.UniqueConstraint("expenditure_id", name="uq_personnel_calculation_expenditure_id"),
    )
    op.create_index("ix_personnel_calculation_grant_id", "personnel_calculation", ["grant_id"])


def _create_posts() -> None:
    op.create_table(
        "personnel_post",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("post_id", sa.String(40), nullable=False),
        sa.Column("measure_id", sa.String(80), nullable=False),
        sa.Column("share_bp", sa.Integer(), nullable=False),
        sa.Column("tariff_group", sa.String(20)),
        sa.Column("existing_staff", sa.Boolean(), nullable=False),
        sa.Column("file_sha256", sa.String(64)),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.CheckConstraint("share_bp BETWEEN 1 AND 10000", name="ck_personnel_post_share"),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_personnel_post_grant_id"
        ),
        sa.PrimaryKeyConstraint("grant_id", "post_id", name="pk_personnel_post"),
    )
    op.create_table(
        "payroll_month",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("post_id", sa.String(40), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sealed_gross", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id", "post_id"],
            ["personnel_post.grant_id", "personnel_post.post_id"],
            name="fk_payroll_month_grant_id_post_id",
        ),
        sa.PrimaryKeyConstraint("grant_id", "post_id", "month", name="pk_payroll_month"),
    )
