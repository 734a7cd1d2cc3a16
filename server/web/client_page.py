"""A client's own page behind the personal link: opening it on a device, what is next, and what the client agrees to."""

import logging
from dataclasses import dataclass

from aiohttp import web

from server import access, ids
from server.domain import assessments as assessment_rules
from server.domain import calendar as ics
from server.domain import devices as rules
from server.domain import links, seats, sessions, wording
from server.domain.accounts import DAY_MS, Account
from server.domain.assessments import Assessment
from server.domain.clips import gone_at_ms
from server.domain.consents import METHODS
from server.domain.devices import Device, WrongCode
from server.domain.links import DeviceNeeded
from server.domain.people import Client
from server.domain.sessions import Session, State
from server.domain.threads import moves as move_rules
from server.mail import MailOff, NoAddress
from server.store import assessments, audit, client_sheets, clips, comments, comparisons, moves, results, shares
from server.store import devices as devices_store
from server.store import sessions as sessions_store
from server.web import clip_cards, consents, devices, letters, limits
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.consents import GiveConsent
from server.web.edge import SETTINGS
from server.web.forms import lists
from server.web.plans import on_pages
from server.web.readiness import cards as health
from server.web.reviews import to_read
from server.web.threads import cards as thread_cards
from server.web.training import brief

log = logging.getLogger(__name__)

SHOWN_SHEETS = 6
SHOWN_CLIPS = 6
SENT_STAYS_MS = 14 * DAY_MS  # how long what was sent stands on the page
DEVICE: web.RequestKey[Device] = web.RequestKey("device", Device)


@dataclass(frozen=True, slots=True)
class ConfirmDevice:
    """The button, with the six digits where they are asked for."""

    code: str = ""


RECORDED_SHOWN = 20
# What the audit says of recordings, in words for the client.
RECORDED = {
    "recording.started": "You were recorded from here on",
    "recording.stopped": "The recording of you ended",
    "recording.not-recorded": "A session was recorded, you were not",
    "recording.kept": "What was recorded of you was kept as a clip",
}


async def linked(request: web.Request, *, lock: bool = False) -> Client:
    """The client whose link this is, on whatever device. Raises BrokenLink."""
    token = request.match_info["token"]
    return await access.linked_client(db(request), request.app[SETTINGS].secret_key, token, lock=lock)


async def confirmed(request: web.Request, *, lock: bool = False) -> Client:
    """The client whose link this is, on a confirmed device; `device_of` says which.

    Raises BrokenLink, or for a device that is not confirmed DeviceNeeded; a browser is led to the page where it can be.
    """
    client = await linked(request, lock=lock)
    device = await devices.of_client(request, client)
    if device is None:
        if wants_json(request):
            raise DeviceNeeded
        raise web.HTTPSeeOther(f"/c/{request.match_info['token']}")
    request[DEVICE] = device
    return client


def device_of(request: web.Request) -> Device:
    """The device of a request that `confirmed` has let pass; its id is the digest a seat hangs on."""
    return request[DEVICE]


def address_of(request: web.Request, client: Client) -> str:
    """The personal link as it is handed on."""
    settings = request.app[SETTINGS]
    return f"{settings.public_url}/c/{links.client_token(settings.secret_key, client.id, client.link_generation)}"


