"""A role may count up to a day: access of outside auditors ends by itself.

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
    op.add_column("held_role", sa.Column("until", sa.Date()))
