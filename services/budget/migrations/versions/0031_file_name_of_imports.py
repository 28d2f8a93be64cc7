"""An import keeps the name its file had when it was uploaded.

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "import_list", sa.Column("file_name", sa.String(200), nullable=False, server_default="")
    )
