"""The hash of the population and what a finding names are as fixed as the rest of an audit.

Revision ID: 0027
Revises: 0026
"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _refuse_change(
        "audit_case_population_is_final",
        "audit_case",
        "NEW.population_sha256 <> OLD.population_sha256 OR NEW.opened_by <> OLD.opened_by",
        "an audit is final",
    )
    _refuse_change(
        "audit_finding_object_is_final",
        "audit_finding",
        "NEW.amount_cents IS DISTINCT FROM OLD.amount_cents"
        " OR NEW.expenditure_number IS DISTINCT FROM OLD.expenditure_number",
        "a finding is final",
    )


def _refuse_change(name: str, table: str, when: str, message: str) -> None:
    """A trigger that fails an UPDATE of a row for which `when` holds."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; "
            "END IF; RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} "
        f"WHEN {when.replace('IS DISTINCT FROM', 'IS NOT')} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
