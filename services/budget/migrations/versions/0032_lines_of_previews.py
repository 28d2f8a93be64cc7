"""An import keeps its gross sums, and a preview which lines it speaks of.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("accepted_cents", "payments_cents"):
        op.add_column("import_list", sa.Column(name, sa.BigInteger(), nullable=True))
    op.create_table(
        "import_line",
        sa.Column("import_id", sa.String(36), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_list.import_id"], name="fk_import_line_import_id"
        ),
        sa.PrimaryKeyConstraint("import_id", "row", name="pk_import_line"),
    )
    op.create_index("ix_import_line_verdict", "import_line", ["import_id", "verdict", "row"])
