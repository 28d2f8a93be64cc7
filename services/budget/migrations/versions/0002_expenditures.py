"""Expenditures with certifications and files, calls, imports, invoices, takeovers.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_expenditures()
    _create_calls()
    _create_intake()
    _refuse(
        "expenditure_is_kept",
        "expenditure",
        "DELETE",
        "TRUE",
        "an expenditure is reversed, never deleted",
    )
    for action in ("INSERT", "UPDATE"):
        _refuse(
            f"certifier_is_no_recorder_{action.lower()}",
            "certification",
            action,
            # Certifications of the finance system are a finding of the rules, no refusal.
            "NOT NEW.external AND EXISTS (SELECT 1 FROM expenditure AS e"
            " WHERE e.expenditure_id = NEW.expenditure_id"
            " AND NEW.certified_by IN (e.recorded_by, e.uploaded_by))",
            "four eyes: the recorder certifies",
        )
        _refuse(
            f"releaser_is_no_creator_{action.lower()}",
            "drawdown_release",
            action,
            "EXISTS (SELECT 1 FROM drawdown AS d WHERE d.drawdown_id = NEW.drawdown_id"
            " AND d.created_by = NEW.released_by)",
            "four eyes: the creator releases",
        )


def _create_expenditures() -> None:
    op.create_table('creditor',
        sa.Column('key_id', sa.String(length=36), nullable=False),
        sa.Column('name_mark', sa.String(length=64), nullable=True),
        sa.Column('sealed_name', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('key_id', name='pk_creditor'),
        sa.UniqueConstraint('name_mark', name='uq_creditor_name_mark')
    )
    op.create_table('expenditure',
        sa.Column('expenditure_id', sa.String(length=36), nullable=False),
        sa.Column('grant_id', sa.String(length=80), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('family_id', sa.String(length=36), nullable=False),
        sa.Column('original_id', sa.String(length=36), nullable=True),
        sa.Column('budget_line', sa.String(length=200), nullable=False),
        sa.Column('measure_id', sa.String(length=80), nullable=False),
        sa.Column('category', sa.String(length=10), nullable=False),
        sa.Column('key_id', sa.String(length=36), nullable=False),
        sa.Column('sealed_texts', sa.Text(), nullable=False),
        sa.Column('text_fields', sa.String(length=120), nullable=False),
        sa.Column('gross_cents', sa.BigInteger(), nullable=False),
        sa.Column('vat_cents', sa.BigInteger(), nullable=False),
        sa.Column('vat_deductible_bp', sa.Integer(), nullable=False),
        sa.Column('discount_cents', sa.BigInteger(), nullable=False),
        sa.Column('retention_cents', sa.BigInteger(), nullable=False),
        sa.Column('allocation_bp', sa.Integer(), nullable=False),
        sa.Column('ineligible_cents', sa.BigInteger(), nullable=False),
        sa.Column('contract_date', sa.Date(), nullable=True),
        sa.Column('service_from', sa.Date(), nullable=False),
        sa.Column('service_to', sa.Date(), nullable=False),
        sa.Column('voucher_number', sa.String(length=120), nullable=True),
        sa.Column('invoice_number', sa.String(length=120), nullable=True),
        sa.Column('invoice_date', sa.Date(), nullable=True),
        sa.Column('payment_date', sa.Date(), nullable=True),
        sa.Column('invoice_id', sa.String(length=36), nullable=True),
        sa.Column('commitment_id', sa.String(length=36), nullable=True),
        sa.Column('split_of', sa.String(length=36), nullable=True),
        sa.Column('voucher_gross_cents', sa.BigInteger(), nullable=True),
        sa.Column('instalment_of', sa.String(length=36), nullable=True),
        sa.Column('replaces', sa.String(length=36), nullable=True),
        sa.Column('budget_year', sa.Integer(), nullable=True),
        sa.Column('product', sa.String(length=80), nullable=True),
        sa.Column('account', sa.String(length=80), nullable=True),
        sa.Column('cost_centre', sa.String(length=80), nullable=True),
        sa.Column('movement_cents', sa.BigInteger(), nullable=True),
        sa.Column('movement_vat_cents', sa.BigInteger(), nullable=True),
        sa.Column('movement_on', sa.Date(), nullable=True),
        sa.Column('movement_reference', sa.String(length=200), nullable=True),
        sa.Column('closed_on', sa.Date(), nullable=True),
        sa.Column('reversed_by', sa.String(length=36), nullable=True),
        sa.Column('drawdown_id', sa.String(length=36), nullable=True),
        sa.Column('opening', sa.Boolean(), nullable=False),
        sa.Column('duplicate_key', sa.String(length=64), nullable=True),
        sa.Column('recorded_by', sa.String(length=36), nullable=False),
        sa.Column('uploaded_by', sa.String(length=36), nullable=False),
        sa.Column('recorded_on', sa.Date(), nullable=False),
        sa.Column('recorded_at', _INSTANT, nullable=False),
        sa.Column('returned_at', _INSTANT, nullable=True),
        sa.Column('return_reason', sa.Text(), nullable=True),
        sa.Column('import_id', sa.String(length=36), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('status', sa.String(length=10), nullable=False),
        sa.Column('effective_on', sa.Date(), nullable=True),
        sa.Column('eligible_cents', sa.BigInteger(), nullable=False),
        sa.Column('paid_cents', sa.BigInteger(), nullable=False),
        sa.Column('committed_cents', sa.BigInteger(), nullable=False),
        sa.Column('expected_eligible_cents', sa.BigInteger(), nullable=False),
        sa.Column('assessment', sa.JSON(), nullable=False),
        sa.Column('wider_findings', sa.JSON(), nullable=False),
        sa.CheckConstraint("(kind IN ('credit_note', 'retention_release', 'reversal')) = (original_id IS NOT NULL)", name='ck_expenditure_original'),
        sa.CheckConstraint("kind <> 'order' OR payment_date IS NULL", name='ck_expenditure_order_unpaid'),
        sa.CheckConstraint("kind IN ('voucher', 'order', 'credit_note', 'retention_release', 'reversal')", name='ck_expenditure_kind'),
        sa.CheckConstraint("status IN ('committed', 'recorded', 'claimable', 'called')", name='ck_expenditure_status'),
        sa.CheckConstraint('allocation_bp BETWEEN 0 AND 10000', name='ck_expenditure_allocation'),
        sa.CheckConstraint('discount_cents >= 0 AND retention_cents >= 0', name='ck_expenditure_deductions'),
        sa.CheckConstraint('gross_cents > 0', name='ck_expenditure_gross'),
        sa.CheckConstraint('ineligible_cents >= 0 AND ineligible_cents <= gross_cents', name='ck_expenditure_ineligible'),
        sa.CheckConstraint('service_from <= service_to', name='ck_expenditure_service_period'),
        sa.CheckConstraint('vat_cents >= 0 AND vat_cents <= gross_cents', name='ck_expenditure_vat'),
        sa.CheckConstraint('vat_deductible_bp BETWEEN 0 AND 10000', name='ck_expenditure_vat_deductible'),
        sa.ForeignKeyConstraint(['grant_id'], ['grant.grant_id'], name='fk_expenditure_grant_id'),
        sa.ForeignKeyConstraint(['key_id'], ['creditor.key_id'], name='fk_expenditure_key_id'),
        sa.PrimaryKeyConstraint('expenditure_id', name='pk_expenditure'),
        sa.UniqueConstraint('grant_id', 'number', name='uq_expenditure_grant_id_number')
    )
    op.create_index('ix_expenditure_commitment_id', 'expenditure', ['grant_id', 'commitment_id'], unique=False, sqlite_where=sa.text('commitment_id IS NOT NULL'), postgresql_where=sa.text('commitment_id IS NOT NULL'))
    op.create_index('ix_expenditure_creditor', 'expenditure', ['key_id', 'invoice_number'], unique=False)
    op.create_index('ix_expenditure_family_id', 'expenditure', ['family_id'], unique=False)
    op.create_index('ix_expenditure_gross', 'expenditure', ['gross_cents', 'key_id'], unique=False)
    op.create_index('ix_expenditure_instalment_of', 'expenditure', ['grant_id', 'instalment_of'], unique=False, sqlite_where=sa.text('instalment_of IS NOT NULL'), postgresql_where=sa.text('instalment_of IS NOT NULL'))
    op.create_index('ix_expenditure_line', 'expenditure', ['grant_id', 'budget_line'], unique=False)
    op.create_index('ix_expenditure_split_of', 'expenditure', ['grant_id', 'split_of'], unique=False, sqlite_where=sa.text('split_of IS NOT NULL'), postgresql_where=sa.text('split_of IS NOT NULL'))
    op.create_index('ix_expenditure_status', 'expenditure', ['grant_id', 'status', 'number'], unique=False)
    op.create_index('ix_expenditure_voucher_number', 'expenditure', ['grant_id', 'voucher_number'], unique=False, sqlite_where=sa.text('voucher_number IS NOT NULL'), postgresql_where=sa.text('voucher_number IS NOT NULL'))
    op.create_index('uq_expenditure_duplicate_key', 'expenditure', ['duplicate_key'], unique=True, sqlite_where=sa.text('duplicate_key IS NOT NULL AND reversed_by IS NULL'), postgresql_where=sa.text('duplicate_key IS NOT NULL AND reversed_by IS NULL'))
    op.create_table('expenditure_effect',
        sa.Column('expenditure_id', sa.String(length=36), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('grant_id', sa.String(length=80), nullable=False),
        sa.Column('budget_line', sa.String(length=200), nullable=False),
        sa.Column('measure_id', sa.String(length=80), nullable=False),
        sa.Column('budget_year', sa.Integer(), nullable=False),
        sa.Column('counts', sa.Boolean(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('cents', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('expenditure_id', 'position', name='pk_expenditure_effect')
    )
    op.create_index('ix_expenditure_effect_sums', 'expenditure_effect', ['grant_id', 'budget_line', 'budget_year', 'kind', 'counts', 'day', 'cents'], unique=False)
    op.create_table('line_use',
        sa.Column('grant_id', sa.String(length=80), nullable=False),
        sa.Column('budget_line', sa.String(length=200), nullable=False),
        sa.Column('used_cents', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('grant_id', 'budget_line', name='pk_line_use')
    )
    op.create_table('certification',
        sa.Column('expenditure_id', sa.String(length=36), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('certified_by', sa.String(length=36), nullable=False),
        sa.Column('certified_on', sa.Date(), nullable=False),
        sa.Column('certified_at', _INSTANT, nullable=False),
        sa.Column('external', sa.Boolean(), nullable=False),
        sa.Column('person_slot', sa.String(length=60), nullable=False),
        sa.CheckConstraint("kind IN ('factual', 'arithmetical')", name='ck_certification_kind'),
        sa.ForeignKeyConstraint(['expenditure_id'], ['expenditure.expenditure_id'], name='fk_certification_expenditure_id'),
        sa.PrimaryKeyConstraint('expenditure_id', 'kind', name='pk_certification'),
        sa.UniqueConstraint('expenditure_id', 'person_slot', name='uq_certification_expenditure_id_person_slot')
    )
    op.create_table('expenditure_document',
        sa.Column('expenditure_id', sa.String(length=36), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('file_name', sa.String(length=200), nullable=False),
        sa.Column('media_type', sa.String(length=80), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('filed_by', sa.String(length=36), nullable=False),
        sa.Column('filed_at', _INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('voucher', 'payment_proof', 'contract', 'delivery', 'procurement')", name='ck_expenditure_document_kind'),
        sa.ForeignKeyConstraint(['expenditure_id'], ['expenditure.expenditure_id'], name='fk_expenditure_document_expenditure_id'),
        sa.PrimaryKeyConstraint('expenditure_id', 'kind', 'sha256', name='pk_expenditure_document')
    )
    op.create_index('ix_expenditure_document_sha256', 'expenditure_document', ['sha256'], unique=False)


def _create_calls() -> None:
    op.create_table('drawdown',
        sa.Column('drawdown_id', sa.String(length=36), nullable=False),
        sa.Column('grant_id', sa.String(length=80), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('period', sa.String(length=10), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('status', sa.String(length=20), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('cumulative_eligible_cents', sa.BigInteger(), nullable=False),
        sa.Column('entitlement_cents', sa.BigInteger(), nullable=False),
        sa.Column('previously_called_cents', sa.BigInteger(), nullable=False),
        sa.Column('amount_cents', sa.BigInteger(), nullable=False),
        sa.Column('approved_cents', sa.BigInteger(), nullable=True),
        sa.Column('expenditure_count', sa.Integer(), nullable=False),
        sa.Column('basis', sa.JSON(), nullable=False),
        sa.Column('rule_pack', sa.String(length=80), nullable=False),
        sa.Column('rule_pack_version', sa.String(length=40), nullable=False),
        sa.Column('created_by', sa.String(length=36), nullable=False),
        sa.Column('created_by_service', sa.Boolean(), nullable=False),
        sa.Column('created_at', _INSTANT, nullable=False),
        sa.Column('released_on', sa.Date(), nullable=True),
        sa.Column('submitted_on', sa.Date(), nullable=True),
        sa.Column('submission_reference', sa.String(length=200), nullable=True),
        sa.Column('decided_on', sa.Date(), nullable=True),
        sa.Column('decision_reference', sa.String(length=200), nullable=True),
        sa.Column('decision_reason', sa.Text(), nullable=True),
        sa.Column('withdrawal_reason', sa.Text(), nullable=True),
        sa.Column('opening', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('amount_cents > 0', name='ck_drawdown_amount'),
        sa.ForeignKeyConstraint(['grant_id'], ['grant.grant_id'], name='fk_drawdown_grant_id'),
        sa.PrimaryKeyConstraint('drawdown_id', name='pk_drawdown'),
        sa.UniqueConstraint('grant_id', 'number', name='uq_drawdown_grant_id_number')
    )
    op.create_index('uq_drawdown_open', 'drawdown', ['grant_id'], unique=True, sqlite_where=sa.text("status IN ('draft', 'partly_released')"), postgresql_where=sa.text("status IN ('draft', 'partly_released')"))
    op.create_index('uq_drawdown_period', 'drawdown', ['grant_id', 'period'], unique=True, sqlite_where=sa.text("status <> 'withdrawn'"), postgresql_where=sa.text("status <> 'withdrawn'"))
    op.create_table('drawdown_expenditure',
        sa.Column('drawdown_id', sa.String(length=36), nullable=False),
        sa.Column('expenditure_id', sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(['drawdown_id'], ['drawdown.drawdown_id'], name='fk_drawdown_expenditure_drawdown_id'),
        sa.ForeignKeyConstraint(['expenditure_id'], ['expenditure.expenditure_id'], name='fk_drawdown_expenditure_expenditure_id'),
        sa.PrimaryKeyConstraint('drawdown_id', 'expenditure_id', name='pk_drawdown_expenditure')
    )
    op.create_table('drawdown_release',
        sa.Column('drawdown_id', sa.String(length=36), nullable=False),
        sa.Column('released_by', sa.String(length=36), nullable=False),
        sa.Column('released_at', _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(['drawdown_id'], ['drawdown.drawdown_id'], name='fk_drawdown_release_drawdown_id'),
        sa.PrimaryKeyConstraint('drawdown_id', 'released_by', name='pk_drawdown_release')
    )
    op.create_table('drawdown_receipt',
        sa.Column('receipt_id', sa.String(length=36), nullable=False),
        sa.Column('drawdown_id', sa.String(length=36), nullable=False),
        sa.Column('grant_id', sa.String(length=80), nullable=False),
        sa.Column('received_on', sa.Date(), nullable=False),
        sa.Column('amount_cents', sa.BigInteger(), nullable=False),
        sa.Column('recorded_by', sa.String(length=36), nullable=False),
        sa.Column('recorded_at', _INSTANT, nullable=False),
        sa.CheckConstraint('amount_cents > 0', name='ck_drawdown_receipt_amount'),
        sa.ForeignKeyConstraint(['drawdown_id'], ['drawdown.drawdown_id'], name='fk_drawdown_receipt_drawdown_id'),
        sa.PrimaryKeyConstraint('receipt_id', name='pk_drawdown_receipt')
    )
    op.create_index('ix_drawdown_receipt_drawdown_id', 'drawdown_receipt', ['drawdown_id'], unique=False)
    op.create_index('ix_drawdown_receipt_grant_id', 'drawdown_receipt', ['grant_id'], unique=False)


def _create_intake() -> None:
    op.create_table('import_list',
        sa.Column('import_id', sa.String(length=36), nullable=False),
        sa.Column('grant_id', sa.String(length=80), nullable=False),
        sa.Column('profile', sa.String(length=80), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('vouchers_sha256', sa.String(length=64), nullable=True),
        sa.Column('status', sa.String(length=20), nullable=False),
        sa.Column('accepted', sa.Integer(), nullable=False),
        sa.Column('known', sa.Integer(), nullable=False),
        sa.Column('payments', sa.Integer(), nullable=False),
        sa.Column('duplicates', sa.Integer(), nullable=False),
        sa.Column('changed', sa.Integer(), nullable=False),
        sa.Column('rejected', sa.Integer(), nullable=False),
        sa.Column('uploaded_by', sa.String(length=36), nullable=False),
        sa.Column('uploaded_at', _INSTANT, nullable=False),
        sa.Column('committed_by', sa.String(length=36), nullable=True),
        sa.Column('committed_at', _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(['grant_id'], ['grant.grant_id'], name='fk_import_list_grant_id'),
        sa.PrimaryKeyConstraint('import_id', name='pk_import_list')
    )
    op.create_index('ix_import_list_grant_id', 'import_list', ['grant_id'], unique=False)
    op.create_table('import_fault',
        sa.Column('import_id', sa.String(length=36), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('row', sa.Integer(), nullable=False),
        sa.Column('column', sa.String(length=80), nullable=False),
        sa.Column('code', sa.String(length=60), nullable=False),
        sa.Column('rule', sa.String(length=20), nullable=False),
        sa.Column('message', sa.Text(), nullable=False),
        sa.Column('value', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['import_id'], ['import_list.import_id'], name='fk_import_fault_import_id'),
        sa.PrimaryKeyConstraint('import_id', 'position', name='pk_import_fault')
    )
    op.create_index('ix_import_fault_state', 'import_fault', ['import_id', 'state', 'position'], unique=False)
    op.create_table('invoice',
        sa.Column('invoice_id', sa.String(length=36), nullable=False),
        sa.Column('grant_id', sa.String(length=80), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('format', sa.String(length=20), nullable=False),
        sa.Column('file_name', sa.String(length=200), nullable=False),
        sa.Column('media_type', sa.String(length=80), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('uploaded_by', sa.String(length=36), nullable=False),
        sa.Column('uploaded_at', _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(['grant_id'], ['grant.grant_id'], name='fk_invoice_grant_id'),
        sa.PrimaryKeyConstraint('invoice_id', name='pk_invoice')
    )
    op.create_index('ix_invoice_grant_id', 'invoice', ['grant_id'], unique=False)
    op.create_table('opening',
        sa.Column('opening_id', sa.String(length=36), nullable=False),
        sa.Column('grant_id', sa.String(length=80), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('status', sa.String(length=20), nullable=False),
        sa.Column('expenditures', sa.Integer(), nullable=False),
        sa.Column('drawdowns', sa.Integer(), nullable=False),
        sa.Column('created_by', sa.String(length=36), nullable=False),
        sa.Column('created_by_service', sa.Boolean(), nullable=False),
        sa.Column('created_at', _INSTANT, nullable=False),
        sa.Column('first_released_by', sa.String(length=36), nullable=True),
        sa.Column('released_by', sa.String(length=36), nullable=True),
        sa.Column('released_at', _INSTANT, nullable=True),
        sa.CheckConstraint('released_by <> created_by', name='ck_opening_four_eyes'),
        sa.ForeignKeyConstraint(['grant_id'], ['grant.grant_id'], name='fk_opening_grant_id'),
        sa.PrimaryKeyConstraint('opening_id', name='pk_opening')
    )
    op.create_index('ix_opening_grant_id', 'opening', ['grant_id'], unique=False)
    op.create_index('uq_opening_released', 'opening', ['grant_id'], unique=True, sqlite_where=sa.text("status = 'released'"), postgresql_where=sa.text("status = 'released'"))


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
