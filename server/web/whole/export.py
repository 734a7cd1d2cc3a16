"""Handing out everything about a client: asked for, made in the background, stopped, fetched within a day."""

from dataclasses import dataclass

from aiohttp import web

from server import access, handouts, ids
from server.domain import clip_words
from server.domain.errors import Conflict, NotFound
from server.domain.jobs import Job
from server.domain.people import Client
from server.store import audit, jobs
from server.web.answers import db, done, json, now
from server.web.edge import SETTINGS
from server.web.identity import signed_in


class BeingMade(Conflict):
    """The file is being made already."""

    code = "being-made"
    sentence = "It is being made already. You find it here as soon as it is ready."


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the file stands. state: waiting, running, done or failed."""

    state: str
    percent: int
    at_ms: int
    size: str = ""
    problem: str = ""


async def ask(request: web.Request) -> web.StreamResponse:
    """Has the file made anew; an older one goes."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    before = await _job(request, client)
    if before is not None and before.state in ("waiting", "running"):
        raise BeingMade
    await _forget(request, client)
    moment = now(request)
    job = Job(id=ids.new(), kind="hand_out", subject=client.id, run_after_ms=moment, created_at_ms=moment)
    await jobs.add(db(request), job)
    await audit.note(db(request), moment, f"t:{me.id}", "client.exported", f"c:{client.id}")
    return done(request, f"/clients/{client.id}/story#export", id=job.id, notice="It is being made.")


async def cancel(request: web.Request) -> web.StreamResponse:
    """Stops the making, or removes what was made."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    await _forget(request, client)
    return done(request, f"/clients/{client.id}/story", notice="The file is gone.")


async def look(request: web.Request) -> web.StreamResponse:
    """Where it stands, for the page that waits for it."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    found = await standing(request, client)
    if found is None:
        return json({"state": "none", "percent": 0})
    return json({"state": found.state, "percent": found.percent})


async def fetch(request: web.Request) -> web.StreamResponse:
    """The file."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    job = await _job(request, client)
    if job is None or job.state != "done":
        raise NotFound
    path = handouts.path_of(request.app[SETTINGS], job.id)
    if not path.is_file():
        raise NotFound
    headers = {"Content-Disposition": f'attachment; filename="everything-{client.id}.zip"'}
    return web.FileResponse(path, headers={**headers, "Content-Type": "application/zip"})


async def standing(request: web.Request, client: Client) -> Standing | None:
    """Where the file of a client stands; None when nobody asked, for one who is shared, and after its day."""
    if access.share_of(db(request)) is not None:
        return None
    job = await _job(request, client)
    if job is None:
        return None
    path = handouts.path_of(request.app[SETTINGS], job.id)
    if job.state == "done" and not path.is_file():
        return None
    size = clip_words.size(path.stat().st_size) if job.state == "done" else ""
    at_ms = job.finished_at_ms or job.created_at_ms
    return Standing(state=job.state, percent=job.percent, at_ms=at_ms, size=size, problem=job.problem)


async def _job(request: web.Request, client: Client) -> Job | None:
    found = [job for job in await jobs.of(db(request), client.id) if job.kind == "hand_out"]
    return found[-1] if found else None


async def _forget(request: web.Request, client: Client) -> None:
    """Takes its jobs away: whoever is at one finds it gone at the next step. What they made is removed soon after."""
    await jobs.drop_of(db(request), client.id, ["hand_out"])
