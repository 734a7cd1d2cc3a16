"""Erasing a client: everything, for good, once the name was typed."""

import logging
from dataclasses import dataclass

from aiohttp import web

from server import access, ids
from server.domain import seats
from server.domain.errors import BadInput
from server.domain.jobs import Job
from server.live import LIVE
from server.store import audit, jobs
from server.store.whole import erasing
from server.web.answers import db, done, now, read
from server.web.identity import signed_in

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EraseClient:
    """The client's name, typed."""

    name: str = ""


async def erase(request: web.Request) -> web.StreamResponse:
    """Removes every row at once, and the files right after; what is left is a line of the audit without a name."""
    me = await signed_in(request)
    body = await read(request, EraseClient)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    if body.name.strip() != client.name:
        raise BadInput("Type the name exactly as it stands here.", "name")
    clips, uploads = await erasing.files_of(db(request), client.id)
    made = [job.id for job in await jobs.of(db(request), client.id)]
    await request.app[LIVE].revoke(db(request), person=seats.client(client.id))
    await jobs.drop_of(db(request), client.id, ["hand_out"])
    moment = now(request)
    detail = {"clips": clips, "uploads": uploads, "handouts": made}
    job = Job(id=ids.new(), kind="erase", subject=client.id, detail=detail, run_after_ms=moment, created_at_ms=moment)
    await jobs.add(db(request), job)
    await erasing.erase(db(request), client.id, client.name)
    await audit.note(db(request), moment, f"t:{me.id}", "client.erased", f"c:{client.id}", clips=len(clips))
    log.info("client %s was erased", client.id)
    return done(request, "/clients", notice="Erased. Nothing about them is left here.")