async def show(request: web.Request) -> web.StreamResponse:
    """The page; on a device not confirmed yet the way to confirm it. Changes nothing, however often it is opened.

    As JSON: whether the next session can be joined now, and where the clips stand, for the page that looks again.
    """
    client = await linked(request)
    trainer = await access.trainer_of(db(request), client)
    if await devices.of_client(request, client) is None:
        if wants_json(request):
            raise DeviceNeeded
        return await _door(request, client, trainer)
    ahead = await coming(request, client)
    following = ahead[0] if ahead else None
    shown = await clips.of_client(db(request), client.id, most=None if "clips" in request.query else SHOWN_CLIPS)
    cards = await clip_cards.for_client(db(request), seats.client(client.id), shown, request.match_info["token"])
    if wants_json(request):
        may_join = following is not None and following.may_join
        return json({"may_join": may_join, "clips": [card.wire for card in cards]})
    put_away = await clips.deleted_by_client(db(request), client.id)
    answer = page(
        request,
        "me/page.html",
        token=request.match_info["token"],
        client=client,
        trainer=trainer,
        following=following,
        later=ahead[1:],
        training=await brief.of_client(request, client),
        plan_due=await on_pages.for_client(request, client),
        assessments=await _asked_for(request, client),
        sheets=await _sheets(request, client),
        comparisons=await comparisons.sent_to(db(request), client.id, most=SHOWN_SHEETS),
        reports=await results.given_to(db(request), client.id, most=SHOWN_SHEETS),
        threads=await thread_cards.for_client(db(request), client),
        movable={one.session.id for one in ahead if move_rules.may_ask(one.session, now(request))},
        moves=await moves.open_of(db(request), client.id, [one.session.id for one in ahead]),
        reviews=await to_read.for_client(request, client),
        **await lists.for_client(request, client),
        news=await _news(request, client),
        clips=cards,
        clips_count=await clips.count_of_client(db(request), client.id),
        deleted=await clip_cards.for_client(
            db(request), seats.client(client.id), put_away, request.match_info["token"]
        ),
        gone_at_ms=gone_at_ms,
        health=await health.of_client(request, client),
        consents=await consents.lines(request, client),
        seen_by=await shares.lines(db(request), client_id=client.id),
        recorded=await audit.about(db(request), f"c:{client.id}", actions=list(RECORDED), most=RECORDED_SHOWN),
        recorded_words=RECORDED,
        methods=METHODS,
        wording=wording,
        now_ms=now(request),
    )
    devices.renew(request, answer)
    return answer


async def confirm(request: web.Request) -> web.StreamResponse:
    """Remembers this device: the first after a new link as it is, each further one by the six digits."""
    body = await read(request, ConfirmDevice)
    client = await linked(request, lock=True)
    here = f"/c/{request.match_info['token']}"
    if await devices.of_client(request, client) is not None:
        return done(request, here)
    is_first = not await devices_store.was_opened(db(request), client.id, client.link_generation)
    if not is_first:
        await _take_code(request, client, body.code)
    device, secret = await devices.trust(request, client)
    how = "first" if is_first else "code"
    await audit.note(db(request), now(request), f"c:{client.id}", "device.confirmed", f"c:{client.id}", how=how)
    log.info("device confirmed: client %s, %s, %s", client.id, how, device.name)
    answer = done(request, here)
    devices.give(request, answer, secret)
    return answer


async def ask_code(request: web.Request) -> web.StreamResponse:
    """Mails the client the code for this device: the one that stands in the trainer's view, if there is one."""
    client = await linked(request, lock=True)
    if not letters.may_send(request):
        raise MailOff
    if not client.email:
        raise NoAddress
    await limits.check(request, "code-ask", client.id)
    moment = now(request)
    code = await devices_store.code(db(request), client.id)
    if code is None or not rules.is_open(code, moment):
        code = rules.make_code(ids.new(), client.id, ids.digits(), moment)
        await devices_store.put_code(db(request), code)
    await audit.note(db(request), moment, f"c:{client.id}", "code.mailed", f"c:{client.id}")
    trainer = await access.trainer_of(db(request), client)
    await letters.send(request, client.email, *letters.device_code(client, trainer, code))
    return done(request, f"/c/{request.match_info['token']}?mailed=1", notice="The code is on its way to your mailbox.")


async def record_consent(request: web.Request) -> web.StreamResponse:
    """Stores the client's answer to one purpose; with ?session= as given at the door of that session."""
    answer = await read(request, GiveConsent)
    client = await confirmed(request, lock=True)
    session_id = request.query.get("session", "")
    if session_id:
        await access.session_of(db(request), client, session_id)
    row = await consents.record(
        request,
        client,
        request.match_info["purpose"],
        answer,
        actor=f"c:{client.id}",
        method="pre-join page" if session_id else "client page",
        session_id=session_id,
    )
    await consents.tell_rooms(request, client, row)
    return done(request, f"/c/{request.match_info['token']}#consents", given=answer.given)


