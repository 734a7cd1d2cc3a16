"""Makes ids and secrets. An id names a thing and may be seen; a secret opens it and is kept only as its digest."""

import base64
import hashlib
import secrets


def new() -> str:
    """A fresh id: 13 lower-case base32 characters, 65 random bits."""
    return base64.b32encode(secrets.token_bytes(9)).decode("ascii").lower()[:13]


def secret() -> str:
    """A fresh secret of 256 random bits, safe in a URL or a cookie."""
    return secrets.token_urlsafe(32)


def digest(text: str) -> str:
    """SHA-256 of a secret in hex: the only form in which a secret is stored."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def digits() -> str:
    """Six digits to read out. Worth something only where tries are counted and time is short."""
    return f"{secrets.randbelow(1_000_000):06d}"
