"""A role may count up to a day: access of outside auditors ends by itself.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("held_role", sa.Column("until", sa.Date()))
