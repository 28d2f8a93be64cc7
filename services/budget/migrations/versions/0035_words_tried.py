"""A changed list of blocked words reaches stored purposes (ELG-11).

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "word_trial",
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_word_trial_grant_id"
        ),
        sa.PrimaryKeyConstraint("grant_id", name="pk_word_trial"),
    )
