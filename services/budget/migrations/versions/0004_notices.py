"""Notices to the funder, one per grant, rule and occasion.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("notice_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("occasion_key", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("before_text", sa.String(1000), nullable=False),
        sa.Column("after_text", sa.String(1000), nullable=False),
        sa.Column("effect_cents", sa.BigInteger(), nullable=True),
        sa.Column("opened_by", sa.String(36), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_notice_grant_id"),
        sa.PrimaryKeyConstraint("notice_id", name="pk_notice"),
        sa.UniqueConstraint(
            "grant_id", "rule", "occasion_key", name="uq_notice_grant_id_rule_occasion_key"
        ),
    )
    op.create_index("ix_notice_grant_id", "notice", ["grant_id"])
