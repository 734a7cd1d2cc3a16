"""Another time for a session: a client proposes, the trainer takes one or none, and calendars follow the session."""

from dataclasses import dataclass

from aiohttp import web

from server import access, ids, notices
from server.domain import seats, sessions, wall_clock, wording
from server.domain.accounts import Account
from server.domain.errors import DomainError
from server.domain.people import Client
from server.domain.sessions import Session
from server.domain.threads import choices as choices_rules
from server.domain.threads import letters as letter_rules
from server.domain.threads import messages
from server.domain.threads import moves as rules
from server.domain.threads.messages import Thread
from server.domain.threads.moves import AlreadyAsked, MoveForm, MoveRequest
from server.store import audit, clients, moves, notice_choices, threads
from server.store import sessions as sessions_store
from server.web import limits
from server.web.answers import db, done, now, page, read, wants_json
from server.web.client_page import confirmed
from server.web.edge import SETTINGS
from server.web.fill import Fill
from server.web.identity import signed_in


@dataclass(frozen=True, slots=True)
class Accept:
    """Which of the proposals, in epoch milliseconds."""

    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Decline:
    """A word to the client, or none."""

    answer: str = ""


# ---- the client


async def client_show(request: web.Request) -> web.StreamResponse:
    """The form, or what was asked already."""
    client, session = await _client_at(request)
    return await _show(request, client, session, Fill(MoveForm(date=["", "", ""], time=["", "", ""])))


async def ask(request: web.Request) -> web.StreamResponse:
    """Asks for another time. Raises AlreadyAsked, CannotMove, BadInput and OutOfRange."""
    form = await read(request, MoveForm)
    client = await confirmed(request, lock=True)
    session = await access.session_of(db(request), client, request.match_info["session"])
    await limits.check(request, "message", seats.client(client.id))
    try:
        if await moves.open_of(db(request), client.id, [session.id]):
            raise AlreadyAsked
        made = rules.ask(
            session, form, id=ids.new(), client_id=client.id, time_zone=client.time_zone, now_ms=now(request)
        )
    except DomainError as problem:
        if wants_json(request):
            raise
        return await _show(request, client, session, Fill(form, problem))
    await moves.add(db(request), made)
    await audit.note(db(request), now(request), f"c:{client.id}", "move.asked", f"s:{session.id}")
    await _tell_trainer(request, client, session, made)
    back = f"/c/{request.match_info['token']}"
    trainer = await access.trainer_of(db(request), session)
    return done(request, back, id=made.id, notice=f"{trainer.name} is asked. Until there is an answer, the time stays.")


async def withdraw(request: web.Request) -> web.StreamResponse:
    """Takes the request back."""
    client = await confirmed(request, lock=True)
    session = await access.session_of(db(request), client, request.match_info["session"])
    for found in (await moves.open_of(db(request), client.id, [session.id])).values():
        await moves.save(db(request), rules.withdraw(found, now(request)))
    return done(request, f"/c/{request.match_info['token']}", notice="The time stays as it is.")


async def _client_at(request: web.Request) -> tuple[Client, Session]:
    client = await confirmed(request)
    return client, await access.session_of(db(request), client, request.match_info["session"])


async def _show(request: web.Request, client: Client, session: Session, fill: Fill[MoveForm]) -> web.StreamResponse:
    trainer = await access.trainer_of(db(request), session)
    asked = (await moves.open_of(db(request), client.id, [session.id])).get(session.id)
    return page(
        request,
        "threads/move_ask.html",
        status=fill.problem.status if fill.problem else 200,
        client=client,
        trainer=trainer,
        session=session,
        fill=fill,
        asked=asked,
        may_ask=rules.may_ask(session, now(request)),
        today=wall_clock.local(now(request), client.time_zone).date().isoformat(),
        token=request.match_info["token"],
        wording=wording,
    )


