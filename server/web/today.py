"""Today: what is next, what waits for me, what is due. And the front door, which leads there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from server.domain import seats, sessions, wall_clock, wording
from server.domain.accounts import Account
from server.domain.assessments import Assessment
from server.domain.devices import Code
from server.domain.people import Client
from server.domain.readiness import words as health_words
from server.domain.sessions import Delivery, Outcome, Session, State
from server.store import assessments, clients, clips, comments, devices
from server.store import sessions as store
from server.web import clip_cards, knocking, names
from server.web.answers import db, json, now, page, wants_json
from server.web.clip_cards import Card
from server.web.identity import signed_in, who
from server.web.plans import on_pages
from server.web.readiness import cards as health
from server.web.sessions import names_of

DAYS_AHEAD = 7
SHOWN_ANSWERS = 10
SHOWN_AHEAD = 60  # sessions of the week ahead, before "the other 24"


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of one day ahead."""

    title: str
    sessions: Sequence[Session]


async def front(request: web.Request) -> web.StreamResponse:
    """Leads to Today, or to the sign-in page."""
    return web.Response(status=303, headers={"Location": "/sign-in" if await who(request) is None else "/today"})


async def show(request: web.Request) -> web.StreamResponse:
    """The page; as JSON who is waiting, for the page to look again."""
    me = await signed_in(request)
    moment = now(request)
    found = await _around_now(request, me, moment)
    knocks = await knocking.at_doors(request, found, moment)
    if wants_json(request):
        return json({"waiting": [{"session": knock.session.id, "name": knock.name} for knock in knocks]})
    following = _following(found, moment)
    ahead = _ahead(found, following, moment)
    shown = ahead if "all" in request.query else ahead[:SHOWN_AHEAD]
    undone = await store.without_outcome(db(request), me.id, before_ms=moment)
    undone = [one for one in undone if sessions.waits_for_outcome(one, moment) and one is not following]
    return page(
        request,
        "today/show.html",
        now_ms=moment,
        following=following,
        state=sessions.state(following, moment) if following else None,
        knocks=knocks,
        undone=undone,
        codes=await _codes(request, me, moment),
        sent=await _sent(request, me),
        days=_days(shown, me, moment),
        more=len(ahead) - len(shown),
        names=await names_of(request, [*([following] if following else ()), *shown, *undone]),
        to_watch=await clips.count(db(request), clips.Wanted(trainer_id=me.id, waiting=True)),
        answered=await _answered(request, me),
        due=await on_pages.for_today(request, me),
        has_clients=await clients.has_any(db(request), me.id),
        health=await health.today(request, me, found),
        health_words=health_words,
        wording=wording,
    )


async def _around_now(request: web.Request, me: Account, moment: int) -> list[Session]:
    """Sessions that still go on or begin within a week."""
    today = wall_clock.local(moment, me.time_zone).date()
    end_ms = wall_clock.moment(today + timedelta(days=DAYS_AHEAD + 1), wall_clock.MIDNIGHT, me.time_zone)
    return await store.list_for(db(request), me.id, from_ms=moment - sessions.LONGEST_MS, before_ms=end_ms)


def _following(found: Sequence[Session], moment: int) -> Session | None:
    """The session that is on, else the one that begins next; a due date is no appointment."""
    ahead = [one for one in found if one.delivery is not Delivery.ASYNC and _is_ahead(one, moment)]
    running = [one for one in ahead if sessions.state(one, moment) is State.OPEN]
    return next(iter(running or ahead), None)


def _is_ahead(session: Session, moment: int) -> bool:
    if sessions.state(session, moment) is State.OPEN:
        return session.outcome is Outcome.UNSET
    return session.ends_at_ms >= moment and sessions.state(session, moment) is State.PLANNED


def _ahead(found: Sequence[Session], following: Session | None, moment: int) -> list[Session]:
    """What comes after the next session."""
    later = (one for one in found if one is not following and one.starts_at_ms >= moment)
    return [one for one in later if _is_ahead(one, moment)]


def _days(found: Sequence[Session], me: Account, moment: int) -> list[Day]:
    """The same by day."""
    today = wall_clock.local(moment, me.time_zone).date()
    by_day: dict[int, list[Session]] = {}
    for one in found:
        days_ahead = (wall_clock.local(one.starts_at_ms, me.time_zone).date() - today).days
        by_day.setdefault(days_ahead, []).append(one)
    return [Day(_day_words(days_ahead, some[0], me), some) for days_ahead, some in sorted(by_day.items())]


def _day_words(days_ahead: int, session: Session, me: Account) -> str:
    if days_ahead < 2:
        return ("Today", "Tomorrow")[days_ahead]
    return wall_clock.local(session.starts_at_ms, me.time_zone).strftime("%A %-d %B")


async def _answered(request: web.Request, me: Account) -> list[Card]:
    """Clips on which a client wrote something new."""
    new = await comments.unseen_by_trainer(db(request), me.id, most=SHOWN_ANSWERS)
    found = await clips.get_many(db(request), new)
    called = await names.of(request, [one.client_id for one in found])
    return await clip_cards.for_trainer(db(request), seats.trainer(me.id), found, called, new)


async def _codes(request: web.Request, me: Account, moment: int) -> list[tuple[Client, Code]]:
    """Codes for further devices that a client was mailed or waits to be told."""
    open_codes = await devices.open_codes(db(request), me.id, moment)
    found = await clients.get_many(db(request), list(open_codes))
    return [(client, open_codes[client.id]) for client in found]


async def _sent(request: web.Request, me: Account) -> list[tuple[Client, Assessment]]:
    """Assessments that clients have sent and that are still to be looked at, the oldest first."""
    waiting = await assessments.waiting(db(request), me.id)
    found = {client.id: client for client in await clients.get_many(db(request), [one.client_id for one in waiting])}
    return [(found[one.client_id], one) for one in waiting if one.client_id in found]
