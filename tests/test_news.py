"""News of clips: each room hears how far its moments are, once, whatever is wrong with another room."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from server import news as desk
from server.news import News
from server.store import clips
from signaling.refusals import Refused
from tests.cast import Spotter, until


class Rooms:
    """Two rooms, of which one is in trouble."""

    def __init__(self, broken: str, problem: Exception) -> None:
        self.heard: list[str] = []
        self._broken = broken
        self._problem = problem

    async def write(self, room: str, _decide: Callable[..., Any]) -> None:
        if room == self._broken:
            raise self._problem
        self.heard.append(room)


@pytest.mark.parametrize("problem", [ValueError("a log that cannot be read"), Refused("not-found")])
async def test_a_room_in_trouble_keeps_no_other_from_its_news(
    spotter: Spotter, problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "TROUBLE_S", 0.01)
    bob = await spotter.client("bob")
    rooms = [(await spotter.session("alice", bob)).id for _ in range(2)]
    made = [
        await spotter.clip(bob, source="moment", moment=f"moment-{n}", session_id=room, state="uploading")
        for n, room in enumerate(rooms)
    ]
    told = Rooms(rooms[0], problem)
    news = News(spotter.database, told.write, spotter.clock)
    await news.remember()  # both are found in the database: nobody was asked to expect them
    task = asyncio.create_task(news.run())
    try:
        await until(lambda: told.heard == rooms[1:])
        async with spotter.database.writing() as db, db.begin():
            await clips.change(db, made[1].id, state="ready")
        await until(lambda: told.heard == rooms[1:] * 2)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
