"""What a call fixed of each row in cents, and everyone who entered something into a row.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A draft from before has fixed no figures: its release asks for a new draft.
    op.add_column(
        "drawdown_expenditure",
        sa.Column("eligible_cents", sa.BigInteger(), nullable=False, server_default="0"),
    )
    op.create_table(
        "expenditure_recorder",
        sa.Column("expenditure_id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["expenditure_id"],
            ["expenditure.expenditure_id"],
            name="fk_expenditure_recorder_expenditure_id",
        ),
        sa.PrimaryKeyConstraint("expenditure_id", "user_id", name="pk_expenditure_recorder"),
    )
    for action in ("INSERT", "UPDATE"):
        name = f"certifier_is_no_recorder_{action.lower()}"
        _drop(name, "certification")
        _refuse(
            name,
            "certification",
            action,
            # Certifications of the finance system are a finding of the rules, no refusal.
            "NOT NEW.external AND (EXISTS (SELECT 1 FROM expenditure AS e"
            " WHERE e.expenditure_id = NEW.expenditure_id"
            " AND NEW.certified_by IN (e.recorded_by, e.uploaded_by))"
            " OR EXISTS (SELECT 1 FROM expenditure_recorder AS r"
            " WHERE r.expenditure_id = NEW.expenditure_id AND r.user_id = NEW.certified_by))",
            "four eyes: the recorder certifies",
        )
    _refuse(
        "recorder_is_no_certifier",
        "expenditure_recorder",
        "INSERT",
        "EXISTS (SELECT 1 FROM certification AS c WHERE NOT c.external"
        " AND c.expenditure_id = NEW.expenditure_id AND c.certified_by = NEW.user_id)",
        "four eyes: the certifier records",
    )


def _drop(name: str, table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {name}()")
        return
    op.execute(f"DROP TRIGGER {name}")


def _refuse(name: str, table: str, action: str, when: str, message: str) -> None:
    """A trigger that fails `action` on a row for which `when` holds."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
