"""A voucher knows since when the books have known its payment (MUN-14).

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "expenditure",
        sa.Column("payment_recorded_at", sa.DateTime(timezone=True), nullable=True),
    )
