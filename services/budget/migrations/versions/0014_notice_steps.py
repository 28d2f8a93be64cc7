"""What became of a notice: sent, answered, found by two persons not to be due.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notice") as batch:
        batch.add_column(sa.Column("sent_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("sent_by", sa.String(36), nullable=True))
        batch.add_column(sa.Column("sent_reference", sa.String(200), nullable=True))
        batch.add_column(sa.Column("sent_file", sa.String(64), nullable=True))
        batch.add_column(sa.Column("answered_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("answered_by", sa.String(36), nullable=True))
        batch.add_column(sa.Column("answer", sa.String(1000), nullable=True))
        batch.add_column(sa.Column("answer_file", sa.String(64), nullable=True))
        batch.add_column(sa.Column("dispensation_by", sa.String(36), nullable=True))
        batch.add_column(sa.Column("dispensation_reason", sa.String(1000), nullable=True))
        batch.add_column(sa.Column("dispensed_by", sa.String(36), nullable=True))
        batch.create_check_constraint("ck_notice_four_eyes", "dispensed_by <> dispensation_by")
        batch.create_check_constraint(
            "ck_notice_sent_or_dispensed", "dispensed_by IS NULL OR sent_on IS NULL"
        )
