"""A link that opens a client's page once, on a device that needs no code then."""

from dataclasses import dataclass
from typing import Final

from server.domain.links import BrokenLink
from server.domain.people import Client

LIVES_MS: Final = 10 * 60_000
MINUTES: Final = LIVES_MS // 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MagicLink:
    """One link. Its secret is known to whoever got the letter; we keep the digest."""

    id: str
    client_id: str
    generation: int
    created_at_ms: int
    expires_at_ms: int
    used_at_ms: int | None = None


def make(digest: str, client: Client, now_ms: int) -> MagicLink:
    """A new link for this client, good for LIVES_MS."""
    return MagicLink(
        id=digest,
        client_id=client.id,
        generation=client.link_generation,
        created_at_ms=now_ms,
        expires_at_ms=now_ms + LIVES_MS,
    )


def check(link: MagicLink | None, client: Client | None, now_ms: int) -> Client:
    """The client a link opens the page of. Raises BrokenLink, the same for every reason."""
    if link is None or client is None:
        raise BrokenLink
    if link.used_at_ms is not None or link.expires_at_ms <= now_ms:
        raise BrokenLink
    if link.generation != client.link_generation or not client.has_link:
        raise BrokenLink
    return client
