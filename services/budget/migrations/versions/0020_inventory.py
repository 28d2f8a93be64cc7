"""The inventory: versions of items, and disposals released by a second person.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _items()
    _disposals()


def _items() -> None:
    op.create_table(
        "inventory_item",
        sa.Column("item_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("measure_id", sa.String(80), nullable=False),
        sa.Column("asset_class", sa.String(20), nullable=False),
        sa.Column("serial_number", sa.String(120), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("responsible_unit", sa.String(200), nullable=False),
        sa.Column("acquired_on", sa.Date(), nullable=False),
        sa.Column("net_cents", sa.BigInteger(), nullable=False),
        sa.Column("vat_cents", sa.BigInteger(), nullable=False),
        sa.Column("eligible_cents", sa.BigInteger(), nullable=False),
        sa.Column("grant_share_cents", sa.BigInteger(), nullable=False),
        sa.Column("threshold_cents", sa.BigInteger(), nullable=False),
        sa.Column("expenditure_id", sa.String(36), nullable=True),
        sa.Column("voucher_number", sa.String(120), nullable=False),
        sa.Column("useful_life_years", sa.Integer(), nullable=True),
        sa.Column("binding_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(36), nullable=False),
        sa.Column("written_at", _INSTANT, nullable=False),
        sa.CheckConstraint("net_cents > 0 AND vat_cents >= 0", name="ck_inventory_item_value"),
        sa.CheckConstraint(
            "eligible_cents >= 0 AND grant_share_cents BETWEEN 0 AND eligible_cents",
            name="ck_inventory_item_share",
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_inventory_item_grant_id"
        ),
        sa.PrimaryKeyConstraint("item_id", "version", name="pk_inventory_item"),
        sa.UniqueConstraint("grant_id", "number", "version", name="uq_inventory_item_grant_id"),
    )
    op.create_index("ix_inventory_item_expenditure_id", "inventory_item", ["expenditure_id"])
    for action in ("UPDATE", "DELETE"):
        name = f"inventory_item_no_{action.lower()}"
        _refuse(name, "inventory_item", action, "1 = 1", "a version of an item stays")


def _disposals() -> None:
    op.create_table(
        "inventory_disposal",
        sa.Column("disposal_id", sa.String(36), nullable=False),
        sa.Column("item_id", sa.String(36), nullable=False),
        sa.Column("grant_id", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("disposed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proceeds_cents", sa.BigInteger(), nullable=False),
        sa.Column("consent_reference", sa.String(200), nullable=False),
        sa.Column("consent_sha256", sa.String(64), nullable=True),
        sa.Column("proposed_by", sa.String(36), nullable=False),
        sa.Column("proposed_at", _INSTANT, nullable=False),
        sa.Column("released_by", sa.String(36), nullable=True),
        sa.Column("released_at", _INSTANT, nullable=True),
        sa.Column("income_id", sa.String(36), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("released_by <> proposed_by", name="ck_inventory_disposal_four_eyes"),
        sa.CheckConstraint(
            "released_by IS NULL OR withdrawal_reason IS NULL", name="ck_inventory_disposal_one_end"
        ),
        sa.CheckConstraint("proceeds_cents >= 0", name="ck_inventory_disposal_proceeds"),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant.grant_id"], name="fk_inventory_disposal_grant_id"
        ),
        sa.PrimaryKeyConstraint("disposal_id", name="pk_inventory_disposal"),
    )
    op.create_index("ix_inventory_disposal_grant_id", "inventory_disposal", ["grant_id"])
    standing = sa.text("withdrawal_reason IS NULL")
    op.create_index(
        "uq_inventory_disposal_item",
        "inventory_disposal",
        ["item_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    _refuse(
        "inventory_disposal_is_final",
        "inventory_disposal",
        "UPDATE",
        "OLD.released_by IS NOT NULL OR OLD.withdrawal_reason IS NOT NULL"
        " OR NEW.item_id <> OLD.item_id OR NEW.grant_id <> OLD.grant_id OR NEW.kind <> OLD.kind"
        " OR NEW.disposed_on <> OLD.disposed_on OR NEW.reason <> OLD.reason"
        " OR NEW.proceeds_cents <> OLD.proceeds_cents OR NEW.proposed_by <> OLD.proposed_by",
        "a disposal is final",
    )
    _refuse(
        "inventory_disposal_stays", "inventory_disposal", "DELETE", "1 = 1", "a disposal stays"
    )


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
