"""Amendments of a grant are numbered in the order of entry (GOV-01).

Until now two of one moment were laid over each other by their random ids; what is stored keeps the
order it was judged in.

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_NUMBERED = """
    UPDATE amendment SET number = (
        SELECT count(*) FROM amendment one
        WHERE one.grant_id = amendment.grant_id AND (
            one.created_at < amendment.created_at OR (
                one.created_at = amendment.created_at
                AND one.amendment_id <= amendment.amendment_id
            )
        )
    )
"""


def upgrade() -> None:
    op.add_column("amendment", sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
    op.execute(_NUMBERED)
    op.create_index("ix_amendment_number", "amendment", ["grant_id", "number"], unique=True)
