"""A trainer's clients: the list, one client's page, the form, the link, codes, and answers given by word of mouth."""

from datetime import date
from typing import Any

from aiohttp import web

from server import access, ids, qr
from server.domain import assessments as assessment_rules
from server.domain import contact, people, seats, sessions, wall_clock, wording
from server.domain import devices as device_rules
from server.domain.accounts import Account
from server.domain.consents import METHODS
from server.domain.errors import Conflict, DomainError, NotFound
from server.domain.people import Client, ClientDetails
from server.domain.sharing import RIGHTS
from server.live import LIVE
from server.store import assessments, audit, clients, clips, devices, groups, plans, programs, shares
from server.store import sessions as sessions_store
from server.web import clip_cards, consents, letters, limits, sharing
from server.web.answers import db, done, now, page, read, wants_json
from server.web.client_page import address_of
from server.web.consents import GiveConsent
from server.web.fill import Fill
from server.web.forms import lists
from server.web.identity import signed_in
from server.web.plans import on_pages
from server.web.programs.library import just_deleted
from server.web.readiness import cards as health
from server.web.threads import cards as thread_cards
from server.web.training import desk as training_desk

SHOWN_NEXT = 5
SHOWN_PAST = 10
SHOWN_CLIPS = 6


class NoLink(Conflict):
    """The link was revoked, or the client is archived: there is nothing to hand on."""

    code = "no-link"
    sentence = "There is no link that works. Make a new one first."


async def index(request: web.Request) -> web.StreamResponse:
    """The list: clients in use, or with ?archived=1 those put away."""
    me = await signed_in(request)
    archived = request.query.get("archived") == "1"
    found = await clients.list_for(db(request), me.id, archived=archived)
    return page(
        request,
        "clients/list.html",
        archived=archived,
        clients=found,
        groups=[] if archived else await groups.list_for(db(request), me.id),
        next_starts={} if archived else await clients.next_starts(db(request), me.id, now(request)),
        now_ms=now(request),
        shared=[] if archived else await shares.clients_of(db(request), me.id),
        rights=RIGHTS,
        archived_count=len(found) if archived else await clients.count_archived(db(request), me.id),
    )


async def new(request: web.Request) -> web.StreamResponse:
    """The empty form; the trainer's own time zone is the first guess."""
    me = await signed_in(request)
    return _form(request, me, Fill(ClientDetails(name="", time_zone=me.time_zone or "UTC")))


async def create(request: web.Request) -> web.StreamResponse:
    """Adds a client."""
    me = await signed_in(request)
    details = await read(request, ClientDetails)
    try:
        client = people.new_client(ids.new(), me.id, details, now_ms=now(request), today=_today(request, me))
    except DomainError as problem:
        return _again(request, me, details, problem)
    await clients.add(db(request), client)
    await _note(request, me, "client.added", client)
    return done(request, f"/clients/{client.id}", id=client.id, notice=f"{client.name} is one of your clients now.")


async def show(request: web.Request) -> web.StreamResponse:
    """One client: sessions, link, devices, consents, details."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    moment = now(request)
    code = await devices.code(db(request), client.id)
    url = address_of(request, client)
    listed = await programs.for_client(db(request), client.id)
    return page(
        request,
        "clients/show.html",
        client=client,
        age=people.age(client, wall_clock.local(moment, client.time_zone).date()),
        now_ms=moment,
        groups=await groups.names_with(db(request), client.id) if client.trainer_id == me.id else {},
        link=url if client.has_link and access.may_write(db(request)) else None,
        qr=qr.svg_uri(url) if client.has_link and access.may_write(db(request)) else None,
        may_mail=letters.may_send(request),
        devices=await devices.list_for(db(request), client.id, client.link_generation),
        was_opened=await devices.was_opened(db(request), client.id, client.link_generation),
        code=code if device_rules.is_open(code, moment) and access.may_write(db(request)) else None,
        consents=await consents.lines(request, client),
        methods=METHODS,
        wording=wording,
        assessments=[
            (each, assessment_rules.standing(each), assessment_rules.done(each))
            for each in await assessments.of_client(db(request), client.id, most=SHOWN_PAST)
        ],
        clips=await clip_cards.for_trainer(
            db(request),
            seats.trainer(me.id),
            await clips.of_client(db(request), client.id, most=SHOWN_CLIPS),
            {client.id: ""},
        ),
        clips_count=await clips.count(db(request), clips.Wanted(trainer_id=me.id, client_id=client.id)),
        plan_card=await on_pages.for_desk(request, await plans.of_client(db(request), client.id), me.time_zone),
        sharing=await sharing.for_client(request, me, client),
        thread=await thread_cards.for_trainer(db(request), me, client),
        health=await health.of_client(request, client),
        programs=listed,
        programs_deleted=await just_deleted(request, me),
        training=await training_desk.card(request, client, listed),
        **await _sessions_of(request, me, client),
        **await lists.for_trainer(request, me, client),
    )


async def edit(request: web.Request) -> web.StreamResponse:
    """The form filled with what is known."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    return _form(request, me, Fill(people.details_of(client)), client)


async def save(request: web.Request) -> web.StreamResponse:
    """Changes a client's details."""
    me = await signed_in(request)
    details = await read(request, ClientDetails)
    before = await access.client(db(request), me, request.match_info["client"], lock=True)
    try:
        after = people.change(before, details, today=_today(request, me))
    except DomainError as problem:
        return _again(request, me, details, problem, before)
    await clients.save(db(request), after)
    await _note(request, me, "client.changed", after)
    return done(request, f"/clients/{after.id}", notice="Saved.")


