"""The inbox keeps the bytes of events, so that a report can prove what it used.

What was read before has none: the read model is emptied and the pump reads the stream again.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "seen_event",
        sa.Column("body", sa.LargeBinary(), nullable=False, server_default=sa.text("''")),
    )
    for table in ("expenditure_fact", "fact", "seen_event"):
        op.execute(f"DELETE FROM {table}")
    op.execute("UPDATE consumer_position SET next_offset = 0 WHERE consumer = 'reporting-facts'")
