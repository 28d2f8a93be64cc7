"""What a call asks for ahead, holds back and rounds off, how earlier parts were used, who signs.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drawdown", sa.Column("advance", sa.JSON(), nullable=True))
    for name in ("need_cents", "held_back_cents", "rounded_off_cents"):
        op.add_column(
            "drawdown", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")
        )
    for name in ("uses", "signatories"):
        op.add_column("drawdown", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
