"""Breaking text into lines; every soft line end keeps a space, so extracted words stay apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.reporting.render.pdf.fonts import Face
from services.reporting.render.pdf.hyphens import SOFT_HYPHEN, Partings

_PARTABLE = re.compile(r" +|(?<=[^\W_]{2}[-/])(?=[^\W\d_])")
_IN_A_PERIOD = (
    r"(?<!\d\. (?=Quartal|Halbjahr))"  # 1. Halbjahr
    r"(?<!Quartal (?=\d{4}))(?<!Halbjahr (?=\d{4}))"
)
_BREAKABLE = re.compile(rf" +{_IN_A_PERIOD}|(?<=[^\W_]{{2}}[-/])(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Piece of a line in one face; ``language`` only where it differs."""

    face: Face
    text: str
    language: str = ""


Line = list[Fragment]


def break_text(text: str, face: Face, width: float, size: float) -> list[str]:
    """Break a text of one face; the common case, a text that fits, costs one multiplication."""
    limit = width * 1000 / size
    if len(text) * face.widest <= limit or face.width(text) <= limit:
        return [text]
    broken = break_fragments([Fragment(face, text)], width, size)
    return ["".join(fragment.text for fragment in line) for line in broken]


def break_fragments(fragments: Iterable[Fragment], width: float, size: float) -> list[Line]:
    """Break fragments into lines no wider than ``width`` points at ``size``.

    Breaks at spaces but for those within the name of a period, after a hyphen or slash before a
    letter, and inside a word only if it alone is wider than the line: then with a hyphen at a joint
    or between syllables (``hyphens``).
    """
    limit = width * 1000 / size
    lines: list[Line] = [[]]
    used = 0
    for word in _fitting_words(fragments, limit):
        wide = sum(one.face.width(one.text) for one in word)
        bare = wide - _trailing_space(word)
        if used and used + bare > limit:
            lines.append([])
            used = 0
        if bare > limit:
            used = _split_word(word, limit, lines)
        else:
            lines[-1].extend(word)
            used += wide
    return [_merged(line) for line in lines]


def _fitting_words(fragments: Iterable[Fragment], limit: float) -> Iterator[Line]:
    """Yield words; the name of a period that no line can hold is several."""
    for word in _words(fragments, _BREAKABLE):
        if sum(one.face.width(one.text) for one in word) - _trailing_space(word) > limit:
            yield from _words(word, _PARTABLE)
        else:
            yield word


def _words(fragments: Iterable[Fragment], breakable: re.Pattern[str]) -> Iterator[Line]:
    """Yield words with the spaces behind them; a word may run over several fragments."""
    word: Line = []
    for fragment in fragments:
        pieces = list(_pieces(fragment.text, breakable))
        for number, piece in enumerate(pieces, start=1):
            word.append(Fragment(fragment.face, piece, fragment.language))
            if number < len(pieces) or piece.endswith(" "):
                yield word
                word = []
    if word:
        yield word


def _pieces(text: str, breakable: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for match in breakable.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _trailing_space(word: Line) -> int:
    last = word[-1]
    return last.face.width(last.text) - last.face.width(last.text.rstrip(" "))


def _split_word(word: Line, limit: float, lines: list[Line]) -> int:
    """Part a word that no line can hold at the last place that fits; return the width used."""
    text = "".join(one.text for one in word)
    widths = [one.face.widths[char] for one in word for char in one.text]
    partings, start = Partings(text), 0
    hyphen = word[0].face.widths[SOFT_HYPHEN]
    while _fitting(widths, start, limit) < len(text.rstrip(" ")):
        parting = partings.last(start, _fitting(widths, start, limit - hyphen))
        lines[-1].extend(_cut(word, start, parting.at))
        if parting.sign:
            last = lines[-1][-1]
            lines[-1].append(Fragment(last.face, parting.sign, last.language))
        lines.append([])
        start = parting.at
    lines[-1].extend(_cut(word, start, len(text)))
    return sum(widths[start:])


def _fitting(widths: list[int], start: int, limit: float) -> int:
    """Return the end of the longest run from ``start`` within ``limit``, at least one character."""
    used, end = widths[start], start + 1
    while end < len(widths) and used + widths[end] <= limit:
        used += widths[end]
        end += 1
    return end


def _cut(word: Line, start: int, end: int) -> Iterator[Fragment]:
    """Yield the characters from ``start`` to ``end`` of a word in their fragments."""
    begin = 0
    for one in word:
        piece = one.text[max(0, start - begin) : max(0, end - begin)]
        if piece:
            yield Fragment(one.face, piece, one.language)
        begin += len(one.text)


def _merged(line: Line) -> Line:
    """Join neighbours of one face and language into one fragment: fewer operators."""
    merged: Line = []
    for one in line:
        if merged and merged[-1].face is one.face and merged[-1].language == one.language:
            merged[-1] = Fragment(one.face, merged[-1].text + one.text, one.language)
        else:
            merged.append(one)
    return merged
