"""Audits: sample, findings with the city's answer, the audit note.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_FIXED = ("grant_id", "number", "kind", "scope", "seed", "limit_cents", "draw_count", "population")


def upgrade() -> None:
    _cases()
    _findings()


def _cases() -> None:
    op.create_table(
        "audit_case",
        sa.Column("audit_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("seed", sa.String(80), nullable=False),
        sa.Column("limit_cents", sa.BigInteger(), nullable=False),
        sa.Column("draw_count", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("population_sha256", sa.String(64), nullable=False),
        sa.Column("by_limit", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("opened_by", sa.String(36), nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.String(36), nullable=True),
        sa.Column("closed_at", _INSTANT, nullable=True),
        sa.CheckConstraint("(closed_by IS NULL) = (note IS NULL)", name="ck_audit_case_closed"),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_audit_case_grant_id"),
        sa.PrimaryKeyConstraint("audit_id", name="pk_audit_case"),
        sa.UniqueConstraint("grant_id", "number", name="uq_audit_case_grant_id"),
    )
    changed = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in _FIXED)
    drawn = "CAST(NEW.drawn AS TEXT) <> CAST(OLD.drawn AS TEXT)"
    limit = "CAST(NEW.by_limit AS TEXT) <> CAST(OLD.by_limit AS TEXT)"
    _refuse(
        "audit_case_is_final",
        "audit_case",
        "UPDATE",
        f"OLD.closed_by IS NOT NULL OR {changed} OR {drawn} OR {limit}",
        "an audit is final",
    )
    _refuse("audit_case_stays", "audit_case", "DELETE", "1 = 1", "an audit stays")


def _findings() -> None:
    op.create_table(
        "audit_finding",
        sa.Column("finding_id", sa.String(36), nullable=False),
        sa.Column("audit_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("weight", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("expenditure_number", sa.Integer(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("found_by", sa.String(36), nullable=False),
        sa.Column("found_at", _INSTANT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(36), nullable=True),
        sa.Column("answered_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["audit_case.audit_id"], name="fk_audit_finding_audit_id"
        ),
        sa.PrimaryKeyConstraint("finding_id", name="pk_audit_finding"),
        sa.UniqueConstraint("audit_id", "number", name="uq_audit_finding_audit_id"),
    )
    _refuse(
        "audit_finding_is_final",
        "audit_finding",
        "UPDATE",
        "OLD.answer IS NOT NULL OR NEW.text <> OLD.text OR NEW.weight <> OLD.weight"
        " OR NEW.audit_id <> OLD.audit_id OR NEW.number <> OLD.number"
        " OR NEW.found_by <> OLD.found_by",
        "a finding is final",
    )
    _refuse("audit_finding_stays", "audit_finding", "DELETE", "1 = 1", "a finding stays")


def _refuse(name: str, table: str, action: str, when: str, message: str) -> None:
    """A trigger that fails `action` on a row for which `when` holds."""
    if op.get_bind().dialect.name == "postgresql":
        row = "OLD" if action == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END $$"
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
