"""A sending or an answer of a notice that was taken back stays, with the reason (NOTE-01).

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_withdrawal",
        sa.Column("withdrawal_id", sa.String(36), nullable=False),
        sa.Column("notice_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(1000), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=True),
        sa.Column("noted_by", sa.String(36), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("withdrawn_by", sa.String(36), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.notice_id"], name="fk_notice_withdrawal_notice_id"
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_notice_withdrawal_grant_id"
        ),
        sa.PrimaryKeyConstraint("withdrawal_id", name="pk_notice_withdrawal"),
    )
    op.create_index("ix_notice_withdrawal_grant_id", "notice_withdrawal", ["grant_id"])
