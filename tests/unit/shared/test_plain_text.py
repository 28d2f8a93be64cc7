"""Which entered texts nobody could read."""

from __future__ import annotations

import pytest
from marshmallow import ValidationError

from services.budget.api.schemas import Text as ApiText
from shared.plain_text import is_invisible
from shared.web.forms import Text as FormText

ZERO_WIDTH = "\u200b"


@pytest.mark.parametrize("text", [ZERO_WIDTH, f" {ZERO_WIDTH * 2}\ufeff", "\u2060"])
def test_what_shows_nothing_is_missing(text: str) -> None:
    assert is_invisible(text)
    with pytest.raises(ValidationError, match="Bitte ausfüllen"):
        FormText().deserialize(text)
    with pytest.raises(ValidationError):
        ApiText(20).deserialize(text)


@pytest.mark.parametrize("text", ["", "   ", f"Müller{ZERO_WIDTH}GmbH", "می\u200cخواهم"])
def test_what_shows_something_or_is_plainly_blank_is_judged_elsewhere(text: str) -> None:
    assert not is_invisible(text)
    assert FormText().deserialize(text) == text
