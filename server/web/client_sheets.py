"""A client's sheet of a session: edited and approved by the trainer, read by the client, on paper for both."""

import re
from dataclasses import dataclass, replace

from aiohttp import web

from server import access, given_notices, pdf
from server.domain import client_sheets as rules
from server.domain import seats, wall_clock, wording
from server.domain.accounts import Account
from server.domain.client_sheets import Kept, Sheet
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.sessions import Session
from server.live import LIVE
from server.store import audit, clips, days
from server.store import client_sheets as store
from server.store import sessions as sessions_store
from server.store.clips import Wanted
from server.web import clip_cards, sheet_drafts
from server.web.answers import db, done, now, page, read
from server.web.client_page import confirmed
from server.web.clip_cards import Card
from server.web.edge import SETTINGS
from server.web.identity import signed_in

MOST_CLIPS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm(Sheet):
    """What the form sends: every part as it stands there, and whether the client is to have it."""

    rev: int = 0
    approve: bool = False

    @property
    def sheet(self) -> Sheet:
        """Its parts."""
        texts = {name: getattr(self, name).replace("\r\n", "\n") for name in rules.LABELS}
        return Sheet(**texts, clips=self.clips)


# ---- the trainer


async def edit(request: web.Request) -> web.StreamResponse:
    """The sheet to be edited: as it was kept, or as the log tells it; beside it what only the trainer knows."""
    me, session, client = await _trainers(request)
    kept = await store.get(db(request), session.id, client.id)
    cards = await _cards(request, me, session, client)
    is_new = kept.rev == 0
    room = await request.app[LIVE].state(session.id)
    return page(
        request,
        "sheet/client_edit.html",
        session=session,
        client=client,
        kept=kept,
        is_new=is_new,
        sheet=await _drafted(request, session, client, cards) if is_new else kept.sheet,
        labels=rules.LABELS,
        clips=cards,
        notes=[one for one in room.notes.values() if one.text],
    )


async def save(request: web.Request) -> web.StreamResponse:
    """Keeps the sheet, and with `approve` gives it to the client. Raises Stale, BadInput."""
    me, session, client = await _trainers(request)
    form = await read(request, SheetForm)
    before = await store.get(db(request), session.id, client.id, lock=True)
    theirs = {card.clip.id for card in await _cards(request, me, session, client)}
    sheet = replace(form.sheet, clips=tuple(id for id in form.clips if id in theirs))
    after = rules.change(before, sheet, rev=form.rev)
    if form.approve:
        after = rules.approve(after, now(request))
        await audit.note(db(request), now(request), me.id, "sheet.approved", session.id, client=client.id)
    await store.save(db(request), session.id, client.id, after)
    if after.approved and after.approved != before.approved:
        settings = request.app[SETTINGS]
        await given_notices.sheet_given(db(request), settings, client, session.id, after.approved, now(request))
    notice = f"{client.name} has it now." if form.approve else "The sheet is kept; nobody else sees it yet."
    return done(request, f"/sessions/{session.id}/sheets/{client.id}", rev=after.rev, notice=notice)


async def trainer_pdf(request: web.Request) -> web.StreamResponse:
    """The sheet on paper as it is kept. Raises NotFound before it was."""
    me, session, client = await _trainers(request)
    kept = await store.get(db(request), session.id, client.id)
    if kept.rev == 0:
        raise NotFound("Keep the sheet first, then it can be printed.")
    return await _pdf(session, client, me, kept.sheet)


# ---- the client


async def show(request: web.Request) -> web.StreamResponse:
    """What the client was given last."""
    client, session, trainer, sheet = await _clients(request)
    token = request.match_info["token"]
    own = await clips.get_many(db(request), sheet.clips)
    cards = await clip_cards.for_client(
        db(request), seats.client(client.id), [one for one in own if one.client_id == client.id], token
    )
    return page(
        request,
        "sheet/client_show.html",
        token=token,
        client=client,
        trainer=trainer,
        session=session,
        sheet=sheet,
        title=wording.title_for_client(session, trainer.name),
        clips=[card for card in cards if card.clip.deleted_at_ms is None],
    )


async def client_pdf(request: web.Request) -> web.StreamResponse:
    """The same on paper."""
    client, session, trainer, sheet = await _clients(request)
    return await _pdf(session, client, trainer, sheet)


# ---- what they share


async def _trainers(request: web.Request) -> tuple[Account, Session, Client]:
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    client = await access.client(db(request), me, request.match_info["client"])
    if client.id not in session.client_ids:
        raise NotFound
    return me, session, client


async def _clients(request: web.Request) -> tuple[Client, Session, Account, Sheet]:
    """Raises NotFound until the trainer approved it."""
    client = await confirmed(request)
    session = await access.session_of(db(request), client, request.match_info["session"])
    kept: Kept = await store.get(db(request), session.id, client.id)
    if kept.approved is None:
        raise NotFound
    return client, session, await access.trainer_of(db(request), session), kept.approved.sheet


async def _drafted(request: web.Request, session: Session, client: Client, cards: list[Card]) -> Sheet:
    """What the sheet begins with."""
    log, person = request.app[LIVE].log, seats.client(client.id)
    earlier = await days.earlier_rooms(db(request), (client.id,), before_ms=session.starts_at_ms, most=1)
    before = sheet_drafts.cues_of(await log.read(earlier[0]), person) if earlier else {}
    is_alone = len(session.client_ids) == 1
    drafted = sheet_drafts.drafted(
        await log.read(session.id), person, is_alone=is_alone, now_ms=now(request), before=before
    )
    coming = await sessions_store.for_client(db(request), client.id, from_ms=max(now(request), session.ends_at_ms))
    following = next((one for one in coming if one.id != session.id and one.cancelled_at_ms is None), None)
    when = wall_clock.local(following.starts_at_ms, client.time_zone) if following else None
    words = f"{when:%A} {when.day} {when:%B}, {when:%H:%M}" if when else ""
    return replace(drafted, next=words, clips=tuple(card.clip.id for card in cards))


async def _cards(request: web.Request, me: Account, session: Session, client: Client) -> list[Card]:
    wanted = Wanted(trainer_id=me.id, session_id=session.id)
    kept = [one for one in await clips.list_for(db(request), wanted, most=MOST_CLIPS) if one.client_id == client.id]
    return await clip_cards.for_trainer(db(request), seats.trainer(me.id), kept)


async def _pdf(session: Session, client: Client, trainer: Account, sheet: Sheet) -> web.Response:
    when = wall_clock.local(session.starts_at_ms, client.time_zone)
    data = {
        "title": wording.title_for_client(session, trainer.name),
        "when": f"{when:%A} {when.day} {when:%B %Y}, {when:%H:%M}",
        "client": client.name,
        "trainer": trainer.name,
        "parts": [{"title": title, "lines": lines} for _, title, lines in sheet.parts],
    }
    name = re.sub(r"[^a-z0-9]+", "-", f"session {when:%Y-%m-%d}".lower())
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return web.Response(body=await pdf.made("sheet/sheet.typ", data), content_type="application/pdf", headers=headers)
