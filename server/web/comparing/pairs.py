"""A pair of clips as its page knows it: each with its files and marks, and how both were laid out when it was kept."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access
from server.domain import clip_words, seats
from server.domain import clips as clip_rules
from server.domain import comparisons as rules
from server.domain.accounts import Account
from server.domain.clips import Author, Clip
from server.domain.comparisons import ClipDeleted, Comparison, Layout, Setup
from server.domain.errors import NotFound
from server.domain.people import Client
from server.web import clip_cards
from server.web.answers import db
from server.web.clip_cards import Card
from server.web.comparing import offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two clips that may be seen side by side by who asks."""

    first: Clip
    second: Clip
    client_id: str | None
    reader: str  # t:<account> or c:<client>
    side: Author
    time_zone: str
    here: str  # the address of the page
    under: str  # the address below which the clips lie: /clips or /c/<token>/clips


async def of_trainer(request: web.Request, me: Account, first_id: str, second_id: str) -> Pair:
    """Two clips of mine. Raises NotFound, ClipDeleted, NotOfOnePerson, NothingToSee."""
    first, second = [await access.clip(db(request), me, id) for id in (first_id, second_id)]
    if any(each.deleted_at_ms is not None for each in (first, second)):
        raise ClipDeleted
    return Pair(
        first=first,
        second=second,
        client_id=rules.check_pair(first, second),
        reader=seats.trainer(me.id),
        side="trainer",
        time_zone=me.time_zone,
        here=f"/clips/{first.id}/compare/{second.id}",
        under="/clips",
    )


async def of_client(request: web.Request, client: Client, kept: Comparison) -> Pair:
    """The two clips of what a client was sent. Raises ClipDeleted when one of them was put away."""
    token = request.match_info["token"]
    try:
        first, second = [await access.clip_of(db(request), client, id) for id in (kept.first_id, kept.second_id)]
    except NotFound:
        raise ClipDeleted from None  # both were this client's when it was sent
    return Pair(
        first=first,
        second=second,
        client_id=client.id,
        reader=seats.client(client.id),
        side="client",
        time_zone=client.time_zone,
        here=f"/c/{token}/comparisons/{kept.id}",
        under=f"/c/{token}/clips",
    )


async def cards(request: web.Request, pair: Pair) -> tuple[Card, Card]:
    """Both as cards."""
    several = [pair.first, pair.second]
    if pair.side == "trainer":
        found = await clip_cards.for_trainer(db(request), pair.reader, several)
    else:
        found = await clip_cards.for_client(db(request), pair.reader, several, request.match_info["token"])
    return found[0], found[1]


async def labels(request: web.Request, pair: Pair) -> tuple[str, str]:
    """What each is called beside the other: "Baseline" and "Reassessment" where they are that, else "" and ""."""
    for offer in await offers.of_clip(db(request), pair.first):
        if offer.clip.id == pair.second.id:
            return ("Reassessment", "Baseline") if offer.why == "Baseline" else ("Baseline", "Reassessment")
    return "", ""


def clip_config(card: Card, label: str, when: str, review: dict[str, Any]) -> dict[str, Any]:
    """One of the two, for the page's script."""
    clip = card.clip
    return {
        "id": clip.id,
        "title": card.title,
        "label": label,
        "when": when,
        "href": card.href,
        "files_at": f"{card.href}/files",
        "media": clip.media,
        "start_ms": clip.start_ms,
        "duration_ms": clip.duration_ms,
        "width": clip.width,
        "height": clip.height,
        "playable": [name for name in ("proxy", "play", "preview") if name in clip.files],
        "files": sorted(clip.files),
        "poster": card.poster,
        "length": card.length,
        "words": "" if clip.state == "ready" else clip_words.standing(clip),
        "review": review,
    }


def kept_config(kept: Comparison | None) -> dict[str, Any] | None:
    """What was kept, for the page's script."""
    if kept is None:
        return None
    return {
        "id": kept.id,
        "name": kept.name,
        "words": kept.words,
        "sent_at_ms": kept.sent_at_ms,
        "opened_at_ms": kept.opened_at_ms,
        "setup": rules.wire(kept.setup),
    }


def blank(both: tuple[Card, Card]) -> dict[str, Any]:
    """How a pair lies that nobody has laid out yet: what was filmed earlier lies left."""
    return rules.wire(Setup(layout=Layout(is_swapped=both[0].at_ms > both[1].at_ms)))


def name_for(pair: Pair, both: tuple[str, str]) -> str:
    """What a pair is offered to be called."""
    title = clip_rules.title_of(pair.first)
    other = clip_rules.title_of(pair.second)
    named = title if title == other else f"{title} and {other}"
    return f"{named}: then and now"[: rules.NAME_MOST] if any(both) else named[: rules.NAME_MOST]
