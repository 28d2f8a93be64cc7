"""Where the letter of a notice is fetched: budget keeps the notice, reporting draws the letter."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

LETTER_FORMATS: Final = ("pdf", "docx")
"""To read and sign, and to finish in a word processor."""


def letter_pages(grant_id: str, notice_id: str) -> dict[str, str]:
    """The addresses for a browser, by format."""
    place = f"/reporting/zuwendungen/{quote(grant_id, safe='')}/mitteilungen"
    return {one: f"{place}/{quote(notice_id, safe='')}/brief.{one}" for one in LETTER_FORMATS}


def letter_calls(grant_id: str, notice_id: str) -> dict[str, str]:
    """The addresses for programs, by format."""
    place = f"/reporting/api/v1/grants/{quote(grant_id, safe='')}/notices"
    return {one: f"{place}/{quote(notice_id, safe='')}/letter.{one}" for one in LETTER_FORMATS}
