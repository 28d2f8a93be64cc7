"""Why a plan version makes running cost of investment money (INV-05).

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "plan_version", sa.Column("category_reason", sa.Text(), nullable=False, server_default="")
    )
