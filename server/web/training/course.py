"""A client's program with all that was done of it: by their own devices, at the gym, and in rooms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from aiohttp import web

from server.domain import our_exercises, wall_clock
from server.domain.exercises import Exercise
from server.domain.people import Client
from server.domain.programs.delivery import ProgramDay, days_of
from server.domain.programs.program import Program
from server.domain.training import in_rooms as rooms_log
from server.domain.training import reached, served
from server.domain.training.entries import Entry, Kept
from server.domain.training.standing import Standing, stand
from server.store import days as room_lists
from server.store import exercises, programs, sessions, training
from server.store.programs import Listed
from server.web.answers import db, now


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a client trains by. program: None when there is none; now: the day to do, None when all are done."""

    client: Client
    today: date
    program: Program | None = None
    days: Sequence[ProgramDay] = ()
    now: ProgramDay | None = None
    standing: Standing = field(default_factory=Standing)
    said: Sequence[Kept] = ()  # in the order it came
    in_rooms: Sequence[Entry] = ()
    rooms: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # by session, which day of which program it does

    def day(self, id: str) -> ProgramDay | None:
        """The day of that id."""
        return next((one for one in self.days if one.id == id), None)


async def of_client(
    request: web.Request, client: Client, program: Program | None = None, listed: Sequence[Listed] | None = None
) -> Course:
    """The course a client is on, or that of a program of theirs. listed: their programs, where they are known."""
    today = wall_clock.local(now(request), client.time_zone).date()
    found = program or await programs.current(db(request), client.id, today, listed)
    rooms = await training.rooms_of(db(request), client.id)
    if found is None:
        return Course(client=client, today=today, rooms=rooms)
    said = await training.of_program(db(request), client.id, found.id)
    in_rooms = await _from_rooms(request, client, found, rooms)
    standing = stand([*in_rooms, *(one.entry for one in said)])
    days = days_of(found, reached.met(found, standing))
    return Course(
        client=client,
        today=today,
        program=found,
        days=days,
        now=served.today_of(days, found.id, standing, today),
        standing=standing,
        said=said,
        in_rooms=in_rooms,
        rooms=rooms,
    )


async def library(request: web.Request, trainer_id: str, keys: set[str]) -> dict[str, Exercise]:
    """The exercises of these keys as a trainer's list has them: one's own before ours."""
    own = {one.key: one for one in await exercises.list_for(db(request), trainer_id)}
    return {key: found for key in keys if (found := own.get(key) or our_exercises.BY_KEY.get(key)) is not None}


async def _from_rooms(
    request: web.Request, client: Client, program: Program, known: Mapping[str, tuple[str, str]]
) -> list[Entry]:
    rooms = {session: day for session, (of, day) in known.items() if of == program.id}
    days = {one.id: one for one in days_of(program)} if rooms else {}
    rooms = {session: day for session, day in rooms.items() if day in days}
    done = await room_lists.sets_by_room(db(request), rooms, client.id)
    ended = {one.id: one.ended_at_ms for one in await sessions.get_many(db(request), done)}
    found: list[Entry] = []
    for session_id, day_id in rooms.items():
        if sets := done.get(session_id):
            found += rooms_log.entries_of(session_id, program.id, days[day_id], sets, ended.get(session_id))
    return found
