"""Takes accepted lines over, hundreds at a time: rows, files, certifications, effects, events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget import ExpenditurePaid, ExpenditureRecorded
from services.budget.domain.expenditure import DocumentKind
from services.budget.intake.voucher_zip import file_stem
from services.budget.store.certification import (
    CertificationRow,
    certification_values,
)
from services.budget.store.creditor import key_for
from services.budget.store.document import DocumentRow
from services.budget.store.expenditure import ExpenditureRow, plain_row
from services.budget.store.expenditure_family import (
    Stored,
    StoredFamily,
    domain_row,
    next_number,
)
from services.budget.store.expenditure_texts import open_texts, seal_with, texts_of
from services.budget.store.recorder import note_recorder
from services.budget.store.tables import OUTBOX
from services.budget.usecases.assessment import (
    Assessed,
    assess_families,
    assessment_columns,
    keep_first,
)
from services.budget.usecases.assessment_world import World
from services.budget.usecases.expenditure import draft_values, seal_row, translate_duplicate
from services.budget.usecases.expenditure_admission import Entry
from services.budget.usecases.expenditure_snapshot import MakeEvent, prepared
from services.budget.usecases.import_payment import refused_payments
from services.budget.usecases.import_row import certifications_of
from services.budget.usecases.import_sorting import SortedLine
from services.budget.usecases.means import Means
from services.budget.usecases.reassessment import neighbours_of, reassess_and_announce, settle
from shared.errors import Violation
from shared.keyring import Sealer
from shared.occasion import Occasion

_DOCUMENT_COLUMNS = tuple(column.key for column in DocumentRow.__table__.columns)


@dataclass(frozen=True)
class FiledVoucher:
    """A file of the archive that came with the list, already in the file store but in a trial."""

    sha256: str
    file_name: str
    media_type: str
    size: int


class Writer:
    """Writes the lines of one import within one transaction; the grant must be locked."""

    def __init__(
        self,
        session: Session,
        world: World,
        *,
        import_id: str | None,
        uploaded_by: str,
        files: Mapping[str, FiledVoucher],
        by: Occasion,
        means: Means,
        opening: bool = False,
    ) -> None:
        self._opening = opening
        self._session = session
        self._world = world
        self._import_id = import_id
        self._uploaded_by = uploaded_by
        self._files = files
        self._by = by
        self._means = means
        self._number = next_number(session, world.grant_id)
        self._keys: dict[str, str] = {}
        self._sealers: dict[str, Sealer] = {}
        self._touched: set[str] = set()

    def record(self, lines: Sequence[SortedLine]) -> list[Assessed]:
        """Stores new vouchers with their events."""
        built = [self._stored(line, line.entry) for line in lines if line.entry is not None]
        families = [StoredFamily(one, {one.row.expenditure_id: one}) for one in built]
        found = assess_families(self._session, self._world, families)
        assessed = [Assessed(one, found[one.row.expenditure_id], True) for one in built]
        self._insert(assessed)
        texts = [texts_of(line.entry.new) for line in lines if line.entry is not None]
        self._publish(assessed, texts)
        self._touched |= {name for one in built for name in neighbours_of(self._session, [one.row])}
        return assessed

    def pay(self, lines: Sequence[SortedLine]) -> dict[int, list[Violation]]:
        """Records payments of stored vouchers; answers refused ones by their line."""
        refused = refused_payments(self._session, self._world, lines, self._by)
        announced: dict[str, MakeEvent] = {}
        for line in lines:
            row, stored = line.row, line.stored
            if stored is None or row.payment_date is None or row.row in refused:
                continue
            stored.payment_date = row.payment_date
            stored.payment_recorded_at = stored.payment_entered_at = self._by.now
            stored.discount_cents = row.discount_cents
            stored.version += 1
            if row.payment_reference:
                texts = dict(open_texts(self._session, self._means.keyring, stored))
                texts["payment_reference"] = row.payment_reference
                seal_row(self._session, self._means, stored, texts)
            announced[stored.expenditure_id] = lambda shot, related: ExpenditurePaid(
                shot, self._import_id, related
            )
        if announced:
            note_recorder(self._session, announced, self._by.actor)
            settle(
                self._session,
                self._world,
                announced,
                cause="expenditure_paid",
                by=self._by,
                means=self._means,
            )
        return refused

    def finish(self) -> None:
        """Assesses orders that were invoiced anew, once each."""
        reassess_and_announce(
            self._session,
            self._world,
            self._touched,
            cause="import_committed",
            by=self._by,
            means=self._means,
        )

    def _stored(self, line: SortedLine, entry: Entry) -> Stored:
        values = draft_values(
            self._world,
            entry,
            line.warnings,
            by=self._by,
            key_id=self._key(entry),
            expenditure_id=self._by.new_id(),
            number=self._number,
        )
        self._number += 1
        row = plain_row(values)
        row.uploaded_by = self._uploaded_by
        row.import_id = self._import_id
        row.opening = self._opening
        row.sealed_texts = seal_with(
            self._sealer(row.key_id), row.expenditure_id, texts_of(entry.new)
        )
        documents = self._documents(row)
        certifications = self._certifications(line, row)
        domain = domain_row(row, certifications, documents)
        return Stored(row, domain, certifications, documents)

    def _key(self, entry: Entry) -> str:
        known = self._keys.get(entry.name_mark)
        if known is None:
            known = key_for(
                self._session,
                self._means.keyring,
                entry.name_mark,
                entry.new.creditor,
                self._by.new_id(),
            )
            self._keys[entry.name_mark] = known
        return known

    def _sealer(self, key_id: str) -> Sealer:
        """Looked up once per import: the key cannot be erased while this transaction runs."""
        known = self._sealers.get(key_id)
        if known is None:
            known = self._sealers[key_id] = self._means.keyring.sealer(self._session, key_id)
        return known

    def _documents(self, row: ExpenditureRow) -> list[DocumentRow]:
        file = self._files.get(file_stem(row.voucher_number or ""))
        if file is None:
            return []
        return [
            DocumentRow(
                expenditure_id=row.expenditure_id,
                kind=DocumentKind.VOUCHER.value,
                filed_by=self._uploaded_by,
                filed_at=self._by.now,
                sha256=file.sha256,
                file_name=file.file_name,
                media_type=file.media_type,
                size=file.size,
            )
        ]

    def _certifications(self, line: SortedLine, row: ExpenditureRow) -> list[CertificationRow]:
        if not self._world.rules.expenditure.external_certifications:
            return []
        persons = self._world.rules.expenditure.certification_persons
        given = certifications_of(line.row, self._means.index)
        return [
            CertificationRow(
                **certification_values(row.expenditure_id, one, self._by, persons=persons)
            )
            for one in given
        ]

    def _insert(self, assessed: Sequence[Assessed]) -> None:
        values = []
        for one in assessed:
            for name, value in assessment_columns(one.assessment).items():
                setattr(one.row, name, value)
            values.append(dict(vars(one.row)))
        documents = [
            _values(file, _DOCUMENT_COLUMNS) for one in assessed for file in one.stored.documents
        ]
        certifications = [
            _certification(given) for one in assessed for given in one.stored.certifications
        ]
        try:
            self._insert_all(ExpenditureRow, values)
        except IntegrityError as error:
            raise translate_duplicate(error, self._world.grant_id) from error
        self._insert_all(DocumentRow, documents)
        self._insert_all(CertificationRow, certifications)
        keep_first(self._session, assessed)

    def _insert_all(self, table: Any, values: list[dict[str, Any]]) -> None:
        if values:
            self._session.execute(insert(table.__table__), values)

    def _publish(self, assessed: Sequence[Assessed], texts: Sequence[dict[str, str]]) -> None:
        def make(shot: Any, related: tuple[str, ...]) -> ExpenditureRecorded:
            return ExpenditureRecorded(shot, self._import_id, related)

        rows = [
            prepared(one, make, by=self._by, texts=text, sealer=self._sealer(one.row.key_id))
            for one, text in zip(assessed, texts, strict=True)
        ]
        OUTBOX.add_prepared(self._session, rows)


def _values(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _certification(row: CertificationRow) -> dict[str, Any]:
    return _values(row, tuple(column.key for column in CertificationRow.__table__.columns))
