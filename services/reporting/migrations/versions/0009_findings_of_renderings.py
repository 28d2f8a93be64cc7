"""What a renderer could not draw as given, as sentences with the file it made.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "report_file", sa.Column("findings", sa.Text(), nullable=False, server_default="[]")
    )
