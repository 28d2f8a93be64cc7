"""An entry of the Klärungsliste keeps the values of the rule pack that decided it.

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_fault", sa.Column("deciding", sa.JSON(), nullable=False, server_default="[]"))
