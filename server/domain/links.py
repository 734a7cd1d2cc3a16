"""Links that open something without an account: made from an id and a key, shown again at will, killed by a number.

A token is `{id}.{mac}` for a client's page and a session invite, `{seat}.{expires_s}.{mac}` for a second device.
The key is passed in; nothing here is stored.
"""

import base64
import hashlib
import hmac
from typing import Literal

from server.domain.errors import DomainError, NotFound

Second = Literal["camera", "remote"]
SECONDS: tuple[Second, ...] = ("camera", "remote")
_MAC_LENGTH = 27  # base64url characters: 162 bits


class BrokenLink(NotFound):
    """A personal link, invite or second-device link that opens nothing: expired, revoked, replaced, never made."""

    title = "This link does not work"
    sentence = (
        "This link may have expired, or a newer one may have taken its place. "
        "Look for the latest message from your trainer, or ask for the link again."
    )


class DeviceNeeded(DomainError):
    """The link is good, but this device was never confirmed; the personal page says how."""

    code = "device-not-confirmed"
    status = 401
    sentence = "This device is not confirmed yet. Open your personal page and confirm it there."


def client_token(key: str, client_id: str, generation: int) -> str:
    """The token of a client's personal page."""
    return f"{client_id}.{_mac(key, 'client', client_id, generation)}"


def invite_token(key: str, invite_id: str, generation: int) -> str:
    """The token of a guest's invite to one session."""
    return f"{invite_id}.{_mac(key, 'invite', invite_id, generation)}"


def second_token(key: str, seat: str, expires_s: int, device: Second = "camera") -> str:
    """The token that lets a second device of the seat's person join, until `expires_s` (epoch seconds)."""
    return f"{seat}.{expires_s}.{_mac(key, device, seat, expires_s)}"


def person_token(key: str, purpose: str, person: str, number: int = 0) -> str:
    """A token that does one thing for one person, such as to unsubscribe. person: t:<account> or c:<client>."""
    return f"{person.replace(':', '-')}.{_mac(key, purpose, person, number)}"


def person_in(token: str) -> str:
    """The person a token speaks of: a claim, worth nothing before `is_person_token` has said so."""
    return id_in(token).replace("-", ":", 1)


def is_person_token(key: str, token: str, purpose: str, person: str, number: int = 0) -> bool:
    """Whether the token does that for that person; a calendar's address has a number, and a new one kills the older."""
    return _same(token, person_token(key, purpose, person, number))


def id_in(token: str) -> str:
    """The id a token speaks of, or nothing: a claim to look up, worth nothing before it is verified."""
    return token.partition(".")[0] if token.isascii() else ""


def is_client_token(key: str, token: str, client_id: str, generation: int) -> bool:
    """Whether the token opens that client's page in that generation."""
    return _same(token, client_token(key, client_id, generation))


def is_invite_token(key: str, token: str, invite_id: str, generation: int) -> bool:
    """Whether the token is that invite in that generation."""
    return _same(token, invite_token(key, invite_id, generation))


def second_device(key: str, token: str, now_s: int) -> tuple[str, Second] | None:
    """The seat whose person may bring this second device with the token, or None: forged, or its time is over."""
    seat, rest = id_in(token), token.partition(".")[2]
    expires, _, _ = rest.partition(".")
    if not (expires.isascii() and expires.isdigit() and len(expires) <= 12):
        return None
    for device in SECONDS:
        if _same(token, second_token(key, seat, int(expires), device)):
            return (seat, device) if now_s < int(expires) else None
    return None


def _mac(key: str, purpose: str, id: str, number: int) -> str:
    digest = hmac.new(key.encode(), f"{purpose}:{id}:{number}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_MAC_LENGTH]


def _same(token: str, right: str) -> bool:
    return hmac.compare_digest(token.encode("utf-8", "replace"), right.encode())
