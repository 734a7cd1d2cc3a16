"""Red flags: the trainer says of what happened in a session whether it was one."""

from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from server import access, ids
from server.domain.readiness import changes
from server.domain.readiness import flags as rules
from server.store import audit, readiness, red_flags
from server.web.answers import db, done, now, read
from server.web.identity import signed_in
from server.web.readiness.rooms import tell_rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideFlag:
    """The verdict, and what it was in a word."""

    verdict: Literal["confirmed", "dismissed"]
    word: str = ""


async def decide(request: web.Request) -> web.StreamResponse:
    """Confirms a flag, which reopens readiness, or dismisses it. The same said twice changes nothing."""
    me = await signed_in(request)
    body = await read(request, DecideFlag)
    before, client = await access.red_flag(db(request), me, request.match_info["flag"], lock=True)
    after = rules.decide(before, body.verdict, body.word, by=f"t:{me.id}", now_ms=now(request))
    here = f"/clients/{client.id}/health"
    if after is before:
        return done(request, here, verdict=after.verdict)
    await red_flags.save(db(request), after)
    await audit.note(
        db(request), now(request), f"t:{me.id}", f"flag.{after.verdict}", f"c:{client.id}", session=after.session_id
    )
    if after.verdict == "dismissed":
        return done(request, here, verdict=after.verdict, notice="Noted: no red flag.")
    entry = changes.reopen(
        await readiness.history(db(request), client.id),
        id=ids.new(),
        client_id=client.id,
        note=after.word or after.kind,
        source="room" if after.session_id else "told",
        by=f"t:{me.id}",
        session_id=after.session_id or "",
        now_ms=now(request),
    )
    await readiness.add(db(request), entry)
    await tell_rooms(request, client.id)
    notice = f"{client.name} does not train until you have reviewed it."
    return done(request, here, verdict=after.verdict, notice=notice)
