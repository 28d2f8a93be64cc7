"""The setting `CITY_LOGO`: the path of a PNG that stands on every report."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LARGEST: Final = 500 * 1024
"""It goes into every report, so it has to be small."""


class LogoError(ValueError):
    """The file cannot be a logo; says why, in German."""


def read_logo(path: str) -> bytes:
    """The bytes of the PNG, none where no path is given. Raises LogoError."""
    if not path:
        return b""
    try:
        found = Path(path).read_bytes()
    except OSError as error:
        raise LogoError(f"CITY_LOGO ist nicht lesbar ({error.strerror})") from error
    if not found.startswith(_SIGNATURE) or len(found) > _LARGEST:
        raise LogoError("CITY_LOGO muss eine PNG-Datei von höchstens 500 KB sein")
    return found
