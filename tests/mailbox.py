"""A real mail server for tests, which keeps what it gets."""

import contextlib
import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.stage import free_port


class Mailbox:
    """Takes every letter, or answers with `refusal`."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refusal = ""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"


@contextlib.contextmanager
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    """A mailbox, and the port of 127.0.0.1 on which it takes letters."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield box, controller.port
    finally:
        controller.stop()


def text(letter: EmailMessage) -> str:
    """What a letter says."""
    body = letter.get_body()
    assert body is not None
    return str(body.get_content())
