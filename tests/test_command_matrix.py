"""Every command of the socket, sent by everybody: whoever is named in its `may` is heard, nobody else.

Part of the authorisation matrix; the routes are in test_authorisation_matrix.py.
"""

import asyncio
import contextlib
import importlib
from collections.abc import AsyncIterator
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
import socketio

from server import ids
from signaling import messages
from signaling.messages import COMMANDS, MESSAGES, name_of
from signaling.messages.hello import PROTOCOL
from signaling.messages.values import Caller
from signaling.namespace import Namespace
from tests.keys import ROLES, Kept, Keys, keep

IN_THE_ROOM = ("trainer", "client", "camera", "trainer's remote", "client's remote", "lobby guest")
CALLERS: dict[str, Caller] = {
    "trainer": "trainer",
    "client": "client",
    "camera": "camera",
    "trainer's remote": "trainer-remote",
    "client's remote": "client-remote",
    "lobby guest": "lobby",
}
SQUAT = {"key": "squat", "title": "Squat", "view": "side", "words": "Five slow ones."}
NAMES = [name_of(command) for command in COMMANDS]


def body_of(name: str, role: str, keys: Keys) -> dict[str, Any]:
    """A body that is sound for this command."""
    guest = keys.seats["lobby guest"]["peer"]
    other = keys.seats["client" if role.startswith("trainer") else "trainer"]["peer"]
    plan = [{"name": "Work", "kind": "work", "duration_ms": 20_000, "round": 1, "rounds": 1}]
    bodies: dict[str, dict[str, Any]] = {
        "admit": {"peer": guest},
        "deny": {"peer": guest},
        "kick": {"peer": guest},
        "unbar": {"person": "g:nobody"},
        "leave": {},
        "session.end": {},
        "phone": {"on": True},
        "cue.send": {"say": "Stand tall"},
        "cue.shown": {"cue_seq": 1, "at_ms": keys.spotter.clock()},
        "cue.ack": {"cue_seq": 1},
        "timer.start": {"timer": "t1", "title": "Tabata", "plan": plan},
        "timer.change": {"timer": "t1", "do": "pause", "rev": 1},
        "timer.tally": {"timer": "t1", "do": "add"},
        "effort.ask": {"ask": ids.new()},
        "effort.answer": {"ask": "ask-no-1", "rpe": 5},
        "day.write": {"rev": 0, "entries": [{"id": "squat", "name": "Squat"}]},
        "day.go": {"entry": "squat"},
        "day.skip": {"entry": "squat"},
        "day.adjust": {"entry": "squat", "to": ["bob"], "out": True},
        "day.done": {"entry": "squat"},
        "day.undo": {"entry": "squat"},
        "stop.raise": {"why": "pause", "to": [keys.seats["client"]["peer"]]},
        "stop.end": {},
        "stop.take": {"person": "c:nobody"},
        "stop.resolve": {"person": "c:nobody", "red_flag": False},
        "chat.send": {"text": "Hello"},
        "marker.place": {"label": "here"},
        "note.write": {"note": ids.new(), "text": "Left knee"},
        "note.delete": {"note": "note-no-1", "rev": 1},
        "clip.take": {"clip": ids.new(), "peer": keys.seats["client"]["peer"]},
        "clip.lost": {"clip": "moment-1", "why": "nothing-kept"},
        "replay.start": {"replay": ids.new(), "clip": "moment-1"},
        "replay.change": {"replay": "replay-1", "rev": 1, "do": "pause"},
        "replay.draw": {"replay": "replay-1", "stroke": "stroke-1", "tool": "line", "points": [[0.1, 0.2], [0.5, 0.5]]},
        "replay.erase": {"replay": "replay-1"},
        "take.start": {"take": ids.new(), "peer": keys.seats["client"]["peer"], "assessment": "a1", "step": SQUAT},
        "take.change": {"take": "take-no-1", "rev": 1, "do": "stop"},
        "spotlight": {"peer": keys.seats["client"]["peer"]},
        "mute": {"peer": keys.seats["client"]["peer"], "on": True},
        "aside": {"peer": keys.seats["client"]["peer"]},
        "hold": {"on": True},
        "meet": {"on": True},
        "hand": {"on": not role.startswith("trainer"), "peer": keys.seats["client"]["peer"]},
        "recording.start": {"recording": ids.new()},
        "recording.stop": {"recording": "recording-1"},
        "clock": {"t0": 1.0},
        "resync": {"after": 0},
        "ice": {},
        "signal": {"to": other, "gen": 1, "kind": "renew"},
        "media": {"mic": True, "camera": True, "screen": False},
    }
    return bodies[name]


