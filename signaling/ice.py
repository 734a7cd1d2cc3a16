"""ICE servers for a peer: our own STUN, the operator's, and TURN with credentials of ten minutes. Pure."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LIVES_S = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class IceSettings:
    """What the operator set. `host` and `port`: where clients reach our own STUN; port 0: nowhere."""

    host: str
    port: int
    stun_urls: Sequence[str] = ()
    turn_urls: Sequence[str] = ()
    turn_secret: str | None = None


def servers(settings: IceSettings, peer: str, now_s: int) -> list[dict[str, Any]]:
    """The `iceServers` for one peer; `peer` is its name to TURN, such as `<room>.<peer>`."""
    found: list[dict[str, Any]] = []
    if settings.port:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        found.append({"urls": f"stun:{host}:{settings.port}"})
    found += [{"urls": url} for url in settings.stun_urls]
    if settings.turn_urls and settings.turn_secret:
        username, credential = turn_credential(settings.turn_secret, peer, now_s + LIVES_S)
        found.append({"urls": list(settings.turn_urls), "username": username, "credential": credential})
    return found


def turn_credential(secret: str, peer: str, expires_s: int) -> tuple[str, str]:
    """A name and password that coturn's `use-auth-secret` takes until then (draft-uberti-behave-turn-rest-00)."""
    username = f"{expires_s}:{peer}"
    mac = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return username, base64.b64encode(mac).decode("ascii")
