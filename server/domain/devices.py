"""The devices a client's page opens on: the first needs nothing, each further one six digits from the trainer."""

import hmac
from dataclasses import dataclass, replace

from server.domain.errors import BadInput

CODE_LIVES_MS = 10 * 60_000
CODE_TRIES = 5
COOKIE_LIVES_S = 400 * 86_400  # the longest a browser keeps a cookie
SEEN_EVERY_MS = 60_000  # how exactly "last seen" is kept


class WrongCode(BadInput):
    """Six digits that open nothing: mistyped, too old, or tried too often."""

    code = "wrong-code"
    sentence = "This code does not fit or is more than ten minutes old. Check it, or ask your trainer for a new one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A browser that may open a client's page; `id` is the digest of a secret in its cookie."""

    id: str
    client_id: str
    generation: int  # of the link it was confirmed with; worth nothing for another
    name: str  # such as "Chrome on Android"
    created_at_ms: int
    seen_at_ms: int
    forgotten_at_ms: int | None = None  # the trainer took it back: it opens nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Six digits that confirm one more device."""

    id: str
    client_id: str
    code: str
    tries: int = 0
    created_at_ms: int
    expires_at_ms: int


def make_code(id: str, client_id: str, digits: str, now_ms: int) -> Code:
    """A fresh code of these six digits; it lives ten minutes and five tries."""
    return Code(id=id, client_id=client_id, code=digits, created_at_ms=now_ms, expires_at_ms=now_ms + CODE_LIVES_MS)


def is_open(code: Code | None, now_ms: int) -> bool:
    """Whether the right digits would still be taken."""
    return code is not None and now_ms < code.expires_at_ms and code.tries < CODE_TRIES


def try_code(code: Code | None, typed: str, now_ms: int) -> tuple[Code | None, bool]:
    """The code after this try, and whether the digits were right. A code that is not open takes nothing."""
    if code is None or not is_open(code, now_ms):
        return code, False
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    return replace(code, tries=code.tries + 1), hmac.compare_digest(digits, code.code)
