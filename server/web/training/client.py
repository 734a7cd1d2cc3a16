"""A client's program on their own phone: the page, the script that lets it open without a signal, and its log."""

from typing import Any

from aiohttp import web

from server import access
from server.domain.errors import NotFound
from server.domain.forms.starters import CHECK_IN
from server.domain.people import Client
from server.domain.training import served
from server.store import clips, exercises, training
from server.store.forms import filled
from server.web import clip_files, devices, files
from server.web.answers import db, now, page, read
from server.web.client_page import confirmed
from server.web.clip_files import Reader
from server.web.edge import training_page
from server.web.pages import STATIC
from server.web.training import course, gates, lasts, sync
from server.web.training.course import Course
from server.web.training.sync import Sending

FORMS_LOOKED_AT = 20
WORKER = STATIC / "js" / "training" / "worker.js"


async def show(request: web.Request) -> web.StreamResponse:
    """The page: the days near today, readable without script, and done with it."""
    client = await confirmed(request)
    found = await course.of_client(request, client)
    answer = page(
        request,
        "training/page.html",
        token=request.match_info["token"],
        client=client,
        program=found.program,
        config=await _config(request, client, found),
    )
    devices.renew(request, answer)
    return training_page(answer)


async def worker(request: web.Request) -> web.StreamResponse:
    """The script that keeps the page for when there is no signal, for this link and no other."""
    await confirmed(request)
    headers = {"Service-Worker-Allowed": f"/c/{request.match_info['token']}", "Cache-Control": "no-cache"}
    return web.FileResponse(WORKER, headers={**headers, "Content-Type": files.TYPES[".js"]})


async def log(request: web.Request) -> web.StreamResponse:
    """Takes what a device of the client's kept, and tells what their others said."""
    body = await read(request, Sending)
    client = await confirmed(request, lock=True)
    taken = await sync.take(request, client, body.entries, by="client")
    return await sync.answer(request, client, body.after, taken)


async def picture(request: web.Request) -> web.StreamResponse:
    """A photo or a clip by which the trainer shows an exercise, whether a program or a room comes to it."""
    client = await confirmed(request)
    shown = {clip for one in await exercises.list_for(db(request), client.trainer_id) for clip in one.details.clips}
    if request.match_info["clip"] not in shown:
        raise NotFound
    clip = await access.shown_clip(db(request), client, request.match_info["clip"])
    return await clip_files.send(request, clip, Reader(f"c:{client.id}", "client"))


async def _check_in(request: web.Request, client: Client, base: str) -> dict[str, str] | None:
    """The weekly form, when the client is asked to fill one in."""
    for one in await filled.of_client(db(request), client.id, most=FORMS_LOOKED_AT):
        if one.key == CHECK_IN and one.state == "open":
            return {"href": f"{base}/forms/{one.id}", "title": one.text.title}
    return None


async def _config(request: web.Request, client: Client, found: Course) -> dict[str, Any]:
    """What the page's script starts from."""
    trainer = await access.trainer_of(db(request), client)
    base = f"/c/{request.match_info['token']}"
    near = _near(found)
    keys = served.keys_of(near)
    known = await course.library(request, client.trainer_id, keys)
    shown = {one.id for one in near}
    log = [
        {"seq": one.seq, "by": one.by, "entry": one.entry.wire()}
        for one in found.said
        if one.entry.day in shown or not one.entry.day
    ]
    log += [{"seq": 0, "by": "trainer", "entry": one.wire()} for one in found.in_rooms if one.day in shown]
    shows = await clips.get_many(db(request), [id for one in known.values() for id in one.details.clips])
    there = {one.id: one.media for one in shows if one.deleted_at_ms is None and "poster.jpg" in one.files}
    drawings = f"/static/{request.app[files.VERSION]}/exercises"
    return {
        "base": base,
        "page": f"{base}/program",
        "client": {"id": client.id, "name": client.name},
        "trainer": {"name": trainer.name, "phone": trainer.phone},
        "now_ms": now(request),
        "gate": await gates.of_client(request, client, base),
        "program": served.program(found.program, near, found.now, gates.spotted(known.values()))
        if found.program
        else None,
        "exercises": {
            key: served.exercise(one, f"{base}/program/pictures", there, drawings) for key, one in known.items()
        },
        "lasts": await lasts.of_client(request, client, found.now.id if found.now else "", found),
        "log": log,
        "check_in": await _check_in(request, client, base),
        "seq": await training.head_of(db(request), client.id),
        "worker": f"{base}/program/worker.js?v={request.app[files.VERSION]}",
    }


def _near(found: Course) -> Any:
    return served.days_near(found.days, found.now)
