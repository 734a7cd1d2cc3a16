"""Who watches which clip: what the handlers of one clip share."""

from dataclasses import dataclass

from aiohttp import web

from server import access
from server.domain import clips as rules
from server.domain.clips import Author, Clip
from server.domain.errors import NotFound
from server.domain.people import Client
from server.web.answers import db
from server.web.client_page import confirmed
from server.web.identity import signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """Who watches which clip: what the handlers of both sides share."""

    clip: Clip
    client: Client | None  # None: it is of the trainer alone
    actor: str  # as the audit knows them
    side: Author
    names: dict[Author, str]
    time_zone: str
    here: str  # the address of the clip's page


async def by_trainer(request: web.Request, *, lock: bool = False) -> Watching:
    """The clip of the address for its trainer; a deleted one as long as it lies in the trainer's bin."""
    me = await signed_in(request)
    clip = await access.clip(db(request), me, request.match_info["clip"], lock=lock)
    if not rules.may_watch(clip, "trainer"):
        raise NotFound
    client = None if clip.client_id is None else await access.client(db(request), me, clip.client_id)
    return Watching(
        clip=clip,
        client=client,
        actor=f"t:{me.id}",
        side="trainer",
        names={"trainer": me.name, "client": "" if client is None else client.name},
        time_zone=me.time_zone,
        here=f"/clips/{clip.id}",
    )


async def by_client(request: web.Request, *, lock: bool = False) -> Watching:
    """The clip of the address for its client: one in use."""
    client = await confirmed(request, lock=lock)
    clip = await access.clip_of(db(request), client, request.match_info["clip"], lock=lock)
    return await watching_of(request, clip, client)


async def watching_of(request: web.Request, clip: Clip, client: Client) -> Watching:
    """A clip that `access` gave to its client."""
    trainer = await access.trainer_of(db(request), client)
    return Watching(
        clip=clip,
        client=client,
        actor=f"c:{client.id}",
        side="client",
        names={"trainer": trainer.name, "client": client.name},
        time_zone=client.time_zone,
        here=f"/c/{request.match_info['token']}/clips/{clip.id}",
    )