async def calendar(request: web.Request) -> web.StreamResponse:
    """One session as a file for the client's calendar."""
    client = await confirmed(request)
    session = await access.session_of(db(request), client, request.match_info["session"])
    trainer = await access.trainer_of(db(request), client)
    settings = request.app[SETTINGS]
    body = ics.for_client(
        session,
        trainer_name=trainer.name,
        trainer_phone=trainer.phone,
        url=address_of(request, client),
        host=settings.public_host,
        now_ms=now(request),
    )
    name = ics.file_name(session)
    return web.Response(
        body=body, content_type=ics.CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


# ---- what the page is made of


@dataclass(frozen=True, slots=True)
class Coming:
    """A session ahead, as its client sees it at this moment."""

    session: Session
    may_join: bool
    door_opens_at_ms: int


async def coming(request: web.Request, client: Client) -> list[Coming]:
    """Sessions that are not over, by start; one that has begun stays first until its door closes."""
    moment = now(request)
    found = await sessions_store.for_client(db(request), client.id, from_ms=moment - sessions.LONGEST_MS, limit=200)
    ahead = [one for one in found if sessions.state(one, moment) in (State.PLANNED, State.OPEN)]
    return [
        Coming(one, one.has_room and sessions.door_opens_at_ms(one) <= moment, sessions.door_opens_at_ms(one))
        for one in ahead
        if one.has_room or one.ends_at_ms > moment
    ]


@dataclass(frozen=True, slots=True)
class AskedFor:
    """An assessment as its client sees it in the list."""

    assessment: Assessment
    standing: assessment_rules.Standing
    done_count: int
    following: assessment_rules.Step | None


async def _news(request: web.Request, client: Client) -> list[tuple[clip_cards.Card, str, int]]:
    """Clips on which something new was written, each with where to read on, and when that was written."""
    reader = seats.client(client.id)
    found = await clips.get_many(db(request), await comments.unseen_by_client(db(request), client.id))
    first = await comments.first_new_for(db(request), reader, [one.id for one in found])
    cards = await clip_cards.for_client(db(request), reader, found, request.match_info["token"])
    return [
        (card, f"{card.href}#comment-{first[card.clip.id].id}", first[card.clip.id].created_at_ms)
        for card in sorted(cards, key=lambda card: first[card.clip.id].created_at_ms, reverse=True)
    ]


async def _sheets(request: web.Request, client: Client) -> list[Session]:
    """The sessions of which the client was given a sheet, the last given first."""
    given = await client_sheets.approved_for(db(request), client.id, most=SHOWN_SHEETS)
    found = {one.id: one for one in await sessions_store.get_many(db(request), [id for id, _ in given])}
    return [found[id] for id, _ in given if id in found]


async def _asked_for(request: web.Request, client: Client) -> list[AskedFor]:
    """What the client was given: what is still to do, and for a while what was sent."""
    found = await assessments.of_client(db(request), client.id)
    since_ms = now(request) - SENT_STAYS_MS
    shown = [
        one
        for one in found
        if assessment_rules.is_with_client(one) or (one.delivery != "in_person" and (one.sent_at_ms or 0) > since_ms)
    ]
    lines = [
        AskedFor(one, assessment_rules.standing(one), assessment_rules.done(one), assessment_rules.next_step(one))
        for one in shown
    ]
    return sorted(lines, key=lambda line: line.standing == "sent")


async def _door(request: web.Request, client: Client, trainer: Account) -> web.Response:
    is_first = not await devices_store.was_opened(db(request), client.id, client.link_generation)
    return page(
        request,
        "me/door.html",
        token=request.match_info["token"],
        trainer=trainer,
        is_first=is_first,
        may_mail=letters.may_send(request) and client.email != "",
        mailed="mailed" in request.query,
    )


async def _take_code(request: web.Request, client: Client, typed: str) -> None:
    """Uses the code up. Raises WrongCode or TooMany; the try counts although everything else is undone."""
    await limits.check(request, "code-try", client.id)
    code, is_right = rules.try_code(await devices_store.code(db(request), client.id), typed, now(request))
    if is_right:
        await devices_store.drop_code(db(request), client.id)
        await limits.forget(request, "code-try", client.id)
        return
    if code is not None:
        await devices_store.save_code(db(request), code)
        await db(request).commit()
    log.info("wrong device code: client %s", client.id)
    raise WrongCode(where="code")
