"""A measure says what it is for and with whom the city does it, for its sheet (R10).

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measure", sa.Column("goal", sa.Text(), nullable=False, server_default=""))
    op.add_column("measure", sa.Column("partners", sa.String(500), nullable=False, server_default=""))
