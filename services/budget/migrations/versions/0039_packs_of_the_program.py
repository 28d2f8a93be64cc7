"""A grant judged by the packs of an older program is judged anew, and reporting is told (GOV-02).

Revision ID: 0039
Revises: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("grant_reassessment", sa.Column("delivered", sa.String(64), nullable=True))
