"""A voucher knows when its payment was first entered, whatever its day was corrected to (GOB-01).

What is stored so far does not tell a first entry from a day moved to another half-year; it stays
judged as before.

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "expenditure",
        sa.Column("payment_entered_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.execute("UPDATE expenditure SET payment_entered_at = payment_recorded_at")
