"""A procurement file notes the creditor its newest facts name, and contracts without a file are
indexed by creditor: the watch against splitting adds both up in every grant (PROC-05).

Revision ID: 0037
Revises: 0036
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_NEWEST = """
    SELECT procurement_id, facts FROM procurement_entry one
    WHERE kind = 'revised' AND sequence = (
        SELECT max(sequence) FROM procurement_entry other
        WHERE other.procurement_id = one.procurement_id AND other.kind = 'revised'
    )
"""


def upgrade() -> None:
    op.add_column("procurement", sa.Column("key_id", sa.String(36), nullable=True))
    op.create_index("ix_procurement_key_id", "procurement", ["key_id"])
    is_bare = sa.text(
        "contract_date IS NOT NULL AND procurement_id IS NULL AND commitment_id IS NULL "
        "AND reversed_by IS NULL"
    )
    op.create_index(
        "ix_expenditure_contract",
        "expenditure",
        ["key_id", "contract_date", "kind", "category", "gross_cents", "vat_cents", "expenditure_id"],
        sqlite_where=is_bare,
        postgresql_where=is_bare,
    )
    noted = sa.text("UPDATE procurement SET key_id = :key_id WHERE procurement_id = :of_file")
    for procurement_id, facts in op.get_bind().execute(sa.text(_NEWEST)).all():
        entry = json.loads(facts) if isinstance(facts, str) else facts
        if entry["key_id"]:
            op.get_bind().execute(noted, {"key_id": entry["key_id"], "of_file": procurement_id})
