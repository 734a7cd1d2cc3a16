"""Rooms made of events, for the tests of what is pure."""

from typing import Any

from signaling import commands, door
from signaling.door import Seat
from signaling.folding import fold_all
from signaling.log import Draft, Entry, number
from signaling.messages import COMMANDS, name_of
from signaling.messages.timers import Interval
from signaling.room import Room

NOW_MS = 1_790_000_000_000
PLAN = [
    Interval(name="Get ready", kind="prepare", duration_ms=10_000),
    Interval(name="Work", kind="work", duration_ms=20_000, round=1, rounds=2),
    Interval(name="Rest", kind="rest", duration_ms=10_000, round=1, rounds=2),
    Interval(name="Work", kind="work", duration_ms=20_000, round=2, rounds=2),
]


def seat(peer: str, person: str = "", **how: Any) -> Seat:
    """A client's seat, unless told otherwise."""
    given: dict[str, Any] = {"role": "client", "device": "main", "name": peer.title(), "title": "Workout"}
    return Seat(room="room", peer=peer, person=person or f"c:{peer}", **(given | how))


ALICE = seat("alice", "t:alice", role="trainer")


def then(room: Room, drafts: list[Draft], at_ms: int = NOW_MS) -> Room:
    """The room after these events."""
    return fold_all(number(drafts, room.head, max(at_ms, room.at_ms)), room)


def entries_of(room: Room, drafts: list[Draft], at_ms: int = NOW_MS) -> list[Entry]:
    """These events, numbered after the room's head."""
    return number(drafts, room.head, max(at_ms, room.at_ms))


def arrived(room: Room, *seats: Seat) -> Room:
    """The room after these came to its door."""
    for one in seats:
        room = then(room, door.arrive(room, one))
    return room


def done(room: Room, sender: str, command: Any, now_ms: int = NOW_MS, lead_ms: int = 300) -> Room:
    """The room after a command."""
    return then(room, commands.decide(room, sender, command, now_ms, lead_ms), now_ms)


def training(*clients: str) -> Room:
    """Alice and these clients in an open room."""
    room = arrived(Room(), ALICE)
    for name in clients:
        room = arrived(room, seat(name))
        room = then(room, door.admit(room, room.peers["alice"], command("admit", peer=name)))
    return room


def command(name: str, **body: Any) -> Any:
    """A command with an id of its own."""
    kind = next(one for one in COMMANDS if name_of(one) == name)
    return kind(**({"id": "c" * 10} | body)) if "id" in kind.__dataclass_fields__ else kind(**body)


def form(person: str, shown: str | None) -> Draft:
    """That a form stands beside the picture of somebody, or does not any more."""
    return Draft(type="form", payload={"person": person, "form": shown, "title": "Intake"}, audience=(person,))


def consent(person: str, given: bool, purpose: str = "clips") -> Draft:
    """That somebody agreed to something, or took it back, while the room was open."""
    return Draft(type="consent", payload={"person": person, "purpose": purpose, "given": given}, audience=(person,))
