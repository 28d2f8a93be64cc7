"""Texts that persons write for reports: versions and their releases, appended only.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "narrative_version",
        sa.Column("narrative_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger()),
        sa.Column("proposed_by", sa.String(36), nullable=False),
        sa.Column("proposed_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("narrative_id", "version", name="pk_narrative_version"),
        sa.UniqueConstraint(
            "grant_id",
            "period",
            "subject",
            "version",
            name="uq_narrative_version_grant_id_period_subject_version",
        ),
        sa.UniqueConstraint(
            "narrative_id",
            "version",
            "proposed_by",
            name="uq_narrative_version_narrative_id_version_proposed_by",
        ),
    )
    op.create_table(
        "narrative_release",
        sa.Column("narrative_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.String(36), nullable=False),
        sa.Column("released_by", sa.String(36), nullable=False),
        sa.Column("released_at", _INSTANT, nullable=False),
        sa.CheckConstraint(
            "released_by <> proposed_by", name="ck_narrative_release_four_eyes"
        ),
        sa.ForeignKeyConstraint(
            ["narrative_id", "version", "proposed_by"],
            [
                "narrative_version.narrative_id",
                "narrative_version.version",
                "narrative_version.proposed_by",
            ],
            name="fk_narrative_release_narrative_id_version_proposed_by",
        ),
        sa.PrimaryKeyConstraint("narrative_id", "version", name="pk_narrative_release"),
    )
    for table in ("narrative_version", "narrative_release"):
        _forbid_changes(table)


def _forbid_changes(table: str) -> None:
    """UPDATE and DELETE fail on both databases."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} never changes'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_never_changes BEFORE DELETE OR TRUNCATE OR UPDATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} never changes'); END"
        )
