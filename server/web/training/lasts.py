"""What a client did last time of each exercise, on whatever way."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from server.domain import day_words, seats, wall_clock
from server.domain.people import Client
from server.domain.training.entries import Entry
from server.domain.training.standing import stand
from server.store import days, training
from server.web.answers import db, now
from server.web.training.course import Course

BACK_MS = 200 * wall_clock.DAY_MS


async def as_sets(request: web.Request, client_ids: Sequence[str]) -> list[tuple[int, dict[str, Any]]]:
    """Sets that these clients did by themselves or at the gym, as a room's log tells of its own."""
    found: list[tuple[int, dict[str, Any]]] = []
    for client_id in client_ids:
        for one in await _said(request, client_id):
            done = {"reps": one.reps, "load": one.load, "unit": one.unit, "secs": one.secs, "effort": one.rpe}
            names = {"person": seats.client(client_id), "exercise": one.exercise, "name": one.name}
            found.append((one.at_ms, {**done, **names}))
    return found


async def of_client(request: web.Request, client: Client, but_day: str, theirs: Course) -> dict[str, dict[str, Any]]:
    """By key, and by name in small letters: the set that was done last, with its day in words. but_day: a day of a
    program that is being done now. theirs: what is known already.
    """
    found: list[tuple[int, dict[str, Any]]] = []
    for one in await _said(request, client.id, theirs):
        if one.day != but_day:
            done = {"reps": one.reps, "load": one.load, "unit": one.unit, "secs": one.secs, "effort": None}
            found.append((one.at_ms, {**done, "exercise": one.exercise, "name": one.name}))
    rooms = await days.earlier_rooms(db(request), [client.id], before_ms=now(request))
    doing = {session for session, (_, day) in theirs.rooms.items() if day == but_day}
    in_rooms = await days.sets_of(db(request), [room for room in rooms if room not in doing], [client.id])
    person = seats.client(client.id)
    found += [(at_ms, {**done, "effort": None}) for at_ms, done in in_rooms if done["person"] == person]
    last: dict[str, tuple[int, dict[str, Any]]] = {}
    for one_set in sorted(found, key=lambda one: one[0]):
        last.update(dict.fromkeys(day_words.names_of(one_set[1]), one_set))
    told = {}
    for name, (at_ms, done) in last.items():
        at = wall_clock.local(at_ms, client.time_zone)
        words = f"{day_words.set_words(done)}, {at.day} {day_words.MONTHS[at.month - 1]}"
        told[name] = {**{part: done[part] for part in ("reps", "load", "unit", "secs")}, "words": words}
    return told


async def _said(request: web.Request, client_id: str, theirs: Course | None = None) -> list[Entry]:
    since_ms, kinds = now(request) - BACK_MS, ("set", "unset")
    known = theirs.said if theirs else ()
    program = theirs.program.id if theirs and theirs.program else ""
    said = [one.entry for one in known if one.entry.at_ms >= since_ms and one.entry.kind in kinds]
    more = await training.since(db(request), client_id, since_ms, kinds=kinds, but_program=program)
    return list(stand([*said, *(one.entry for one in more)]).sets.values())
