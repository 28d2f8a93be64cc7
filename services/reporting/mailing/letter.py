"""The words of a notification: what is to be done and where, nothing else.

Mail travels through foreign hands and stays there: no figure, no name, no title of a grant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

DRAFTS_WAITING: Final = "drafts_waiting"
SECOND_RELEASE: Final = "second_release"
DRAFT_FAILED: Final = "draft_failed"
DEADLINE_NEAR: Final = "deadline_near"
DEADLINE_OVERDUE: Final = "deadline_overdue"

_SUBJECTS: Final = {
    DRAFTS_WAITING: "Fördernachweis: Entwürfe warten auf Freigabe",
    SECOND_RELEASE: "Fördernachweis: eine zweite Freigabe fehlt",
    DRAFT_FAILED: "Fördernachweis: ein fälliger Bericht ließ sich nicht entwerfen",
    DEADLINE_NEAR: "Fördernachweis: eine Frist rückt näher",
    DEADLINE_OVERDUE: "Fördernachweis: eine Frist ist überschritten",
}
_SENTENCES: Final = {
    DRAFTS_WAITING: "der Berichtslauf hat Berichte entworfen. Zwei Personen müssen sie freigeben:",
    SECOND_RELEASE: "ein Bericht ist einmal freigegeben. Eine zweite Person muss ihn freigeben:",
    DRAFT_FAILED: "der Berichtslauf konnte einen fälligen Bericht nicht entwerfen. Er versucht es "
    "wieder; der Grund steht hier:",
    DEADLINE_NEAR: "eine Frist rückt näher, und sie ist noch nicht erledigt. Bis wann was zu tun "
    "ist, steht hier:",
    DEADLINE_OVERDUE: "eine Frist ist überschritten oder verlangt sofort etwas, und sie ist noch "
    "nicht erledigt. Was zu tun ist, steht hier:",
}


@dataclass(frozen=True)
class Letter:
    """One notification: its `kind`, the page it leads to (`path`), when it was written."""

    letter_id: str
    kind: str
    path: str
    written_at: datetime


def message(letter: Letter, *, sender: str, recipient: str, url: str) -> EmailMessage:
    """The mail; the same letter has the same Message-ID however often it is sent."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, recipient
    mail["Subject"] = _SUBJECTS[letter.kind]
    mail["Date"] = format_datetime(letter.written_at)
    mail["Message-ID"] = f"<{letter.letter_id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        f"Guten Tag,\n\n{_SENTENCES[letter.kind]}\n\n{url}{letter.path}\n\n"
        "Diese Nachricht hat das Programm geschrieben. Abstellen lässt sie sich hier:\n\n"
        f"{url}/reporting/benachrichtigungen\n",
        cte="quoted-printable",
    )
    return mail
