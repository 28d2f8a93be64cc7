"""Where a word that no line can hold may be parted: at a joint of a German compound, else between
syllables, in an address or an id behind a sign. Few rules that part rightly where they part; a
word they do not understand stays whole as long as the line holds it.

The hyphen is drawn as U+00AD: a search, a screen reader and the check of reports hear the word as
it is written (PDF/UA-1, 7.2; ISO 32000-1, 14.8.2.2.3).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

SOFT_HYPHEN: Final = "\u00ad"
_SHORTEST = 3
"""Letters that stay together at either end of a word."""
_WORD = re.compile(r"[^\W\d_]{7,}")
_VOWELS = "aeiouyäöüAEIOUYÄÖÜ"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\S*")
_CODED = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z])[\w+/=]{20,}", re.ASCII)
"""A hash, a signature, a key: nobody could tell a sign of ours from one of its own."""
_SIGN = re.compile(r"[-/._:;,?&=@)]+(?=[\w(])")
_JOINT = re.compile(
    r"(?<=.)(?:(?:ung|heit|keit|schaft|ion|tät|ling|tum)s(?=[a-zäöü]{3})"
    r"|(?=(?:aus(?:bau|gabe|kunft|zahl)|ein(?:nahme|behalt|gang)|über(?:tr|las|sicht)|unter(?:lag|sch)"
    r"|anlage|anteil|antrag|auftrag|abruf|abrechn|(?<!be)(?<!ver)arbeit|eigen|erklär"
    r"|ermächt|erstatt|umsatz|ober(?:f|g)|öffn)))",
)
"""Behind the s that joins, and in front of second parts that begin with a vowel."""
_ONSET = re.compile(r"sch[lmnrw]?|ch|ph|th|[bdgkpt]r|[bfgkp]l|qu|[bcdfghjklmnpqrstvwxzß]$")
_CLUSTER = re.compile(f"(?<=[{_VOWELS}])[^{_VOWELS}]+(?=[{_VOWELS}])")


@dataclass(frozen=True, slots=True)
class Parting:
    """A place in a word: index of the first character of the next line, the sign drawn before."""

    at: int
    sign: str
    is_joint: bool


class Partings:
    """All places at which one word may be parted."""

    def __init__(self, text: str) -> None:
        self._found = sorted(_partings(text), key=lambda one: one.at)
        self._ends = [one.at for one in self._found]

    def last(self, start: int, end: int) -> Parting:
        """Return the best place in (``start``, ``end``]; where there is none, ``end`` itself.

        A joint goes before a later syllable, unless it would leave the line half empty.
        """
        fitting = self._found[bisect_right(self._ends, start) : bisect_right(self._ends, end)]
        joints = [one for one in fitting if one.is_joint and one.at - start >= (end - start) / 2]
        best = (joints or fitting)[-1:]
        return best[0] if best else Parting(end, "", is_joint=False)


def _partings(text: str) -> list[Parting]:
    instant = _INSTANT.fullmatch(text.rstrip())
    if instant:
        return [Parting(text.index("T"), "", is_joint=True)]
    found = {match.end(): "" for match in _SIGN.finditer(text)}
    joints = set(found)
    coded = [one.span() for one in _CODED.finditer(text)]
    for word in _WORD.finditer(text):
        if any(start <= word.start() < end for start, end in coded):
            continue
        inside = _joints(word[0])
        joints |= {word.start() + at for at in inside}
        for at in inside | _syllables(word[0], inside):
            found.setdefault(word.start() + at, SOFT_HYPHEN)
    return [Parting(at, sign, at in joints) for at, sign in found.items()]


def _joints(word: str) -> set[int]:
    return {one.end() for one in _JOINT.finditer(word.lower()) if _is_inside(one.end(), word)}


def _syllables(word: str, joints: set[int]) -> set[int]:
    """Return the places in front of the consonants that begin a syllable; none beside a joint, and
    none in "st" or "sp", which may belong to either side."""
    found = set()
    for cluster in _CLUSTER.finditer(word.lower()):
        onset = _onset(cluster[0])
        at = cluster.end() - len(onset)
        near = any(abs(at - joint) < _SHORTEST for joint in joints)
        if (
            onset
            and not near
            and _is_inside(at, word)
            and not cluster[0].endswith(("st", "sp", "spr", "str"))
        ):
            found.add(at)
    return found


def _onset(cluster: str) -> str:
    """The longest end of a cluster of consonants that can begin a syllable."""
    starts = (cluster[at:] for at in range(len(cluster)))
    return next((one for one in starts if _ONSET.fullmatch(one)), "") if cluster != "ck" else "ck"


def _is_inside(at: int, word: str) -> bool:
    return _SHORTEST <= at <= len(word) - _SHORTEST
