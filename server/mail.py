"""Sends mail through the server MAIL_URL names. Always after the commit: a letter must never hold a database lock."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib

from server.domain.errors import Conflict, DomainError

log = logging.getLogger(__name__)

TIMEOUT_S = 15
_NEAR = ("localhost", "127.0.0.1", "::1")


class MailFailed(DomainError):
    """The letter did not leave; what it was about is stored and can be sent another way."""

    code = "mail-failed"
    status = 502
    sentence = "The mail could not be sent: the mail server does not answer. Nothing is lost; copy the link instead."


class MailRefused(MailFailed):
    """The mail server took our call but not this letter."""

    sentence = "The mail server refused to send to this address. Check the address, or copy the link instead."


class MailOff(Conflict):
    """No MAIL_URL, so this server sends no letters."""

    code = "mail-off"
    sentence = "This server is not set up to send mail. Copy the link instead."


class NoAddress(Conflict):
    """Somebody without an e-mail address was to get a letter."""

    code = "no-address"
    sentence = "There is no e-mail address to send to. Add one, or copy the link instead."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along. type: its media type."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mailer:
    """A mail server and the address we write from."""

    url: str
    sender: str

    async def send(
        self,
        to: str,
        subject: str,
        text: str,
        headers: Mapping[str, str] | None = None,
        attached: Sequence[Attachment] = (),
    ) -> None:
        """Hands one letter to the mail server. Raises MailFailed or MailRefused within TIMEOUT_S."""
        try:
            async with asyncio.timeout(TIMEOUT_S):
                await self._send(self._letter(to, subject, text, headers or {}, attached))
        except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPNotSupported, ValueError) as problem:
            log.warning("mail refused: %s", type(problem).__name__)
            raise MailRefused from None
        except (aiosmtplib.SMTPException, OSError) as problem:
            log.warning("mail failed: %s", type(problem).__name__)
            raise MailFailed from None
        log.info("mail sent")

    async def greet(self) -> None:
        """Connects and signs in as for a letter, and sends none. Raises MailFailed within TIMEOUT_S, saying why."""
        try:
            async with asyncio.timeout(TIMEOUT_S):
                client = aiosmtplib.SMTP(**self._way())
                async with client:
                    await client.noop()
        except (aiosmtplib.SMTPException, OSError) as problem:
            raise MailFailed(str(problem).splitlines()[0] if str(problem) else "no answer") from None

    def _letter(
        self, to: str, subject: str, text: str, headers: Mapping[str, str], attached: Sequence[Attachment]
    ) -> EmailMessage:
        letter = EmailMessage()
        letter["From"] = self.sender
        letter["To"] = to
        letter["Subject"] = subject
        letter["Date"] = formatdate()
        letter["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2] or None)
        letter["Auto-Submitted"] = "auto-generated"
        for name, value in headers.items():
            letter[name] = value
        letter.set_content(text, cte="quoted-printable")
        for one in attached:
            main, _, sub = one.type.partition("/")
            letter.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
        return letter

    async def _send(self, letter: EmailMessage) -> None:
        await aiosmtplib.send(letter, **self._way())

    def _way(self) -> dict[str, Any]:
        parts = urlsplit(self.url)
        host = parts.hostname or "localhost"
        by_tls = parts.scheme == "smtps"
        # With a password nobody between us and the server may talk us out of encryption.
        must_start_tls = True if parts.username and not by_tls and host not in _NEAR else None
        return {
            "hostname": host,
            "port": parts.port or (465 if by_tls else 587),
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "use_tls": by_tls,
            "start_tls": False if by_tls else must_start_tls,
            "timeout": TIMEOUT_S,
        }


def mailer(url: str | None, sender: str) -> Mailer | None:
    """The mailer for MAIL_URL and MAIL_FROM, or None when no mail is sent from here."""
    return Mailer(url, sender) if url else None
