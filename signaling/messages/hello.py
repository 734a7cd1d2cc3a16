"""The handshake."""

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from signaling.messages.values import Ms, PeerId

PROTOCOL = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """What a page sends as `auth` when its socket connects: the seat that joining gave it, and how far it has read."""

    room: Annotated[str, Meta(min_length=1, max_length=64)]
    peer: PeerId
    resume: Annotated[str, Meta(min_length=16, max_length=128)]
    protocol: int
    since: Ms = 0  # the last seq it knows; 0: nothing
