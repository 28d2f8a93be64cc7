"""Several account assignments, owed tax, and room for the names of more sealed texts.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE expenditure ADD COLUMN reverse_charge_vat_cents BIGINT DEFAULT 0 NOT NULL"
        " CONSTRAINT ck_expenditure_reverse_charge CHECK (reverse_charge_vat_cents >= 0)"
    )
    op.add_column("expenditure", sa.Column("assignments", sa.JSON()))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE expenditure ALTER COLUMN text_fields TYPE VARCHAR(300)")
        return
    # SQLite cannot change a type in place, and a copied table would lose its triggers.
    op.execute("ALTER TABLE expenditure RENAME COLUMN text_fields TO narrow_text_fields")
    op.add_column(
        "expenditure",
        sa.Column("text_fields", sa.String(300), nullable=False, server_default=""),
    )
    op.execute("UPDATE expenditure SET text_fields = narrow_text_fields")
    op.execute("ALTER TABLE expenditure DROP COLUMN narrow_text_fields")
