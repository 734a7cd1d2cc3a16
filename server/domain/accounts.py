"""Accounts, their logins, and the one-time links that make or recover them. Pure: moments and ids are given."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from server.domain import contact
from server.domain.errors import Conflict, NotFound

Role = Literal["owner", "trainer"]
Purpose = Literal["owner", "trainer", "password"]

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

LOGIN_IDLE_MS = 8 * HOUR_MS
LOGIN_MAX_MS = 7 * DAY_MS
SEEN_EVERY_MS = MINUTE_MS  # how exactly "last seen" is kept
LINK_LIVES_MS: dict[Purpose, int] = {"owner": DAY_MS, "trainer": 7 * DAY_MS, "password": HOUR_MS}


class DeadLink(NotFound):
    """A one-time link that was used, taken back, or is too old."""

    title = "This link does not work"
    sentence = "It works once and for a limited time, and a newer one may have taken its place. Ask for a new link."


class EmailTaken(Conflict):
    """Two accounts cannot sign in with one address."""

    code = "email-taken"
    sentence = "There is an account with this address already. Use another one, or sign in with it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who signs in: the owner of the installation or a trainer."""

    id: str
    email: str  # lower case
    name: str
    role: Role
    created_at_ms: int
    password_hash: str = ""
    time_zone: str = ""
    phone: str = ""
    disabled_at_ms: int | None = None

    @property
    def is_owner(self) -> bool:
        """Whether this account runs the installation."""
        return self.role == "owner"

    @property
    def is_disabled(self) -> bool:
        """Whether the owner has closed this account."""
        return self.disabled_at_ms is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """One browser in which an account is signed in; `id` is the digest of its cookie's secret."""

    id: str
    account_id: str
    device: str
    created_at_ms: int
    seen_at_ms: int
    expires_at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInvite:
    """A one-time link that makes an account or sets a password; `id` is the digest of its secret."""

    id: str
    purpose: Purpose
    email: str
    name: str
    account_id: str | None
    created_at_ms: int
    expires_at_ms: int
    used_at_ms: int | None = None


def begin_login(secret_digest: str, account: Account, device: str, now_ms: int) -> Login:
    """A fresh login; `device` is what its browser says of itself."""
    return Login(
        id=secret_digest,
        account_id=account.id,
        device=device[:200],
        created_at_ms=now_ms,
        seen_at_ms=now_ms,
        expires_at_ms=now_ms + LOGIN_MAX_MS,
    )


def is_good(login: Login, now_ms: int) -> bool:
    """Whether the login still opens anything: neither too old nor too long unused."""
    return now_ms < login.expires_at_ms and now_ms < login.seen_at_ms + LOGIN_IDLE_MS


def is_open(invite: AccountInvite, now_ms: int) -> bool:
    """Whether the one-time link can still be used."""
    return invite.used_at_ms is None and now_ms < invite.expires_at_ms


def make_invite(
    secret_digest: str, purpose: Purpose, now_ms: int, *, email: str = "", name: str = "", account_id: str | None = None
) -> AccountInvite:
    """A fresh one-time link: the owner's lives a day, a trainer's seven, a password link an hour."""
    return AccountInvite(
        id=secret_digest,
        purpose=purpose,
        email=email,
        name=name,
        account_id=account_id,
        created_at_ms=now_ms,
        expires_at_ms=now_ms + LINK_LIVES_MS[purpose],
    )


def disable(account: Account, now_ms: int) -> Account:
    """The account closed from `now_ms` on; closing it twice keeps the first moment."""
    return account if account.is_disabled else replace(account, disabled_at_ms=now_ms)


def enable(account: Account) -> Account:
    """The account open again."""
    return replace(account, disabled_at_ms=None)


def with_password(account: Account, password_hash: str) -> Account:
    """The account with another password."""
    return replace(account, password_hash=password_hash)


def with_email(account: Account, email: str) -> Account:
    """The account that signs in with another, clean address."""
    return replace(account, email=email)


def with_profile(account: Account, *, name: str, phone: str, time_zone: str) -> Account:
    """The account with other details. Raises BadInput or OutOfRange."""
    return replace(
        account,
        name=contact.name(name),
        phone=contact.phone(phone),
        time_zone=contact.time_zone(time_zone),
    )


def own_path(text: str) -> str:
    """`text` if it is a path on this site that a sign-in may lead to, else the start page.

    Browsers read `//host` and `/\\host` as another site and drop tabs and line breaks, so those are refused.
    """
    if not text.startswith("/") or text.startswith("//") or len(text) > 2000:
        return "/"
    if "\\" in text or any(ord(sign) < 33 or ord(sign) == 127 for sign in text):
        return "/"
    parts = urlsplit(text)
    return "/" if parts.scheme or parts.netloc else text
