"""What every RoomLog promises, asked of all of them: in memory, on SQLite, on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server import ids
from server.store.database import open_database
from server.store.events import DatabaseLog
from server.store.migrate import migrate
from signaling.log import Conflict, Draft, Entry, MemoryLog, RoomLog, number
from tests.cast import Clock
from tests.live.house import furnish


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[RoomLog, RoomLog, str, str]]:
    """Two writers of one log, and two rooms."""
    if request.param == "memory":
        log = MemoryLog()
        yield log, log, "here", "there"
        return
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'log.db'}"
    else:
        url = f"{request.getfixturevalue('postgres_server')}/postgres"
    one, other = open_database(url), open_database(url)
    await migrate(one.engine)
    cast = await furnish(one, Clock())
    log, second = DatabaseLog(one), DatabaseLog(other)
    yield log, second, cast.session.id, cast.other.id
    await log.close()
    await second.close()
    await one.close()
    await other.close()


def chat(text: str, **more: Any) -> Draft:
    return Draft(type="chat", payload={"text": text}, **more)


def entries(after: int, *drafts: Draft) -> list[Entry]:
    return number(drafts, after, 1_700_000_000_000 + after)


async def test_what_was_appended_is_read_as_it_was(kept: Any) -> None:
    log, other, room, _ = kept
    drafts = (
        chat("Grüße, 你好", actor="p1", command="p1:abcdefgh"),
        chat("for one", audience=("p1", "p2"), valid_ms=3000),
        chat("for trainers", audience="trainers"),
    )
    written = entries(0, *drafts)
    await log.append(room, written)
    assert await other.read(room) == written
    assert await other.read(room, 2) == written[2:]


async def test_an_unknown_room_is_empty(kept: Any) -> None:
    log, _, _, there = kept
    assert await log.read(there) == []
    assert await log.heads([there, "never-heard-of"]) == {}


async def test_heads_are_the_last_numbers(kept: Any) -> None:
    log, _, room, there = kept
    await log.append(room, entries(0, chat("a"), chat("b")))
    await log.append(there, entries(0, chat("c")))
    assert await log.heads([room, there]) == {room: 2, there: 1}


async def test_a_taken_number_is_a_conflict_and_appends_nothing(kept: Any) -> None:
    log, other, room, _ = kept
    await log.append(room, entries(0, chat("first")))
    with pytest.raises(Conflict):
        await other.append(room, entries(0, chat("second"), chat("third")))
    assert [one.payload["text"] for one in await log.read(room)] == ["first"]


async def test_a_command_is_taken_once(kept: Any) -> None:
    log, other, room, there = kept
    await log.append(room, entries(0, chat("once", command="p1:abcdefgh")))
    with pytest.raises(Conflict):
        await other.append(room, entries(1, chat("again", command="p1:abcdefgh")))
    await other.append(there, entries(0, chat("another room", command="p1:abcdefgh")))
    assert len(await log.read(room)) == 1


async def test_appends_at_once_to_many_rooms_all_arrive_and_a_clash_harms_only_itself(kept: Any) -> None:
    log, _, room, there = kept
    await log.append(room, entries(0, chat("taken")))
    results = await asyncio.gather(
        log.append(room, entries(0, chat("too late"))),
        log.append(there, entries(0, chat("fine"))),
        return_exceptions=True,
    )
    assert isinstance(results[0], Conflict)
    assert results[1] is None
    assert await log.heads([room, there]) == {room: 1, there: 1}


async def test_two_writers_who_race_lose_nothing_and_leave_no_hole(kept: Any) -> None:
    log, other, room, _ = kept

    async def write(mine: RoomLog, who: str) -> None:
        for place in range(40):
            while True:
                head = (await mine.heads([room])).get(room, 0)
                try:
                    await mine.append(room, entries(head, chat(f"{who}{place}", command=f"{who}:{ids.new()}")))
                    break
                except Conflict:
                    continue

    await asyncio.gather(write(log, "a"), write(other, "b"))
    found = await log.read(room)
    assert [one.seq for one in found] == list(range(1, 81))
    for who in "ab":
        said = [one.payload["text"] for one in found if one.payload["text"].startswith(who)]
        assert said == [f"{who}{place}" for place in range(40)]