async def _tell_trainer(request: web.Request, client: Client, session: Session, made: MoveRequest) -> None:
    trainer = await access.trainer_of(db(request), session)
    wants = await notice_choices.get(db(request), seats.trainer(trainer.id))
    if not wants.by_mail or not notices.may_be_told(trainer):
        return
    url = f"{request.app[SETTINGS].public_url}/moves/{made.id}"
    when = _words(session.starts_at_ms, trainer.time_zone)
    await notices.write(
        db(request),
        trainer,
        "move",
        f"move:{made.id}",
        letter_rules.move_asked(trainer.name, client.name, session.title, when, url),
        now_ms=now(request),
        send_at_ms=choices_rules.after_quiet(wants, now(request), trainer.time_zone),
        useless_at_ms=session.starts_at_ms,
    )


# ---- the trainer


async def show(request: web.Request) -> web.StreamResponse:
    """The request, each proposal with what else is planned at that time."""
    me = await signed_in(request)
    found, session, client = await _at(request, me)
    moment = now(request)
    clashes = {}
    for at_ms in found.proposals:
        moved = rules.at_time(session, at_ms)
        near = await sessions_store.list_for(
            db(request), session.trainer_id, from_ms=at_ms - sessions.LONGEST_MS, before_ms=moved.ends_at_ms
        )
        clashes[at_ms] = [one.title for one in sessions.overlapping(moved, near)]
    return page(
        request,
        "threads/move.html",
        move=found,
        session=session,
        client=client,
        others=[one.name for one in await clients.get_many(db(request), session.client_ids) if one.id != client.id],
        clashes=clashes,
        may_move=rules.may_ask(session, moment),
        now_ms=moment,
        wording=wording,
    )


async def accept(request: web.Request) -> web.StreamResponse:
    """Moves the session to a time that was proposed. Raises Answered, CannotMove and BadInput."""
    me = await signed_in(request)
    body = await read(request, Accept)
    found, session, client = await _at(request, me, lock=True)
    taken, moved = rules.accept(found, session, body.at_ms, now(request))
    await moves.save(db(request), taken)
    await sessions_store.save(db(request), moved)
    await audit.note(db(request), now(request), f"t:{me.id}", "session.moved", f"s:{moved.id}", asked_by=client.id)
    for one in await clients.get_many(db(request), moved.client_ids):
        title = wording.title_for_client(moved, me.name)
        before, after = (_words(at_ms, one.time_zone) for at_ms in (session.starts_at_ms, moved.starts_at_ms))
        await _write(request, me, one, f"{title} is moved: from {before} to {after}.")
    return done(request, f"/sessions/{moved.id}", notice="Moved. Everybody who takes part is told.")


async def decline(request: web.Request) -> web.StreamResponse:
    """Leaves the session as it is, with a word to the client. Raises Answered."""
    me = await signed_in(request)
    body = await read(request, Decline)
    found, session, client = await _at(request, me, lock=True)
    after = rules.decline(found, body.answer, now(request))
    await moves.save(db(request), after)
    title, when = wording.title_for_client(session, me.name), _words(session.starts_at_ms, client.time_zone)
    await _write(request, me, client, f"{title} stays on {when}.{' ' + after.answer if after.answer else ''}")
    return done(request, f"/sessions/{session.id}", notice=f"{client.name} is told that the time stays.")


async def _at(request: web.Request, me: Account, *, lock: bool = False) -> tuple[MoveRequest, Session, Client]:
    found = await access.move(db(request), me, request.match_info["move"], lock=lock)
    session = await access.session(db(request), me, found.session_id, lock=lock)
    return found, session, await access.client(db(request), me, found.client_id)


def _words(at_ms: int, time_zone: str) -> str:
    return f"{wall_clock.local(at_ms, time_zone):%A %-d %B, %H:%M}"


async def _write(request: web.Request, me: Account, client: Client, text: str) -> None:
    """Into the client's thread, where it stays to be read."""
    thread = Thread(client_id=client.id)
    message = messages.write(
        thread,
        id=ids.new(),
        author=seats.trainer(me.id),
        text=text,
        kind="move",
        last_ms=await threads.last_ms(db(request), thread),
        now_ms=now(request),
    )
    await threads.add(db(request), message)
    await notices.message_written(db(request), request.app[SETTINGS], message, now(request))
