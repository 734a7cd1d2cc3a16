"""Reviews that wait to be read, on the client's own page."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from server.domain import seats
from server.domain.people import Client
from server.domain.review.reviews import Review
from server.store import clips, reviews
from server.web import clip_cards
from server.web.answers import db
from server.web.clip_cards import Card

SHOWN = 6


@dataclass(frozen=True, slots=True)
class ToRead:
    """A review on the client's own page."""

    card: Card
    review: Review


async def for_client(request: web.Request, client: Client) -> Sequence[ToRead]:
    """What the client's own page says there is to read."""
    found = await reviews.unread_by(db(request), client.id, most=SHOWN)
    shown = {one.id: one for one in await clips.get_many(db(request), [one.clip_id for one in found])}
    token = request.match_info["token"]
    cards = await clip_cards.for_client(db(request), seats.client(client.id), list(shown.values()), token)
    by_id = {card.clip.id: card for card in cards}
    return [ToRead(by_id[one.clip_id], one) for one in found]
