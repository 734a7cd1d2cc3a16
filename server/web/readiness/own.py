"""A client's side: where their health check stands, in words for them, and telling that something has changed."""

from dataclasses import dataclass

from aiohttp import web

from server import access, ids
from server.domain.readiness import changes, standing, words
from server.domain.readiness.documents import sent_since
from server.store import audit, health_documents, readiness
from server.web.answers import db, done, now, page, read
from server.web.client_page import confirmed
from server.web.readiness.rooms import tell_rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class TellChange:
    """What is different, in the client's words."""

    note: str = ""


async def show(request: web.Request) -> web.StreamResponse:
    """The page."""
    client = await confirmed(request)
    found = standing(await readiness.history(db(request), client.id), now(request))
    return page(
        request,
        "readiness/own.html",
        token=request.match_info["token"],
        client=client,
        trainer=await access.trainer_of(db(request), client),
        standing=found,
        told=words.FOR_CLIENT[found.state],
        sent=sent_since(found, await health_documents.list_for(db(request), client.id), f"c:{client.id}"),
        now_ms=now(request),
    )


async def changed(request: web.Request) -> web.StreamResponse:
    """Something about the client's health is different: no exercise until the trainer has looked at it."""
    body = await read(request, TellChange)
    client = await confirmed(request, lock=True)
    entry = changes.reopen(
        await readiness.history(db(request), client.id),
        id=ids.new(),
        client_id=client.id,
        note=body.note,
        source="told",
        by=f"c:{client.id}",
        now_ms=now(request),
    )
    await readiness.add(db(request), entry)
    await audit.note(db(request), entry.at_ms, f"c:{client.id}", "readiness.reopened", f"c:{client.id}")
    await tell_rooms(request, client.id)
    trainer = await access.trainer_of(db(request), client)
    notice = f"Thank you. {trainer.name} reads it before you train again."
    return done(request, f"/c/{request.match_info['token']}/health", notice=notice)
