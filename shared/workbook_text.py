"""How workbooks are written, safe against formula injection (FMT-05), as `csv_text` is for CSV."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ONLY_TEXT: Final[Mapping[str, bool]] = MappingProxyType(
    {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
)
"""Options of an XlsxWriter workbook: rows go straight to a file, a text is never anything else."""
