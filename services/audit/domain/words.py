"""The words of an entry: what `q` finds.

A word is a run of letters and digits, or several joined by one of `-_./:` (`RE-2026/0042`, an id,
a date); of a joined word its parts are words too. A query is one or more beginnings of words, and
an entry matches if each of them begins one of its words. Sealed fields hold ciphertext and are
left out.
"""

import json
import re
import unicodedata
from typing import Any

MAX_WORD = 64
MIN_PREFIX = 3
"""A shorter query word has to match a whole word: its beginnings would be half of all ids."""

_JOINED = re.compile(r"[^\W_]+(?:[-_./:@]+[^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
# An id, a date, an instant or a hash is one word: nobody looks for the third group of a UUID.
_WHOLE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\d.*"
)
_ATTRIBUTES = ("id", "subject", "actor", "grantid", "type")


def words_of_text(text: str) -> set[str]:
    """The words of one text."""
    words: set[str] = set()
    for joined in _JOINED.findall(_normalised(text)):
        words.add(joined[:MAX_WORD])
        parts = _PART.findall(joined)
        if len(parts) > 1 and not _WHOLE.fullmatch(joined):
            words.update(_WHOLE.findall(joined))
            words.update(part[:MAX_WORD] for part in parts if len(part) >= MIN_PREFIX)
    return words


def words_of_body(body: bytes) -> set[str]:
    """The words of an entry's bytes; of unreadable bytes, none."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return set()
    if not isinstance(document, dict):
        return set()
    texts: set[str] = set()
    for name in _ATTRIBUTES:
        _collect(document.get(name), texts)
    _collect(document.get("data"), texts)
    words: set[str] = set()
    for text in texts:
        words |= words_of_text(text)
    return words


def _collect(value: Any, into: set[str]) -> None:
    if isinstance(value, str):
        into.add(value)
    elif isinstance(value, list):
        for one in value:
            _collect(one, into)
    elif isinstance(value, dict):
        for name, one in value.items():
            if not name.startswith("sealed_") and not name.endswith("_digest"):
                _collect(one, into)


def query_words(query: str) -> list[str]:
    """The beginnings of words a query asks for, longest first; empty without letter or digit."""
    found = {joined[:MAX_WORD] for joined in _JOINED.findall(_normalised(query))}
    return sorted(found, key=lambda word: (-len(word), word))


def is_whole(word: str) -> bool:
    """Whether a query word has to match a whole word."""
    return len(word) < MIN_PREFIX


def matches(query: list[str], words: set[str]) -> bool:
    """Whether each word of the query begins one of the words."""
    return all(
        word in words if is_whole(word) else any(one.startswith(word) for one in words)
        for word in query
    )


def may_match(query: list[str], body: bytes) -> bool:
    """Whether it is worth to take an entry's bytes apart for this query; never a false no.

    In plain ASCII without escapes a word stands in the bytes as it stands in the text.
    """
    if not body.isascii() or b"\\u" in body:
        return True
    lowered = body.lower()
    return all(word.encode() in lowered for word in query)


def _normalised(text: str) -> str:
    # NUL and lone surrogates can be written in JSON and stored in no database.
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return plain.casefold().encode("utf-8", "ignore").decode()
