"""Pack the tables of a sample as the ZIP a takeover reads."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

FOLDER = Path(__file__).parent
NAMES = ("plan.csv", "finanzierung.csv", "belege.csv", "mittelabrufe.csv", "zahlungseingaenge.csv")


def tables(sample: str) -> dict[str, bytes]:
    """The five tables of `good` or `broken` by their names."""
    return {name: (FOLDER / sample / name).read_bytes() for name in NAMES}


def packed(files: Mapping[str, bytes]) -> BinaryIO:
    """A ZIP with these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    stream.seek(0)
    return stream
