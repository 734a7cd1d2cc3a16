"""Random histories over real sockets: live state, log and every page agree."""

import asyncio
import contextlib
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from server import ids
from server.store import sessions
from signaling import clips
from signaling.folding import fold_all
from signaling.log import Draft
from signaling.room import Room
from signaling.views import snapshot
from tests.conftest import Tenth
from tests.live.house import House, meeting, open_house
from tests.live.page import Closed, Page
from tests.signaling import viewer
from tests.signaling.people import PLAN

WHO = ("alice", "bob", "bea", "nobody")
who = st.sampled_from(WHO)
moments = st.sampled_from(["moment-1", "moment-2", "moment-3"])
replays = st.sampled_from(["replay-1", "replay-2"])
stages = st.sampled_from(["sending", "preview", "ready", "refused"])
deeds = st.one_of(
    st.tuples(who, st.just("cut"), st.just({})),
    st.tuples(st.just("alice"), st.just("admit"), st.fixed_dictionaries({"peer": who})),
    st.tuples(st.just("alice"), st.just("deny"), st.fixed_dictionaries({"peer": who})),
    st.tuples(st.just("alice"), st.just("kick"), st.fixed_dictionaries({"peer": st.sampled_from(["bea", "nobody"])})),
    st.tuples(
        st.just("alice"),
        st.just("cue.send"),
        st.fixed_dictionaries({"say": st.just("Up"), "to": st.lists(who, max_size=2)}),
    ),
    st.tuples(who, st.just("cue.shown"), st.fixed_dictionaries({"cue_seq": st.integers(1, 30)})),
    st.tuples(who, st.just("cue.ack"), st.fixed_dictionaries({"cue_seq": st.integers(1, 30)})),
    st.tuples(
        st.just("alice"),
        st.just("timer.start"),
        st.fixed_dictionaries({"timer": st.sampled_from(["t1", "t2"])}),
    ),
    st.tuples(
        st.just("alice"),
        st.just("timer.change"),
        st.fixed_dictionaries(
            {
                "timer": st.sampled_from(["t1", "t2"]),
                "do": st.sampled_from(["pause", "resume", "skip"]),
                "rev": st.integers(1, 3),
            }
        ),
    ),
    st.tuples(who, st.just("chat.send"), st.fixed_dictionaries({"text": st.text(min_size=1, max_size=10)})),
    st.tuples(st.just("alice"), st.just("marker.place"), st.just({})),
    st.tuples(who, st.just("clip.take"), st.fixed_dictionaries({"clip": moments, "peer": who})),
    st.tuples(who, st.just("clip.lost"), st.fixed_dictionaries({"clip": moments, "why": st.just("nothing-kept")})),
    st.tuples(st.just("server"), st.just("told"), st.fixed_dictionaries({"moment": moments, "state": stages})),
    st.tuples(st.just("alice"), st.just("replay.start"), st.fixed_dictionaries({"replay": replays, "clip": moments})),
    st.tuples(
        who,
        st.just("replay.change"),
        st.fixed_dictionaries(
            {"replay": replays, "rev": st.integers(1, 3), "do": st.sampled_from(["play", "pause", "end"])}
        ),
    ),
    st.tuples(st.just("alice"), st.just("take.start"), st.fixed_dictionaries({"take": moments, "peer": who})),
    st.tuples(
        who,
        st.just("take.change"),
        st.fixed_dictionaries({"take": moments, "rev": st.just(1), "do": st.sampled_from(["stop", "cancel"])}),
    ),
)  # fmt: skip


class Reader:
    """One person's page over several sockets, and the room it would show."""

    def __init__(self, house: House, taken: Any, role: Any) -> None:
        self.house, self.taken, self.role = house, taken, role
        self.room: Room | None = None
        self.page: Page | None = None
        self._read = 0

    async def come(self) -> None:
        """Opens a socket if there is none; somebody who was sent away stays away."""
        if self.page is not None and self.page.is_down:
            self.read()
            code = (self.page.closed or {}).get("error")
            await self.page.close()
            if code in ("kicked", "revoked"):
                return
            self.page = None
        if self.page is None:
            self._read = 0
            self.page = Page(self.house.url, self.taken)
            with contextlib.suppress(Closed):  # sent away while it had no socket
                await self.page.open(self.room.head if self.room else 0)

    def read(self) -> None:
        """Takes what has come."""
        assert self.page is not None
        for name, told in self.page.messages[self._read :]:
            if name == "welcome" and told["caller"] != "lobby":
                if told["snapshot"] is not None:
                    self.room = viewer.opened(told["snapshot"], self.taken.peer, self.role)
                for event in told["events"]:
                    self._take(event)
            elif name == "event":
                self._take(told)
        self._read = len(self.page.messages)

    def _take(self, event: dict[str, Any]) -> None:
        assert self.room is not None
        assert event["seq"] == self.room.head + 1
        self.room = viewer.after(self.room, event)


