"""The CSV export of the city's finance system: bytes in, ``ImportRow`` values out (FMT-03).

Values only. Known vouchers, duplicates, unknown lines and measures are the use case's business; a
preview simply iterates, a commit iterates again over the kept bytes.
"""

from collections.abc import Iterator
from typing import BinaryIO

from services.budget.domain.import_row import ImportRow, Rejection, SkippedLine
from services.budget.intake.csv_record_types import VOUCHER
from services.budget.intake.csv_table import CsvTable
from services.budget.intake.profile import Profile, voucher_profiles

DEFAULT_PROFILE = "finanz-csv"


def open_finance_csv(stream: BinaryIO, profile: Profile) -> CsvTable[ImportRow]:
    """Open a voucher list; see ``CsvTable`` for ``detected``, ``tally`` and the errors.

    ``stream`` is binary, seekable and at its start. Raises ``UnreadableFile``.
    """
    return CsvTable(stream, profile, VOUCHER)


def read_rows(stream: BinaryIO, profile: Profile) -> Iterator[ImportRow | Rejection]:
    """Yield rows and rejections in file order, without the lines that are no records.

    Constant memory; a line with several faults yields several rejections with the same ``row``.
    Raises ``UnreadableFile`` before the first row.
    """
    for item in open_finance_csv(stream, profile):
        if not isinstance(item, SkippedLine):
            yield item


def profile_named(name: str) -> Profile | None:
    """Return the profile a user chose, ``None`` if there is none of that name."""
    return voucher_profiles().get(name)
