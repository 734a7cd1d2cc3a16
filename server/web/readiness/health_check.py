"""The health check as a form: begun by the client in one press, and heard when it is sent in."""

from aiohttp import web

from server import access, ids
from server.domain.forms import filled as filled_rules
from server.domain.forms import library as library_rules
from server.domain.forms.filled import Filled
from server.domain.forms.starters import HEALTH_CHECK
from server.domain.people import Client
from server.domain.readiness import changes
from server.domain.readiness.screen import screened
from server.live import Live
from server.store import audit, readiness
from server.store.database import Db
from server.store.forms import filled as filled_store
from server.store.forms import library
from server.store.seats import after_commit
from server.web.answers import db, done, now
from server.web.client_page import confirmed
from server.web.forms.hooks import Sent


async def begin(request: web.Request) -> web.StreamResponse:
    """Leads the client to the health check they have begun, or to a new one in their trainer's words."""
    client = await confirmed(request, lock=True)
    filled = await open_one(request, client)
    return done(request, f"/c/{request.match_info['token']}/forms/{filled.id}", id=filled.id)


async def open_one(request: web.Request, client: Client) -> Filled:
    """The client's health check that is open, or a new one."""
    known = await filled_store.of_client(db(request), client.id, key=HEALTH_CHECK, most=20)
    waiting = next((one for one in known if one.state == "open"), None)
    if waiting is not None:
        return waiting
    trainer = await access.trainer_of(db(request), client)
    form = await access.form(db(request), trainer, HEALTH_CHECK)
    last = await library.last_version(db(request), trainer.id, form.key)
    version = library_rules.next_version(last, form, id=ids.new(), now_ms=now(request))
    if version is not last:
        await library.add_version(db(request), trainer.id, version)
    filled = filled_rules.ask(ids.new(), client.id, version, by=trainer.id, now_ms=now(request))
    await filled_store.add(db(request), filled)
    await audit.note(db(request), now(request), f"c:{client.id}", "form.begun", f"c:{client.id}", form=form.key)
    return filled


def heard(live: Live) -> Sent:
    """What is done with a health check that is sent in: where the client stands changes, and open rooms hear of it."""

    async def hear(db: Db, filled: Filled, by: str, now_ms: int) -> None:
        found = screened(filled)
        if found is None:
            return
        entries = changes.submit(
            await readiness.history(db, filled.client_id),
            ids=(ids.new(), ids.new()),
            client_id=filled.client_id,
            answers_id=filled.id,
            yes=found.yes,
            is_whole=found.is_whole,
            by=by,
            source=found.source,
            now_ms=now_ms,
        )
        await readiness.add(db, *entries)
        for entry in entries:
            await audit.note(
                db, entry.at_ms, entry.by, f"readiness.{entry.deed}", f"c:{entry.client_id}", state=entry.state.value
            )
        after_commit(db, lambda: live.soon(live.tell_gate(filled.client_id)))

    return hear
