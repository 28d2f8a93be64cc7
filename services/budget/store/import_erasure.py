"""What an import keeps in clear and may name a person: taken away with that person, or the file."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.budget.domain.duplicate import is_named_in
from services.budget.store.imports import ImportFaultRow, ImportRecordRow
from shared.keyring import ERASED

_FORGOTTEN = "Der Grund nannte einen Zahlungsempfänger, dessen Angaben gelöscht sind."


def forget_name_in_imports(session: Session, name: str) -> None:
    """Takes the name of a creditor out of file names and out of every Klärungsliste.

    A file name goes as a whole where it holds a word of the name; of an entry the value and the
    reason, while line, column and rule stay.
    """
    named = session.execute(
        select(ImportRecordRow.import_id, ImportRecordRow.file_name).where(
            ImportRecordRow.file_name != ""
        )
    )
    ids = [row.import_id for row in named if is_named_in(name, row.file_name)]
    _forget_file_names(session, ImportRecordRow.import_id, ids)
    fault = ImportFaultRow
    session.execute(
        update(fault)
        .where(
            or_(
                fault.value.contains(name, autoescape=True),
                fault.message.contains(name, autoescape=True),
            )
        )
        .values(value=ERASED, message=_FORGOTTEN)
    )


def forget_names_of_files(session: Session, sha256: Collection[str]) -> None:
    """Takes the names of lists away whose bytes go."""
    _forget_file_names(session, ImportRecordRow.sha256, sha256)


def _forget_file_names(
    session: Session, column: InstrumentedAttribute[str], values: Collection[str]
) -> None:
    session.execute(update(ImportRecordRow).where(column.in_(values)).values(file_name=""))
