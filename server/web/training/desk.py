"""What the trainer sees of a client's program as it was trained."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access
from server.domain import wall_clock
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.programs.program import Program
from server.domain.training import review
from server.domain.training.entries import By, Entry
from server.domain.training.plot import plot
from server.store import programs, training
from server.store.programs import Listed
from server.web.answers import db, done, now, page, read
from server.web.identity import signed_in
from server.web.training import course
from server.web.training.course import Course

SHOWN_WORDS = 40
TOLD = ("note", "check_in")  # what is said in words and waits in the inbox; what hurts is a flag there already
SINCE_MS = 30 * wall_clock.DAY_MS
SAID = ("note", "check_in", "pain", "unwell", "skip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that was said, by whom: the client, or their trainer at the gym."""

    entry: Entry
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Until when the page showed what was said."""

    until_ms: int = 0


async def show(request: web.Request) -> web.StreamResponse:
    """The page; of an earlier program with ?program=."""
    moment = now(request)  # what comes while the page is made is not shown on it
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    found = await course.of_client(request, client, await _asked(request, client))
    told = await _told(request, client, found)
    new = await untold(request, me, client)
    said: dict[str, Any] = {"client": client, "told": told, "new": new, "words": review.words, "now_ms": moment}
    if found.program is None:
        return page(request, "training/desk.html", program=None, **said)
    weeks = review.weeks(found.days, found.program.id, found.standing, found.today)
    done, planned = review.adherence(weeks)
    trends = review.trends(found.standing, client.time_zone)
    return page(
        request,
        "training/desk.html",
        program=found.program,
        others=[one.program for one in await programs.for_client(db(request), client.id)],
        weeks=weeks,
        open_weeks=_open(found),
        done=done,
        planned=planned,
        trends=[(one, plot(one) if len(one.points) > 1 else None) for one in trends],
        sets_of=_sets_of(found),
        **said,
    )


async def seen(request: web.Request) -> web.StreamResponse:
    """The trainer has looked at what the client said, as far as the page showed it."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    body = await read(request, Seen)
    await training.mark_told(db(request), client.id, me.id, min(body.until_ms, now(request)))
    return done(request, f"/clients/{client.id}/training#told")


async def untold(request: web.Request, me: Account, client: Client | None = None) -> list[training.Told]:
    """What clients, or this one, said in words in their training, and nobody looked at."""
    one = None if client is None else client.id
    return await training.untold(db(request), me.id, TOLD, now(request) - SINCE_MS, client_id=one)


async def card(request: web.Request, client: Client, listed: Sequence[Listed]) -> dict[str, Any] | None:
    """In short, for the client's desk page; None without a program. listed: the client's programs."""
    found = await course.of_client(request, client, listed=listed)
    if found.program is None:
        return None
    weeks = review.weeks(found.days, found.program.id, found.standing, found.today)
    done, planned = review.adherence(weeks)
    trained = [one for week in weeks for one in week.days if one.at_ms is not None]
    return {
        "program": found.program,
        "done": done,
        "planned": planned,
        "last": max(trained, key=lambda one: one.at_ms or 0, default=None),
        "now": found.now,
        "told": (await _told(request, client, found))[:3],
    }


def _open(found: Course) -> tuple[int, ...]:
    """The places of the weeks that stand open: that of the day to do now and the one before; at the end the last."""
    last = found.now.week.number - 1 if found.now else max((one.week.number - 1 for one in found.days), default=0)
    return (last - 1, last)


async def _asked(request: web.Request, client: Client) -> Program | None:
    wanted = request.query.get("program")
    if not wanted:
        return None
    found = await programs.get(db(request), wanted)
    if found is None:
        raise NotFound
    if found.client_id != client.id:
        raise NotFound
    return found


async def _told(request: web.Request, client: Client, found: Course) -> list[Told]:
    """What was said in words, the newest first."""
    said = found.said if found.program else await training.since(db(request), client.id, 0, kinds=SAID)
    told = [Told(entry=one.entry, by=one.by) for one in said if one.entry.kind in SAID]
    told = [one for one in told if one.entry.kind != "pain" or one.entry.pain]
    return sorted(told, key=lambda one: (one.entry.at_ms, one.entry.id), reverse=True)[:SHOWN_WORDS]


def _sets_of(found: Course) -> dict[str, list[tuple[str, list[Entry]]]]:
    """By day: each exercise with its sets as they were done."""
    days: dict[str, dict[str, list[Entry]]] = {}
    for one in sorted(found.standing.sets.values(), key=lambda one: one.number):
        days.setdefault(one.day, {}).setdefault(one.name, []).append(one)
    return {day: list(sets.items()) for day, sets in days.items()}
