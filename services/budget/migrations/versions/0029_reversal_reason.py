"""The row that reverses another says why.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("expenditure", sa.Column("reversal_reason", sa.Text(), nullable=True))
