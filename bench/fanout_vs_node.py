"""What the server costs while fifty rooms of thirteen are busy, beside a Node server that fans out the same."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
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
SECONDS = float(os.environ.get("FANOUT_SECONDS", "60"))


def run() -> Measured:
    """Runs one after the other under the same load and compares their CPU."""
    with server(TRUSTED_PROXIES="127.0.0.1/32", LOG_FORMAT="text") as ours:
        assert ours.process is not None
        rooms = asyncio.run(_seats(open_database(f"sqlite+aiosqlite:///{ours.data_dir / 'spotter.db'}")))
        mine = _measure("spotter", ours.process.pid, ours.url, rooms)
    with _node() as (pid, url):
        theirs = _measure("node", pid, url, rooms)
    return Measured(
        value=mine["cpu_s"],
        peer_value=theirs["cpu_s"],
        ok=mine["cpu_s"] <= 2.0 * theirs["cpu_s"],
        detail={
            "cues_lost": int(mine["cues"] * (GUESTS + 1) - mine["delivered"]),
            "p50_ms": mine["p50_ms"],
            "p99_ms": mine["p99_ms"],
            "peer_p50_ms": theirs["p50_ms"],
            "peer_p99_ms": theirs["p99_ms"],
        },
    )


def _measure(name: str, pid: int, url: str, rooms: list[list[dict[str, str]]]) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.fanout_load", url, str(SECONDS)]
    load = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert load.stdin is not None
    assert load.stdout is not None
    load.stdin.write(json.dumps(rooms) + "\n")
    load.stdin.flush()
    if load.stdout.readline() != "ready\n":
        raise RuntimeError("the load did not come in")
    time.sleep(3)
    before_s = _cpu_s(pid)
    load.stdin.write("go\n")
    load.stdin.flush()
    told: dict[str, float] = json.loads(load.stdout.readline())
    told["cpu_s"] = _cpu_s(pid) - before_s
    load.wait(10)
    load.stdin.close()
    load.stdout.close()
    say(f"  {name}: {told}")
    if told["pages_that_lack_some"]:
        raise RuntimeError(f"{name}: {told['pages_that_lack_some']:.0f} pages did not get every cue in order")
    return told


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


async def _seats(database: Database) -> list[list[dict[str, str]]]:
    """Seats of a trainer and twelve guests for each room, in the server's own database."""
    rooms: list[list[dict[str, str]]] = []
    clock = Clock()
    for _ in range(ROOMS):
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
    await database.engine.dispose()
    return rooms
