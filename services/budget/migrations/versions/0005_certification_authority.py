"""The register of who may certify, its delegations, and on whose behalf somebody certified.

Revision ID: 0005
Revises: 0004
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("certification", sa.Column("deputy_for", sa.String(36)))
    op.create_table(
        "certification_authority",
        sa.Column("authority_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("limit_cents", sa.BigInteger()),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("file_sha256", sa.String(64)),
        *_hands(),
        sa.CheckConstraint("valid_to >= valid_from", name="ck_certification_authority_period"),
        sa.CheckConstraint("limit_cents > 0", name="ck_certification_authority_limit"),
        sa.CheckConstraint(
            "confirmed_by <> created_by AND confirmed_by <> user_id",
            name="ck_certification_authority_four_eyes",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_certification_authority_grant_id"
        ),
        sa.PrimaryKeyConstraint("authority_id", name="pk_certification_authority"),
    )
    op.create_index("ix_certification_authority_grant_id", "certification_authority", ["grant_id"])
    op.create_table(
        "certification_delegation",
        sa.Column("delegation_id", sa.String(36), nullable=False),
        sa.Column("authority_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("delegate_id", sa.String(36), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_hands(),
        sa.CheckConstraint("valid_to >= valid_from", name="ck_certification_delegation_period"),
        sa.CheckConstraint(
            "confirmed_by <> created_by AND confirmed_by <> delegate_id",
            name="ck_certification_delegation_four_eyes",
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["certification_authority.authority_id"],
            name="fk_certification_delegation_authority_id",
        ),
        sa.PrimaryKeyConstraint("delegation_id", name="pk_certification_delegation"),
    )
    op.create_index(
        "ix_certification_delegation_grant_id", "certification_delegation", ["grant_id"]
    )


def _hands() -> list[sa.Column[Any]]:
    """Who proposed, confirmed and revoked an entry, and when."""
    return [
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(36)),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_by", sa.String(36)),
        sa.Column("revoked_on", sa.Date()),
    ]
