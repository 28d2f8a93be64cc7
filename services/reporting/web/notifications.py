"""The page where somebody turns the own notifications on and off."""

from __future__ import annotations

from functools import partial
from typing import Final

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.reporting.store import letters
from services.reporting.usecases.mail_wish import LONGEST, want_mail, want_no_mail
from services.reporting.usecases.rights import DRAFTERS, RELEASERS, REMINDED
from services.reporting.web import access, means, page, reporting
from shared.errors import DomainError
from shared.web.access import occasion, principal
from shared.web.forms import Form, FormSchema, Text, filled_form, read_form
from shared.web.problems import status_of

blueprint = Blueprint(
    "reporting_notifications", __name__, url_prefix="/reporting/benachrichtigungen"
)

NOTIFIED: Final = (*DRAFTERS, *RELEASERS, *REMINDED)
REASONS: Final = {
    "recipient_refused": "Der Mailserver kennt diese Adresse nicht.",
    "not_wanted": "Nicht mehr gewünscht.",
    "settled": "Inzwischen erledigt, überholt oder nicht mehr Ihre Aufgabe.",
}
_ANY_OTHER: Final = "Der Mailserver hat sie noch nicht angenommen; es wird wieder versucht."


class WishForm(FormSchema):
    """Where to."""

    address = Text(LONGEST, required=True)


@blueprint.get("")
@access.page(*NOTIFIED)
def show() -> Response:
    """The own address and what was sent."""
    with reporting().sessions.read() as session:
        wish = letters.recipient(session, principal().user_id)
    return _page(filled_form({"address": wish.address}) if wish else Form())


def _page(form: Form, status: int = 200) -> Response:
    user_id = principal().user_id
    with reporting().sessions.read() as session:
        wish, sent = letters.recipient(session, user_id), letters.of_user(session, user_id)
    return page(
        "reporting/notifications.html",
        status,
        form=form,
        is_on=wish is not None,
        is_possible=means().mail.is_on,
        letters=sent,
        reason=lambda code: REASONS.get(code, _ANY_OTHER) if code else "",
    )


@blueprint.post("")
@access.page(*NOTIFIED)
def save() -> AnyResponse:
    """Turns them on, or to another address."""
    form = read_form(WishForm(), request.form)
    if form.data is None:
        return _page(form, 422)
    by = occasion()
    wish = partial(want_mail, address=form.data["address"], by=by)
    try:
        reporting().execute("want_mail", by, wish)
    except DomainError as error:
        return _page(form.refused(error.violations), status_of(error))
    flash("Benachrichtigungen sind eingeschaltet.", "success")
    return redirect(url_for("reporting_notifications.show"), 303)


@blueprint.post("/aus")
@access.page(*NOTIFIED)
def turn_off() -> AnyResponse:
    """Turns them off; the address is deleted."""
    by = occasion()
    reporting().execute("want_no_mail", by, partial(want_no_mail, by=by))
    flash("Benachrichtigungen sind ausgeschaltet, die Adresse ist gelöscht.", "success")
    return redirect(url_for("reporting_notifications.show"), 303)
