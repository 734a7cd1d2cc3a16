"""What a trainer does to a planned session: call it off and back, repeat it weekly, say how it went, move it."""

from dataclasses import dataclass

from aiohttp import web

from server import access, ids, session_notices
from server.domain import planning, sessions, wall_clock, wording
from server.domain.accounts import Account
from server.domain.errors import Conflict
from server.domain.sessions import Outcome, Session
from server.live import LIVE
from server.store import audit
from server.store import sessions as store
from server.web import letters
from server.web.answers import db, done, now, read
from server.web.edge import SETTINGS
from server.web.identity import signed_in
from server.web.readiness import booking


@dataclass(frozen=True, slots=True)
class Scope:
    """This one session, or those of its series after it as well."""

    following: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """How many more, one a week."""

    times: int = 0


@dataclass(frozen=True, slots=True)
class Reschedule:
    """The new day, and the time of day when it changes too."""

    date: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOutcome:
    """How it went; date and time only for `moved`."""

    outcome: Outcome
    notes: str | None = None
    by_phone: bool = False
    date: str = ""
    time: str = ""


async def cancel(request: web.Request) -> web.StreamResponse:
    """Calls off a session; with `following` the later ones of its series too. The page that follows can undo it."""
    me = await signed_in(request)
    scope = await read(request, Scope)
    session = await _mine(request, me)
    moment = now(request)
    chosen = [session]
    if scope.following and session.series_id:
        series = await store.in_series(db(request), session.series_id, from_ms=session.starts_at_ms, lock=True)
        series = await access.open_to(db(request), me, series)
        chosen += [one for one in series if one.id != session.id and _is_planned(one, moment)]
    for one in chosen:
        await store.save(db(request), planning.cancel(one, moment))
        await request.app[LIVE].revoke(db(request), session=one.id, code="session-over")
    await _note(request, me, "session.cancelled", session, count=len(chosen))
    notice = "The session is cancelled." if len(chosen) == 1 else f"{len(chosen)} sessions are cancelled."
    notice += await tell(request, session, planning.cancel(session, moment), len(chosen) - 1)
    return done(request, f"/sessions/{session.id}", notice=notice)


async def restore(request: web.Request) -> web.StreamResponse:
    """Takes a cancellation back; with `following` that of all which were called off in the same go."""
    me = await signed_in(request)
    scope = await read(request, Scope)
    session = await _mine(request, me)
    chosen = [session]
    if scope.following and session.series_id and sessions.is_cancelled(session):
        series = await store.in_series(db(request), session.series_id, lock=True)
        series = await access.open_to(db(request), me, series)
        chosen += [one for one in series if one.id != session.id and one.cancelled_at_ms == session.cancelled_at_ms]
    for one in chosen:
        if sessions.is_cancelled(one):
            await store.save(db(request), planning.restore(one))
    await _note(request, me, "session.restored", session, count=len(chosen))
    notice = "The session takes place." if len(chosen) == 1 else f"{len(chosen)} sessions take place."
    if sessions.is_cancelled(session):
        notice += await tell(request, session, planning.restore(session), len(chosen) - 1)
    return done(request, f"/sessions/{session.id}", notice=notice)


async def repeat(request: web.Request) -> web.StreamResponse:
    """Plans so many more, one a week, after the last of the series."""
    me = await signed_in(request)
    body = await read(request, Repeat)
    session = await _mine(request, me)
    if sessions.is_cancelled(session):
        raise Conflict("This session is cancelled. Restore it first.")
    series_id = session.series_id or session.id
    series = await store.in_series(db(request), series_id) if session.series_id else []
    last_ms = max([session.starts_at_ms, *(one.starts_at_ms for one in series if not sessions.is_cancelled(one))])
    new_ids = [ids.new() for _ in range(max(0, min(body.times, planning.MAX_REPEATS + 1)))]
    made = planning.repeat(session, new_ids, series_id=series_id, after_ms=last_ms, now_ms=now(request))
    if not session.series_id:
        await store.save(db(request), planning.begin_series(session))
    await store.add(db(request), *made)
    await _note(request, me, "session.repeated", session, count=len(made))
    words = "One more session is planned." if len(made) == 1 else f"{len(made)} more sessions are planned."
    words += await tell(request, None, made[0], len(made) - 1)
    words += booking.words(await booking.ask(request, made[-1]))
    return done(request, f"/sessions/{session.id}#series", ids=[one.id for one in made], notice=words)


async def reschedule(request: web.Request) -> web.StreamResponse:
    """Puts a session that is still ahead on another day; the answer says where it was, so that it can be undone."""
    me = await signed_in(request)
    body = await read(request, Reschedule)
    before = await _mine(request, me)
    was = wall_clock.local(before.starts_at_ms, before.time_zone)
    after = planning.reschedule(before, date=body.date, time=body.time, now_ms=now(request))
    await store.save(db(request), after)
    await _note(request, me, "session.rescheduled", after)
    is_now = wall_clock.local(after.starts_at_ms, after.time_zone)
    notice = f"{after.title}: {is_now:%A} {is_now.day} {is_now:%B}."
    notice += await tell(request, before, after)
    was_at = {"date": was.date().isoformat(), "time": f"{was:%H:%M}"}
    return done(request, f"/sessions/{after.id}", was=was_at, notice=notice)


async def set_outcome(request: web.Request) -> web.StreamResponse:
    """Says how it went, takes that back, or moves the session; a move leads to the new session."""
    me = await signed_in(request)
    body = await read(request, SetOutcome)
    before = await _mine(request, me)
    if body.outcome is Outcome.MOVED:
        return await _move(request, me, before, body)
    after = planning.close(before, body.outcome, now_ms=now(request), notes=body.notes, by_phone=body.by_phone)
    await store.save(db(request), after)
    await _note(request, me, "session.outcome", after, outcome=after.outcome.value)
    words = wording.OUTCOMES[after.outcome]
    return done(request, f"/sessions/{after.id}", outcome=after.outcome, notice=f"{words}." if words else "Taken back.")


async def _move(request: web.Request, me: Account, before: Session, body: SetOutcome) -> web.StreamResponse:
    old, new = planning.move(before, id=ids.new(), date=body.date, time=body.time, now_ms=now(request))
    await store.add(db(request), new)
    await store.save(db(request), old)
    await request.app[LIVE].revoke(db(request), session=old.id, code="session-over")
    await _note(request, me, "session.moved", old, to=new.id)
    notice = f"Moved. This is the new session.{await tell(request, before, new)}"
    return done(request, f"/sessions/{new.id}", id=new.id, notice=notice)


async def tell(request: web.Request, before: Session | None, after: Session, more: int = 0) -> str:
    """Writes to everybody for whom something is new; gives what the notice says of it, "" where no mail goes out.

    more: how many others of the series the same is true of.
    """
    told = await session_notices.tell(db(request), request.app[SETTINGS], before, after, now(request), more)
    if not told or not letters.may_send(request):
        return ""
    return f" {told[0].name} is told by a letter." if len(told) == 1 else f" {len(told)} clients are told by a letter."


def _is_planned(session: Session, now_ms: int) -> bool:
    return sessions.state(session, now_ms) is sessions.State.PLANNED and session.outcome is Outcome.UNSET


async def _mine(request: web.Request, me: Account) -> Session:
    return await access.session(db(request), me, request.match_info["session"], lock=True)


async def _note(request: web.Request, me: Account, action: str, session: Session, **detail: object) -> None:
    await audit.note(db(request), now(request), f"t:{me.id}", action, f"s:{session.id}", **detail)
