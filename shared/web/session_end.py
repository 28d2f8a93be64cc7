"""What somebody is told who sends a form while no session is there: nothing typed may be lost."""

from __future__ import annotations

import hashlib
import hmac

from flask import Response, current_app, render_template

SESSION_TOKEN = "csrf_token"
_FORM = b"form of "


def form_token_of(user_id: str) -> str:
    """What the CSRF tokens of this user's forms sign, the same in every session of theirs.

    A form that was open when the session ended is taken after a new log-in of the same person, and
    of nobody else. Whoever learnt a token still lacks the cookie, which no foreign page can send
    (SameSite).
    """
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, _FORM + user_id.encode(), hashlib.sha256).hexdigest()


def session_ended() -> Response:
    """401 with what happened and how to send the form again; a redirect would throw it away."""
    page = render_template("shared/session_ended.html")
    return Response(page, 401, content_type="text/html; charset=utf-8")
