"""Extensions and completions of deadlines, the proof of use, addresses for calendars.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_STANDING = sa.text("withdrawn_by IS NULL")


def upgrade() -> None:
    op.create_table(
        "deadline_extension",
        sa.Column("extension_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("duty", sa.String(80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=True),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("confirmed_by", sa.String(36), nullable=True),
        sa.Column("confirmed_at", _INSTANT, nullable=True),
        sa.CheckConstraint("confirmed_by <> created_by", name="ck_deadline_extension_four_eyes"),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_deadline_extension_grant_id"
        ),
        sa.PrimaryKeyConstraint("extension_id", name="pk_deadline_extension"),
    )
    op.create_index("ix_deadline_extension_grant_id", "deadline_extension", ["grant_id"])
    op.create_table(
        "deadline_completion",
        sa.Column("completion_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("duty", sa.String(80), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=True),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("withdrawn_by", sa.String(36), nullable=True),
        sa.Column("withdrawn_at", _INSTANT, nullable=True),
        sa.Column("withdrawal_reason", sa.String(400), nullable=True),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_deadline_completion_grant_id"
        ),
        sa.PrimaryKeyConstraint("completion_id", name="pk_deadline_completion"),
    )
    op.create_index(
        "uq_deadline_completion_standing",
        "deadline_completion",
        ["grant_id", "duty"],
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    )
    _create_proof()
    op.create_table(
        "calendar_link",
        sa.Column("link_id", sa.String(36), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=True),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("revoked_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.grant_id"], name="fk_calendar_link_grant_id"),
        sa.PrimaryKeyConstraint("link_id", name="pk_calendar_link"),
        sa.UniqueConstraint("token_hash", name="uq_calendar_link_token_hash"),
    )
    op.create_index("ix_calendar_link_user_id", "calendar_link", ["user_id"])


def _create_proof() -> None:
    op.create_table(
        "proof_attachment",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=True),
        sa.Column("filed_by", sa.String(36), nullable=False),
        sa.Column("filed_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_proof_attachment_grant_id"
        ),
        sa.PrimaryKeyConstraint("grant_id", "kind", name="pk_proof_attachment"),
    )
    op.create_table(
        "proof_signature",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("signed_by", sa.String(36), nullable=False),
        sa.Column("signed_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_proof_signature_grant_id"
        ),
        sa.PrimaryKeyConstraint("grant_id", "signed_by", name="pk_proof_signature"),
    )
