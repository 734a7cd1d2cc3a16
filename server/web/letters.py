"""The letters Spotter mails: what they say, and sending one once everything is stored."""

from collections.abc import Sequence

from aiohttp import web

from server.domain.accounts import Account
from server.domain.devices import Code
from server.domain.people import Client
from server.mail import Attachment, Mailer, MailOff, NoAddress
from server.web import limits
from server.web.answers import db

MAILER: web.AppKey[Mailer | None] = web.AppKey("mailer")


def may_send(request: web.Request) -> bool:
    """Whether this server is set up to send mail."""
    return request.app[MAILER] is not None


async def send(request: web.Request, to: str, subject: str, text: str, attached: Sequence[Attachment] = ()) -> None:
    """Commits, then mails: no lock waits for a mail server. Raises MailOff, NoAddress, TooMany or MailFailed."""
    mailer = request.app[MAILER]
    if mailer is None:
        raise MailOff
    if not to:
        raise NoAddress
    await limits.check(request, "mail-to", to.lower())
    await db(request).commit()
    await mailer.send(to, subject, text, attached=attached)


def personal_page(client: Client, trainer: Account, url: str) -> tuple[str, str]:
    """Subject and text of the letter that brings a client the personal link."""
    return (
        f"Your page with {trainer.name}",
        f"Hello {client.name},\n\n"
        f"this is your own page with {trainer.name}:\n\n{url}\n\n"
        "It shows your next session and lets you join it. Open it on the phone or computer you train with, and "
        "keep it: the link stays the same.\n\n"
        "Please do not pass it on. If you did not expect this letter, you can ignore it.\n",
    )


def program(client: Client, trainer: Account, name: str, url: str) -> tuple[str, str]:
    """Subject and text of the letter that brings a client a program, which is attached."""
    return (
        f"Your program from {trainer.name}: {name}",
        f"Hello {client.name},\n\n"
        f"here is {name}, to print or to keep on your phone: it is attached.\n\n"
        f"On your own page you see each day of it, and can say what you did:\n\n{url}\n\n"
        f"Write to {trainer.name} when anything hurts or is unclear.\n",
    )


def device_code(client: Client, trainer: Account, code: Code) -> tuple[str, str]:
    """Subject and text of the letter that brings a client the code for one more device."""
    return (
        f"Your code for the page with {trainer.name}",
        f"Hello {client.name},\n\nthe code for your device is\n\n{code.code[:3]} {code.code[3:]}\n\n"
        "It works for ten minutes. If you did not ask for it, somebody else has your link: please tell "
        f"{trainer.name}, who can make a new one.\n",
    )


def trainer_invite(owner: Account, name: str, url: str) -> tuple[str, str]:
    """Subject and text of the letter that invites a new trainer."""
    return (
        f"{owner.name} invites you to Spotter",
        f"Hello {name},\n\n".replace("Hello ,", "Hello,")
        + f"{owner.name} invites you to train your clients with Spotter. Make your account here:\n\n{url}\n\n"
        "The link works once, for seven days. If you did not expect this letter, you can ignore it.\n",
    )


def new_password(account: Account, url: str) -> tuple[str, str]:
    """Subject and text of the letter that brings a link for a new password."""
    return (
        "Your new password for Spotter",
        f"Hello {account.name},\n\nset a new password here:\n\n{url}\n\n"
        "The link works once, for one hour. If you did not ask for it, tell whoever runs this Spotter.\n",
    )
