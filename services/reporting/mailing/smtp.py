"""Hands mail to the city's server, secured before anything is said; standard library only."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Final

from shared.mail_settings import MailSettings

_PATIENCE_S: Final = 20.0


class NotDelivered(Exception):
    """The server did not take the mail; `code` is a stable word, `is_final` says that trying again
    is no use. The server's own words stay out: they may quote an address."""

    def __init__(self, code: str, *, is_final: bool = False) -> None:
        super().__init__(code)
        self.code, self.is_final = code, is_final


def deliver(settings: MailSettings, mail: EmailMessage) -> None:
    """Sends one mail to its one recipient. Raises NotDelivered."""
    try:
        with _connected(settings) as server:
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        if min(code for code, _ in error.recipients.values()) >= 500:
            raise NotDelivered("recipient_refused", is_final=True) from error
        raise NotDelivered("recipient_delayed") from error
    except smtplib.SMTPAuthenticationError as error:
        raise NotDelivered("login_refused") from error
    except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
        raise NotDelivered("not_secured") from error
    except smtplib.SMTPResponseException as error:
        raise NotDelivered("server_refused", is_final=error.smtp_code == 554) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered("server_unreachable") from error


@contextmanager
def _connected(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    place = (settings.host, settings.port)
    if settings.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            *place, timeout=_PATIENCE_S, context=_context(settings)
        )
    else:
        server = smtplib.SMTP(*place, timeout=_PATIENCE_S)
    with server:
        if settings.scheme == "smtp":
            server.starttls(context=_context(settings))
        if settings.user:
            server.login(settings.user, settings.password)
        yield server


def _context(settings: MailSettings) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=settings.authority or None)