@contextlib.asynccontextmanager
async def socket(keys: Keys, seat: dict[str, Any]) -> AsyncIterator[socketio.AsyncClient]:
    """A socket that said hello with this seat. Raises socketio's ConnectionError when it is refused."""
    client = socketio.AsyncClient(serializer="msgpack", reconnection=False)
    hello = {"room": seat["room"], "peer": seat["peer"], "resume": seat["resume"], "protocol": PROTOCOL, "since": 0}
    try:
        await client.connect(
            keys.spotter.url,
            auth=hello,
            transports=["websocket"],
            socketio_path="live",
            headers={"Origin": keys.spotter.url},
            wait_timeout=10,
        )
        yield client
    finally:
        await client.disconnect()
        await client.eio.disconnect(abort=True)


async def ask(client: socketio.AsyncClient, name: str, body: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = await client.call(name, body, timeout=5)
    assert answer["ok"] in (True, False)
    if not answer["ok"]:
        assert set(answer) <= {"ok", "error", "message", "where"}
    return answer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Everybody with a seat, to be opened again."""
    return await keep(tmp_path_factory.mktemp("matrix") / "kept", with_remotes)


async def with_remotes(made: Keys) -> None:
    """Gives trainer and client a remote, and the camera a seat."""
    seat = (await made.people["client"].post(f"/d/{made.tokens['d']}/join", json={})).json["seat"]
    made.seats["camera"] = seat
    session = made.sessions["bob"].id
    for role, path in (("trainer", f"/sessions/{session}"), ("client", f"/c/{made.tokens['c']}/sessions/{session}")):
        wanted = {"resume": made.seats[role]["resume"], "device": "remote"}
        link = (await made.people[role].post(f"{path}/camera", json=wanted)).json["url"]
        token = urlsplit(link).path.split("/")[2]
        joined = await made.people[role].post(f"/d/{token}/join", json={})
        made.seats[f"{role}'s remote"] = joined.json["seat"]


@pytest.fixture
async def keys(kept: Kept, tmp_path: Path) -> AsyncIterator[Keys]:
    """The client and the camera are in, the guest waits in the lobby."""
    async with kept.opened(tmp_path / "var") as keys:
        yield keys


@pytest.mark.parametrize("name", NAMES)
async def test_a_command_is_heard_from_whom_it_names_and_nobody_else(keys: Keys, name: str) -> None:
    command = COMMANDS[NAMES.index(name)]
    async with contextlib.AsyncExitStack() as sockets:
        ours = {role: await sockets.enter_async_context(socket(keys, keys.seats[role])) for role in IN_THE_ROOM[:2]}
        admit = {"id": ids.new(), "peer": keys.seats["client"]["peer"]}
        assert (await ask(ours["trainer"], "admit", admit))["ok"]
        for role in IN_THE_ROOM[2:]:
            ours[role] = await sockets.enter_async_context(socket(keys, keys.seats[role]))
        last = [role for role in IN_THE_ROOM if CALLERS[role] in command.may]
        for role in [*(role for role in IN_THE_ROOM if role not in last), *last]:
            body = body_of(name, role, keys)
            if "id" in command.__dataclass_fields__:
                body["id"] = ids.new()
            answer = await ask(ours[role], name, body)
            if role not in last:
                assert answer.get("error") == "not-allowed", (role, answer)
            else:
                assert answer.get("error") not in ("not-allowed", "unknown-message", "bad-message"), (role, answer)
            if role in last and name in ("leave", "session.end", "admit", "deny", "kick"):
                break  # the room is not the same afterwards


@pytest.mark.parametrize("role", [role for role in ROLES if role not in CALLERS])
async def test_nobody_else_gets_as_far_as_sending_a_command(keys: Keys, role: str) -> None:
    """Neither with a seat of their own elsewhere, nor with somebody's public peer id and a secret they made up."""
    tries = [{**keys.seats[target], "resume": ids.secret()} for target in ("trainer", "client", "lobby guest")]
    room = keys.sessions["bob"].id
    own = {"another client": ("bea", "another client"), "another trainer's client": ("charlie", role)}.get(role)
    if own:
        path = f"/c/{keys.link(own[0])}/sessions/{keys.sessions[own[0]].id}/join"
        seat = (await keys.people[role].post(path, json={})).json["seat"]
        tries += [{**seat, "room": room}, {**seat, "peer": keys.seats["client"]["peer"], "room": room}]
    if role == "another trainer":
        path = f"/sessions/{keys.sessions['charlie'].id}/join"
        seat = (await keys.people[role].post(path, json={})).json["seat"]
        tries += [{**seat, "room": room}]
    for seat in tries:
        with pytest.raises(socketio.exceptions.ConnectionError):
            async with socket(keys, seat):
                pass


async def test_a_login_that_ended_takes_its_seat_along(keys: Keys) -> None:
    gone = asyncio.Event()
    async with socket(keys, keys.seats["trainer"]) as trainer:
        trainer.on("disconnect", lambda *_reason: gone.set())
        await keys.people["trainer"].post("/sign-out")
        async with asyncio.timeout(2):
            await gone.wait()
    with pytest.raises(socketio.exceptions.ConnectionError):
        async with socket(keys, keys.seats["trainer"]):
            pass


async def test_a_disabled_trainer_is_out_of_the_room_at_once(keys: Keys) -> None:
    gone = asyncio.Event()
    alice = keys.people["trainer"].me.id
    async with socket(keys, keys.seats["trainer"]) as trainer:
        trainer.on("disconnect", lambda *_reason: gone.set())
        await keys.people["owner"].post(f"/settings/trainers/{alice}/disable")
        async with asyncio.timeout(2):
            await gone.wait()


@pytest.mark.parametrize(
    "name", ["connect", "disconnect", "message", "trigger_event", "emit", "peer.admitted", "x" * 500, "", "__class__"]
)
async def test_a_command_that_is_not_declared_is_not_known(keys: Keys, name: str) -> None:
    async with socket(keys, keys.seats["trainer"]) as trainer:
        try:
            answer = await ask(trainer, name, {"id": ids.new()})
        except (socketio.exceptions.TimeoutError, socketio.exceptions.DisconnectedError):
            return  # closed without an answer is as good
        assert answer["error"] in ("unknown-message", "bad-message")


def test_every_command_says_who_may_send_it() -> None:
    assert len(NAMES) == len(set(NAMES))
    for command in COMMANDS:
        assert command.may, command
        assert set(command.may) <= set(get_args(Caller)), command
    nouns = [importlib.import_module(f"{messages.__name__}.{one.name}") for one in iter_modules(messages.__path__)]
    written = {
        value for noun in nouns for value in vars(noun).values() if isinstance(value, type) and "may" in vars(value)
    }
    assert written == set(COMMANDS)
    assert not written & set(MESSAGES)
    own = [name for name in vars(Namespace) if name.startswith("on_")]
    assert own == [], "a handler beside the table of commands"
