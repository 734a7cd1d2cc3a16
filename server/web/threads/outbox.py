"""The outbox: letters to a trainer and their clients, and what became of them; the owner reads how many there are."""

from aiohttp import web

from server import ids
from server.domain.errors import NotFound
from server.domain.jobs import Job
from server.domain.threads import letters as rules
from server.domain.threads.letters import STATES
from server.store import clients, jobs, letters
from server.web import letters as mail
from server.web.answers import db, done, now, page
from server.web.identity import signed_in

SHOWN = 200


async def show(request: web.Request) -> web.StreamResponse:
    """The list, the newest first. What one says is shown as long as it has not left."""
    me = await signed_in(request)
    found = await letters.of_trainer(db(request), me.id, most=SHOWN)
    people = await clients.get_many(db(request), {one.client_id for one in found if one.client_id})
    return page(
        request,
        "threads/outbox.html",
        letters=found,
        names={one.id: one.name for one in people},
        counts=await letters.counts(db(request)) if me.is_owner else None,
        states=STATES,
        may_mail=mail.may_send(request),
    )


async def send(request: web.Request) -> web.StreamResponse:
    """Sends a letter once more that failed, or was kept while no mail was set up. Raises NotToBeSentAgain."""
    me = await signed_in(request)
    letter = await letters.of_trainer_by_id(db(request), me.id, request.match_info["letter"])
    if letter is None:
        raise NotFound
    moment = now(request)
    again = rules.again(letter, moment)
    await letters.save(db(request), again)
    job = Job(id=ids.new(), kind="letter", subject=again.id, run_after_ms=moment, created_at_ms=moment)
    await jobs.add(db(request), job)
    return done(request, "/outbox", notice="It is on its way again.")
