"""A seat: what joining a session gives a device. Whether it is still good is one question, asked at every hello."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from server.domain import accounts, invites, sessions
from server.domain.accounts import Account, Login
from server.domain.devices import Device as ClientDevice
from server.domain.errors import DomainError
from server.domain.invites import Invite
from server.domain.people import Client
from server.domain.sessions import Session

Role = Literal["trainer", "client"]
Device = Literal["main", "camera", "remote"]
Verdict = Literal["good", "revoked", "session-over"]

LIVES_MS = 12 * 60 * 60_000
SENDS_ON_MS = 15 * 60_000  # after a session's end a camera still sends the moments that were asked of it


class SessionOver(DomainError):
    """The room of a session takes nobody any more."""

    code = "session-over"
    status = 409
    sentence = "This session is over."


class Removed(DomainError):
    """The trainer removed this person from the session."""

    code = "kicked"
    status = 403
    sentence = "The trainer removed you from this session. Talk to your trainer if that was a mistake."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A place in a session's room for one device of one person."""

    id: str  # the peer id, public within the room
    session_id: str
    resume: str  # digest of the secret that takes the seat back
    person: str  # t:<account>, c:<client> or g:<invite>; a person may hold several seats
    role: Role
    device: Device
    name: str
    hangs_on: str  # the login, device or invite that opened it; for a camera the seat it came from
    door: Mapping[str, str] = field(default_factory=dict)  # {address, callback, helper, emergency}
    created_at_ms: int
    revoked_at_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """All that a seat stands on; for a camera, what its first device stands on. What does not apply is None."""

    seat: Seat
    first: Seat | None  # a camera's first device; the seat itself otherwise
    session: Session
    account: Account | None = None
    may_lead: bool = False  # of an account: the session is theirs, or all who take part are shared with them to write
    login: Login | None = None
    client: Client | None = None
    device: ClientDevice | None = None
    invite: Invite | None = None


def trainer(account_id: str) -> str:
    """The person a trainer is in a room."""
    return f"t:{account_id}"


def client(client_id: str) -> str:
    """The person a client is in a room."""
    return f"c:{client_id}"


def guest(invite_id: str) -> str:
    """The person the holder of an invite is in a room."""
    return f"g:{invite_id}"


def verdict(grounds: Grounds, now_ms: int) -> Verdict:
    """Whether the seat is good; if not, why."""
    session, first = grounds.session, grounds.first
    if session.ended_at_ms is not None or sessions.is_cancelled(session):
        return "session-over"
    if grounds.seat.revoked_at_ms is not None or first is None or first.revoked_at_ms is not None:
        return "revoked"
    if now_ms > grounds.seat.created_at_ms + LIVES_MS:
        return "session-over"
    kind, _, id = first.person.partition(":")
    if kind == "t":
        return "good" if grounds.may_lead and _is_trainer(grounds, now_ms) else "revoked"
    if kind == "c":
        return "good" if id in session.client_ids and _is_client(grounds) else "revoked"
    invite = grounds.invite
    return "good" if invite is not None and invites.is_valid(invite, session, now_ms) else "revoked"


def may_send(grounds: Grounds, now_ms: int) -> bool:
    """Whether a client's second camera may send moments: while its seat is good, and a while after the end."""
    if grounds.seat.device != "camera" or grounds.client is None:
        return False
    ended_at_ms = grounds.session.ended_at_ms
    if ended_at_ms is not None and now_ms <= ended_at_ms + SENDS_ON_MS:
        grounds = _before_the_end(grounds, ended_at_ms)
    return verdict(grounds, now_ms) == "good"


def _before_the_end(grounds: Grounds, ended_at_ms: int) -> Grounds:
    """As they were: the end revokes all seats of a session at its own moment. What was revoked before stays so."""

    def held(seat: Seat) -> Seat:
        return replace(seat, revoked_at_ms=None) if seat.revoked_at_ms == ended_at_ms else seat

    return replace(
        grounds,
        seat=held(grounds.seat),
        first=held(grounds.first) if grounds.first is not None else None,
        session=replace(grounds.session, ended_at_ms=None),
    )


def _is_trainer(grounds: Grounds, now_ms: int) -> bool:
    account, login = grounds.account, grounds.login
    if account is None or account.is_disabled or login is None:
        return False
    # Hours may pass in a room without a request: only the login's full length counts, not its idle time.
    return login.account_id == account.id and now_ms < login.created_at_ms + accounts.LOGIN_MAX_MS


def _is_client(grounds: Grounds) -> bool:
    client, device = grounds.client, grounds.device
    if client is None or device is None or not client.has_link:
        return False
    if device.forgotten_at_ms is not None:
        return False
    return device.client_id == client.id and device.generation == client.link_generation
