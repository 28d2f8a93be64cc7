"""Every change of roles and locks, so that the rights of any day can be told.

Revision ID: 0017
Revises: 0016
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_CHANGES = sa.table(
    "access_change",
    sa.column("change_id", sa.String),
    sa.column("user_id", sa.String),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("change", sa.String),
    sa.column("actor", sa.String),
    sa.column("locked", sa.Boolean),
    sa.column("roles", sa.JSON),
)


def upgrade() -> None:
    op.create_table(
        "access_change",
        sa.Column("change_id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change", sa.String(30), nullable=False),
        sa.Column("actor", sa.String(36), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("change_id", name="pk_access_change"),
    )
    op.create_index("ix_access_change_user_id", "access_change", ["user_id"])
    _keep_what_holds_now()


def _keep_what_holds_now() -> None:
    """Before this day only the log knows who had which rights."""
    connection = op.get_bind()
    held: dict[str, list[dict[str, str | None]]] = {}
    for user_id, role, grant_id in connection.execute(
        sa.text("SELECT user_id, role, grant_id FROM held_role ORDER BY user_id, role, grant_id")
    ):
        one = {"role": role, "grant_id": None if grant_id == "*" else grant_id}
        held.setdefault(user_id, []).append(one)
    users = list(connection.execute(sa.text("SELECT user_id, locked FROM principal")))
    for user_id, locked in users:
        connection.execute(
            _CHANGES.insert().values(
                change_id=str(uuid.uuid4()),
                user_id=user_id,
                at=sa.func.current_timestamp(),
                change="taken_over",
                actor=user_id,
                locked=bool(locked),
                roles=held.get(user_id, []),
            )
        )
