"""The check as one file to run anywhere: `python pruefen.pyz BERICHT.pdf` (PEP 441).

It is a ZIP of the very modules of this package, so whoever does not trust it unpacks and reads it.
"""

from __future__ import annotations

import io
import sys
import zipfile
from importlib import resources

from .fonts import TABLE
from .form import FORM
from .known_words import TABLE as WORDS

NAME = "pruefen.pyz"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODULES = (
    "__init__", "added_up", "amounts", "attachments", "audit_rows", "award", "belongings",
    "call_rows", "certificates", "change_page", "chart_data", "chart_words", "checklist", "cms",
    "command", "content", "csv_files", "curves", "drafted", "drawing", "due_rows", "duties",
    "editions", "enclosures", "entitled", "font_program", "fonts", "forecast", "form", "furniture",
    "interest_rows", "kept_lists", "known_words", "labels", "languages", "layout", "lengths",
    "limits", "log", "measure_rows", "named", "named_rows", "not_compared", "notice_rows",
    "numbering", "omitted", "one_thing", "open_points", "outcome", "overview", "overviews",
    "package_lists", "packet", "pdf_file", "pdf_objects", "pdf_text", "personnel_rows", "pictures",
    "places", "printed", "procurement_rows", "prose", "qr_code", "reading_order", "register_words",
    "registers", "releases", "report", "report_findings", "rule_list", "sampled", "seal",
    "seal_trust", "seal_words", "sentences", "side_file", "skeleton", "spoken", "step_words",
    "steps", "strict_json", "strokes", "sums", "told", "told_lists", "told_texts", "told_values",
    "voucher_fields", "voucher_words", "vouchers", "waived", "xref",
)  # fmt: skip
_START = '''"""python pruefen.pyz BERICHT.pdf: needs Python 3.11 and the package cryptography."""

import importlib.util
import sys

if sys.version_info < (3, 11):
    sys.exit("Das Prüfprogramm braucht Python 3.11 oder neuer.")
if importlib.util.find_spec("cryptography") is None:
    sys.exit("Es fehlt das Paket cryptography: python -m pip install cryptography")

from pruefung.command import main

sys.exit(main())
'''


def check_archive() -> bytes:
    """The file; the same bytes each time."""
    source = resources.files("services.reporting.check")
    target = io.BytesIO()
    target.write(b"#!/usr/bin/env python3\n")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _MODULES:
            _add(archive, f"pruefung/{name}.py", (source / f"{name}.py").read_text("utf-8"))
        _add(archive, f"pruefung/{TABLE}", (source / TABLE).read_text("ascii"))
        for name in (FORM, WORDS):
            _add(archive, f"pruefung/{name}", (source / name).read_text("ascii"))
        _add(archive, "__main__.py", _START)
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, text)


if __name__ == "__main__":  # for whoever compares what a server hands out with this source
    sys.stdout.buffer.write(check_archive())
