"""What the server costs while fifty rooms of thirteen are busy, beside a Node server that fans out the same."""

import asyncio
import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bench.figure import Figure, Measured, say
from server import ids
from server.domain.invites import Invite
from server.domain.seats import Seat, guest, trainer
from server.store import invites, seats, sessions
from server.store.database import Database, open_database
from tests.cast import Clock
from tests.live.house import furnish, meeting
from tests.stage import ROOT, free_port, server

FIGURE = Figure(
    name="fanout-vs-node",
    what="CPU of the server while 50 rooms of 13 pages have a cue a second each, heartbeats and clock pings, for 60 s.",
    unit="s of CPU",
    goal="at most 2.0 x a Node socket.io server (msgpack, websocket only) that fans out the same without a log",
    peer="socket.io in Node",
)
ROOMS = 50
GUESTS = 12
SECONDS = 60
TURNS = 4


def run() -> Measured:
    """Both servers at once, each with its own load; they take turns, so that what else the machine does hits both."""
    with server(TRUSTED_PROXIES="127.0.0.1/32", LOG_FORMAT="text") as ours, _node() as (node, node_url):
        assert ours.process is not None
        rooms = asyncio.run(seats_of(open_database(f"sqlite+aiosqlite:///{ours.data_dir / 'spotter.db'}")))
        with _load(ours.process.pid, ours.url, rooms) as mine, _load(node, node_url, rooms) as theirs:
            time.sleep(3)
            for turn in range(TURNS):
                for name, side in (("spotter", mine), ("node", theirs)):
                    told = side.turn()
                    say(f"  {name}, turn {turn + 1} of {TURNS}: {told}")
                    if told["pages_that_lack_some"]:
                        raise RuntimeError(
                            f"{name}: {told['pages_that_lack_some']} pages did not get every cue in order"
                        )
    return Measured(
        value=mine.cpu_s,
        peer_value=theirs.cpu_s,
        ok=mine.cpu_s <= 2.0 * theirs.cpu_s,
        detail={
            "cues_lost": int(mine.total("cues") * (GUESTS + 1) - mine.total("delivered")),
            "p50_ms": mine.median("p50_ms"),
            "p99_ms": mine.median("p99_ms"),
            "peer_p50_ms": theirs.median("p50_ms"),
            "peer_p99_ms": theirs.median("p99_ms"),
        },
    )


@dataclass
class Side:
    """A server under load: its process, and the process that loads it."""

    pid: int
    load: subprocess.Popen[str]
    cpu_s: float = 0.0
    turns: list[dict[str, float]] = field(default_factory=list)

    def turn(self) -> dict[str, float]:
        """One stretch of load, and what it cost."""
        before_s = _cpu_s(self.pid)
        told: dict[str, float] = json.loads(self.ask("go"))
        told["cpu_s"] = round(_cpu_s(self.pid) - before_s, 2)
        self.cpu_s += told["cpu_s"]
        self.turns.append(told)
        return told

    def ask(self, line: str) -> str:
        """Writes a line to the load and gives its next."""
        assert self.load.stdin is not None
        assert self.load.stdout is not None
        self.load.stdin.write(line + "\n")
        self.load.stdin.flush()
        return self.load.stdout.readline()

    def total(self, what: str) -> float:
        """Over all turns."""
        return sum(turn[what] for turn in self.turns)

    def median(self, what: str) -> float:
        """Of all turns."""
        return statistics.median(turn[what] for turn in self.turns)


@contextlib.contextmanager
def _load(pid: int, url: str, rooms: list[list[dict[str, str]]]) -> Iterator[Side]:
    command = [sys.executable, "-m", "bench.fanout_load", url, str(SECONDS / TURNS)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as load:
        side = Side(pid, load)
        if side.ask(json.dumps(rooms)) != "ready\n":
            raise RuntimeError("the load did not come in")
        try:
            yield side
        finally:
            assert load.stdin is not None
            load.stdin.close()
            load.wait(30)


def _cpu_s(pid: int) -> float:
    """Seconds of CPU, user and system, of all threads of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def _node() -> Iterator[tuple[int, str]]:
    port = free_port()
    process = subprocess.Popen(["node", "bench/fanout_peer.mjs", str(port)], cwd=ROOT)
    try:
        time.sleep(1)
        yield process.pid, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


async def seats_of(database: Database, rooms_wanted: int = ROOMS) -> list[list[dict[str, str]]]:
    """Seats of a trainer and twelve guests for each room, in the server's own database."""
    rooms: list[list[dict[str, str]]] = []
    clock = Clock()
    for _ in range(rooms_wanted):
        cast = await furnish(database, clock)
        session = replace(meeting(cast.alice, cast.bob, now_ms=clock()), title="Class")
        guests = [
            Invite(id=ids.new(), session_id=session.id, name=f"Guest {place}", created_at_ms=clock())
            for place in range(GUESTS)
        ]
        people: list[tuple[str, Any, str]] = [(trainer(cast.alice.id), "trainer", cast.logins[cast.alice.id])]
        people += [(guest(one.id), "client", one.id) for one in guests]
        room = []
        async with database.writing() as db, db.begin():
            await sessions.add(db, session)
            for one in guests:
                await invites.add(db, one)
            for place, (person, role, hook) in enumerate(people):
                secret = ids.secret()
                seat = Seat(
                    id=ids.new(),
                    session_id=session.id,
                    resume=ids.digest(secret),
                    person=person,
                    role=role,
                    device="main",
                    name=f"Person {place}",
                    hangs_on=hook,
                    created_at_ms=clock(),
                )
                await seats.add(db, seat)
                room.append({"room": session.id, "peer": seat.id, "resume": secret})
        rooms.append(room)
    await database.close()
    return rooms
