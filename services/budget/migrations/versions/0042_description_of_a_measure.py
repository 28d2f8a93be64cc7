"""Goal and partners of a measure can change: each change is a row that stays, with its reason.

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_TABLE = "measure_description"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("measure_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("partners", sa.String(500), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id", "measure_id"],
            ["measure.grant_id", "measure.measure_id"],
            name="fk_measure_description_measure",
        ),
        sa.PrimaryKeyConstraint("grant_id", "measure_id", "number", name="pk_measure_description"),
    )
    for action, name in (("UPDATE", "is_final"), ("DELETE", "stays")):
        _refuse(f"{_TABLE}_{name}", action)


def _refuse(name: str, action: str) -> None:
    """A trigger that fails every `action` on the table."""
    message = "what was said of a measure stays"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {_TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {_TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
