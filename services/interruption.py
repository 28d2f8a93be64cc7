"""What is said where somebody presses Ctrl-C, or says no when asked."""

from __future__ import annotations

from typing import Final

STATUS: Final = 130
"""How a shell names a program that SIGINT ended: 128 + 2."""

_REPEAT: Final = "derselbe Aufruf darf wiederholt werden"
_DISCARD: Final = "eine angefangene Datei bitte verwerfen und denselben Aufruf wiederholen"
_START: Final = "ein neuer Start sagt, falls etwas aufzuräumen ist"
_GO_ON: Final = {
    "token": "derselbe Aufruf gibt ein neues Token aus",
    "invite": "derselbe Aufruf gibt einen neuen Link aus",
    "import": "derselbe Aufruf darf wiederholt werden, bekannte Zeilen ändern sich nicht",
    "move-out": _DISCARD,
    "as-of": _DISCARD,
    "procedure-documentation": _DISCARD,
    "run": "derselbe Aufruf entwirft, was noch fehlt",
    "sample": _START,
    "all": _START,
    "budget": _START,
    "reporting": _START,
    "audit": _START,
}


def interrupted(command: str = "") -> str:
    """One German sentence: what was interrupted, what of it stays, and how to go on."""
    what = f"„{command}“" if command else "Der Befehl"
    how = _GO_ON.get(command, _REPEAT)
    return f"{what} wurde unterbrochen: Was schon gespeichert war, bleibt gespeichert; {how}."