async def play(house: House, history: list[Any]) -> None:
    """One history in a session of its own, and what must be true at its end."""
    cast = house.cast
    session = meeting(cast.alice, cast.bob, cast.bea, now_ms=house.clock())
    async with house.database.writing() as db, db.begin():
        await sessions.add(db, session)
    people = {"alice": cast.alice, "bob": cast.bob, "bea": cast.bea}
    readers = {
        name: Reader(house, await house.take(one, session), "trainer" if name == "alice" else "client")
        for name, one in people.items()
    }
    try:
        for reader in readers.values():
            await reader.come()
        for name, deed, body in history:
            if deed == "told":
                await house.live.rooms.write(session.id, partial(_told, **body))
            if name not in readers:
                continue
            reader = readers[name]
            await reader.come()
            page = reader.page
            assert page is not None
            if page.is_down:
                continue
            if deed == "cut":
                page.cut()
                await page.until(lambda page=page: page.is_down)  # type: ignore[misc]
                continue
            await page.do(deed, **_named(readers, deed, dict(body), house.clock()))
        await _agree(house, session.id, readers)
    finally:
        for reader in readers.values():
            if reader.page is not None:
                await reader.page.close()


def _told(room: Room, moment: str, state: Any) -> list[Draft]:
    """What the server says of a moment."""
    return clips.told(room, moment, state, clip=f"k-{moment}", duration_ms=9000, start_ms=300)


def _named(readers: dict[str, Reader], deed: str, body: dict[str, Any], now_ms: int) -> dict[str, Any]:
    """The body with peer ids for names."""
    if "peer" in body:
        body["peer"] = readers[body["peer"]].taken.peer if body["peer"] in readers else "nobody"
    if "to" in body:
        body["to"] = [readers[name].taken.peer for name in body["to"] if name in readers] or "everyone"
    if deed == "timer.start":
        body |= {
            "title": "Tabata",
            "plan": [{"name": one.name, "kind": one.kind, "duration_ms": 20_000} for one in PLAN],
        }
    if deed == "take.start":
        body |= {"assessment": "a1", "step": {"key": "squat", "title": "Squat", "view": "side", "words": ""}}
    if deed == "cue.shown":
        body["at_ms"] = now_ms
    return {"id": ids.new(), **body}


async def _agree(house: House, room: str, readers: dict[str, Reader]) -> None:
    log = await house.live.log.read(room)
    assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
    state = fold_all(log)
    assert await house.live.state(room) == state
    for name, reader in readers.items():
        await reader.come()
        page = reader.page
        assert page is not None
        if page.is_down or page.caller == "lobby":
            continue
        await page.until(lambda page=page: (page.seqs or [page.welcome["head"]])[-1] >= state.head)  # type: ignore[misc]
        reader.read()
        assert reader.room is not None
        me = reader.taken.peer, reader.role, state.peers[reader.taken.peer].person
        mine = viewer.shown(reader.room, *me)
        now = await house.live.state(room)  # coming back may have added to the log
        assert mine == snapshot(now, *me), name


def test_random_histories_on_the_wire(tmp_path: Path, tenth: Tenth) -> None:
    tries, count = tenth(500), 0
    with asyncio.Runner() as runner:
        opening = open_house(tmp_path)
        house = runner.run(opening.__aenter__())
        try:

            @settings(
                max_examples=tries,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                database=None,
                phases=(Phase.generate,),  # a failure is shrunk by the pure histories
            )
            @given(st.lists(deeds, min_size=10, max_size=40))
            def all_agree(history: list[Any]) -> None:
                nonlocal count
                count += 1
                runner.run(
                    play(house, [("alice", "admit", {"peer": "bob"}), ("alice", "admit", {"peer": "bea"}), *history])
                )

            all_agree()
        finally:
            runner.run(opening.__aexit__(None, None, None))
    print(f"\n{count} random histories on the wire: server, log and pages agree")
    assert count >= tries
