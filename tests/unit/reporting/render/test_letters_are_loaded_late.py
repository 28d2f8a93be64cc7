"""What only letters need is not in memory while a long list is drawn."""

from __future__ import annotations

import subprocess
import sys

DRAW = """
import io, sys
from services.reporting.render.letter import render_letter
from services.reporting.render.pdf import render_pdf
import services.reporting.usecases.preparing
from tests.unit.reporting.render import samples
document = samples.voucher_list(60)
render_pdf(document, samples.frame(document), io.BytesIO())
print("docx" in sys.modules, "lxml" in sys.modules)
render_letter(document, samples.frame(document), io.BytesIO())
print("docx" in sys.modules)
"""


def test_a_list_is_drawn_without_the_library_of_letters() -> None:
    found = subprocess.run([sys.executable, "-c", DRAW], check=True, capture_output=True, text=True)
    assert found.stdout.split() == ["False", "False", "True"]
