"""A certification keeps the role in which it was given: reports name it beside the pseudonym.

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("certification", sa.Column("office", sa.String(80), nullable=False, server_default=""))