async def archive(request: web.Request) -> web.StreamResponse:
    """Puts a client away; the page that follows offers to take it back."""
    me = await signed_in(request)
    before = await access.client(db(request), me, request.match_info["client"], lock=True)
    after = people.archive(before, now(request))
    await clients.save(db(request), after)
    await request.app[LIVE].revoke(db(request), person=seats.client(after.id))
    await _note(request, me, "client.archived", after)
    return done(request, f"/clients/{after.id}", notice=f"{after.name} is archived.")


async def restore(request: web.Request) -> web.StreamResponse:
    """Takes an archived client out again."""
    me = await signed_in(request)
    before = await access.client(db(request), me, request.match_info["client"], lock=True)
    after = people.restore(before)
    await clients.save(db(request), after)
    await _note(request, me, "client.restored", after)
    return done(request, f"/clients/{after.id}", notice=f"{after.name} is back; the link works as before.")


async def renew_link(request: web.Request) -> web.StreamResponse:
    """Makes a new link; every older one and every device is worth nothing from now on."""
    me = await signed_in(request)
    before = await access.client(db(request), me, request.match_info["client"], lock=True)
    after = people.renew_link(before)
    await _change_link(request, me, after, "link.renewed")
    return done(request, f"/clients/{after.id}#link", url=address_of(request, after), notice="The new link is ready.")


async def revoke_link(request: web.Request) -> web.StreamResponse:
    """Lets no link work until a new one is made."""
    me = await signed_in(request)
    before = await access.client(db(request), me, request.match_info["client"], lock=True)
    after = people.revoke_link(before, now(request))
    await _change_link(request, me, after, "link.revoked")
    return done(request, f"/clients/{after.id}#link", notice="The link does not work any more.")


async def mail_link(request: web.Request) -> web.StreamResponse:
    """Mails the link to the client."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    if not client.has_link:
        raise NoLink
    await limits.check(request, "mail", me.id)
    await _note(request, me, "link.mailed", client)
    await letters.send(request, client.email, *letters.personal_page(client, me, address_of(request, client)))
    return done(request, f"/clients/{client.id}#link", notice=f"The link is on its way to {client.email}.")


async def make_code(request: web.Request) -> web.StreamResponse:
    """Makes six digits to read out for one more device."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    if not client.has_link:
        raise NoLink
    code = device_rules.make_code(ids.new(), client.id, ids.digits(), now(request))
    await devices.put_code(db(request), code)
    await _note(request, me, "code.made", client)
    return done(request, f"/clients/{client.id}#devices", code=code.code, expires_at_ms=code.expires_at_ms)


async def forget_device(request: web.Request) -> web.StreamResponse:
    """Lets one device open nothing any more, and whoever is in a room with it is out; it may come back with a code."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    device_id = request.match_info["device"]
    if not await devices.forget(db(request), device_id, client.id, now(request)):
        raise NotFound
    await request.app[LIVE].revoke(db(request), hangs_on=[device_id])
    await _note(request, me, "device.forgotten", client)
    notice = f"The device is forgotten. To open {client.name}'s page it needs a code again."
    return done(request, f"/clients/{client.id}#devices", notice=notice)


async def record_consent(request: web.Request) -> web.StreamResponse:
    """Stores what a client said about one purpose, entered by the trainer."""
    me = await signed_in(request)
    answer = await read(request, GiveConsent)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    purpose = request.match_info["purpose"]
    row = await consents.record(request, client, purpose, answer, actor=f"t:{me.id}", method="entered by trainer")
    await consents.tell_rooms(request, client, row)
    return done(request, f"/clients/{client.id}#consents", given=answer.given)


def _form(
    request: web.Request, me: Account, fill: Fill[ClientDetails], client: Client | None = None, *, status: int = 200
) -> web.Response:
    return page(
        request,
        "clients/form.html",
        status=status,
        fill=fill,
        client=client,
        zones=contact.time_zones(),
        today=_today(request, me),
    )


def _again(
    request: web.Request, me: Account, details: ClientDetails, problem: DomainError, client: Client | None = None
) -> web.Response:
    """The form as typed with the sentence at its field, for a browser without script."""
    if wants_json(request):
        raise problem
    return _form(request, me, Fill(details, problem), client, status=problem.status)


async def _sessions_of(request: web.Request, me: Account, client: Client) -> dict[str, Any]:
    moment = now(request)
    coming = await sessions_store.for_client(db(request), client.id, from_ms=moment - sessions.LONGEST_MS, limit=100)
    coming = await access.open_to(db(request), me, coming)
    over = (sessions.State.OVER, sessions.State.CANCELLED)
    ahead = [session for session in coming if sessions.state(session, moment) not in over]
    past = await sessions_store.for_client(
        db(request), client.id, before_ms=moment, newest_first=True, limit=SHOWN_PAST + len(ahead)
    )
    past = await access.open_to(db(request), me, past)
    waiting = {session.id for session in ahead}
    return {
        "ahead": ahead[:SHOWN_NEXT],
        "ahead_more": max(0, len(ahead) - SHOWN_NEXT),
        "past": [session for session in past if session.id not in waiting][:SHOWN_PAST],
    }


async def _change_link(request: web.Request, me: Account, after: Client, action: str) -> None:
    await clients.save(db(request), after)
    await devices.drop_code(db(request), after.id)
    await request.app[LIVE].revoke(db(request), person=seats.client(after.id))
    await _note(request, me, action, after)


async def _note(request: web.Request, me: Account, action: str, client: Client) -> None:
    await audit.note(db(request), now(request), f"t:{me.id}", action, f"c:{client.id}")


def _today(request: web.Request, me: Account) -> date:
    return wall_clock.local(now(request), me.time_zone).date()
