"""Whose seal a released report bears, or why it bears none.

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
    for name, length in (("seal_subject", 240), ("seal_certificate", 64), ("seal_missing", 400)):
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("report", column)
