"""Work that takes longer than a request waits: verifying a long log.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "long_work",
        sa.Column("work_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("grant_id", sa.String(80)),
        sa.Column("actor", sa.String(36), nullable=False),
        sa.Column("arguments", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer()),
        sa.Column("ordered_at", _INSTANT, nullable=False),
        sa.Column("began_at", _INSTANT),
        sa.Column("holder", sa.String(36)),
        sa.Column("lease_until", _INSTANT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(64)),
        sa.Column("body", sa.String(64)),
        sa.Column("outcome", sa.Text()),
        sa.PrimaryKeyConstraint("work_id", name="pk_long_work"),
    )
    for column in ("subject", "grant_id", "state", "scope"):
        op.create_index(f"ix_long_work_{column}", "long_work", [column])
