"""Whatever a page warns of, blocks or misses, it says by which rule: where that is written and what
would make it pass stand in the building blocks that pages use for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.code_base import ROOT

SAYS: Final = re.compile(r"ui\.(rule|said_by|said|advised|folded|violations)\(")
TELLS_ALL: Final = re.compile(r"ui\.(said|advised|folded|violations)\(")
"""Blocks that also say what would make it pass."""

NO_RULE_OF_LAW: Final = {
    "Die Prüfung wurde abgebrochen",
    "Das Protokoll ist nicht in Ordnung",
    "Der Auszug wurde abgebrochen",
    "Der Nachweis führt nicht zur Prüfmarke",
    "Der Inhalt weicht vom vereinbarten Schema ab",
    "wording.MARKS[entry.mark][1]",
    "Ein Storno lässt sich nicht zurücknehmen.",
    "Zurückgegeben",  # by a person, with a reason of her own
    "Ein Filter ist nicht lesbar und wirkt deshalb nicht.",
    "Diese Adresse wird nur jetzt gezeigt.",
    "So kann die Datei nicht übernommen werden",  # the reasons stand in the table below it
    "Dieser Bericht ist durch ",
    "Der Datenstand reichte bei der Erstellung nicht bis zu den neuesten Buchungen.",
    "Nicht entworfen: ",  # each with its own advice
    "Es ist kein Mailserver eingerichtet: Zurzeit wird nichts verschickt.",
    "Seit diesem Datenstand sind ",
}
"""Alerts about the program, not about the law: the title and the sentence say what to do."""

LEADS: Final = ('class="lead"', "ui.empty(", "Gegen die Datei spricht nichts")
"""Sentences that explain how a page works; they block nothing."""


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "services").glob("*/templates/**/*.html")):
        yield path.relative_to(ROOT).as_posix(), _text(path)


def _text(path: Path) -> str:
    return path.read_text("utf-8")


def alerts() -> Iterator[tuple[str, str, str]]:
    """Template, title and everything in the alert, of those that warn or forbid."""
    for name, text in templates():
        for found in re.finditer(
            r"ui\.alert\(\"(?:warning|danger)\"[^,]*, (\"[^\"]*\"|[^)]+\])", text
        ):
            is_call = text[: found.start()].rstrip().endswith("call")
            end = (
                text.find("{% endcall %}", found.end()) if is_call else text.find("}}", found.end())
            )
            yield name, found[1].strip('"'), text[found.start() : end]


def test_every_warning_names_its_rule() -> None:
    silent = [
        (name, title)
        for name, title, body in alerts()
        if title not in NO_RULE_OF_LAW and not SAYS.search(body)
    ]
    assert silent == []


def test_an_exception_is_one() -> None:
    """A title that no page warns with, or that names its rule by now, goes from the list."""
    needed = {title for _, title, body in alerts() if not SAYS.search(body)}
    assert NO_RULE_OF_LAW - needed == set()


def test_who_must_let_another_act_reads_by_which_rule() -> None:
    silent = []
    for name, text in templates():
        for found in re.finditer(r"(zweite|weitere) Person", text):
            line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
            opened = line[line.rfind("<p") :] if "<p" in line else line
            rest = text[found.end() : found.end() + 160].split("</p>")[0].split("</span>")[0]
            explains = any(one in opened for one in LEADS) or "gefragt" in rest
            blocks = re.search(r"muss|fehlt", opened[-90:] + rest)
            if blocks and not explains and "MUN-03" not in opened + rest:
                silent.append((name, opened[-60:] + found[0] + rest[:30]))
    assert silent == []


def test_a_sentence_of_a_finding_never_stands_alone() -> None:
    """Where a template writes the sentence of a finding, its rule and the advice follow it."""
    silent = []
    for name, text in templates():
        for found in re.finditer(r"\{\{ ([\w.]+)\.message \}\}", text):
            behind = text[found.end() : found.end() + 420]
            if not TELLS_ALL.search(behind) and "remedy(" not in behind:
                silent.append((name, found[1]))
    assert silent == [
        ("services/budget/templates/budget/_ask_waiver.html", "one"),  # its finding stands above
        ("services/budget/templates/budget/measure.html", "one"),  # a criterion of a proposal
    ]


def test_every_open_deadline_says_what_meets_it() -> None:
    for name in ("_deadlines", "_pressing"):
        text = _text(ROOT / f"services/budget/templates/budget/{name}.html")
        assert "duty_remedy(" in text and "one.rule)" in text


def test_the_search_finds_what_it_looks_for() -> None:
    titles = {title for _, title, _ in alerts()}
    assert {"Löschsperre", "Noch nicht festgelegt.", "Zurückgegeben"} <= titles
    assert len(titles) > 20
