"""Who wants mail, and the mail that waits.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "mail_recipient",
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_mail_recipient"),
    )
    op.create_table(
        "letter",
        sa.Column("letter_id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("about", sa.String(120), nullable=False),
        sa.Column("path", sa.String(300), nullable=False),
        sa.Column("written_at", _INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _INSTANT, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("sent_at", _INSTANT),
        sa.Column("given_up_at", _INSTANT),
        sa.PrimaryKeyConstraint("letter_id", name="pk_letter"),
        sa.UniqueConstraint("user_id", "kind", "about", name="uq_letter_user_id"),
    )
    op.create_index("ix_letter_next_try_at", "letter", ["next_try_at"])
