"""The first records of a list, read once and split as any profile would split them."""

import io
from collections.abc import Sequence
from itertools import islice
from typing import BinaryIO, Final

from services.budget.domain.import_row import Rejection
from services.budget.intake.csv_encoding import codec_of_head
from services.budget.intake.csv_header import SEARCHED_RECORDS
from services.budget.intake.csv_lines import records
from services.budget.intake.datev_batch import with_derived
from services.budget.intake.profile import Profile
from services.budget.intake.workbook import MAGIC, WorkbookLines

HEAD_BYTES: Final = 256 * 1024
"""How much of a text is looked at: 5 KiB for each record in which a header is searched."""

Records = Sequence[tuple[int, list[str]] | Rejection]


class ListHead:
    """The records among which a header may stand; ``stream`` is left at its start.

    Of a text the first 256 KiB are read, a workbook is opened once. Raises ``UnreadableFile``
    for what no profile could read: see ``codec_of_head``, ``WorkbookLines``.
    """

    def __init__(self, stream: BinaryIO, any_profile: Profile) -> None:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        self._text = ""
        self._split: dict[str, Records] = {}
        self._cells: Records | None = None
        if head.startswith(MAGIC):
            # Headers are texts, and how a profile writes days and amounts touches none of them.
            self._cells = tuple(islice(WorkbookLines(stream, any_profile), SEARCHED_RECORDS))
            stream.seek(0)
        else:
            self._text = head.decode(codec_of_head(head), errors="surrogateescape")

    def records(self, profile: Profile) -> Records:
        """Return them as the profile would see them; a batch with its derived columns."""
        if self._cells is not None:
            return self._cells
        found = self._split.get(profile.delimiter)
        if found is None:
            lines = records(io.StringIO(self._text, newline=""), profile.delimiter)
            found = self._split[profile.delimiter] = tuple(islice(lines, SEARCHED_RECORDS))
        return with_derived(found) if profile.batch else found
