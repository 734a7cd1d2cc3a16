"""The log of a room: numbered entries that are only ever added. A Protocol, and one kept in memory."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

# "everyone", "trainers", or ids: of peers, or of persons for all their devices. Trainers are in every audience.
Audience = str | tuple[str, ...]


class Conflict(Exception):
    """Another writer was faster: that number or that command is in the log already. Read on and decide again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event about to be: everything but its number and its time."""

    type: str
    payload: Mapping[str, Any]
    audience: Audience = "everyone"
    actor: str = "server"
    valid_ms: int | None = None
    command: str | None = None  # "<peer>:<id made by the page>": unique in the room


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as the log keeps it; `command` never leaves the server."""

    seq: int
    at_ms: int
    type: str
    payload: Mapping[str, Any]
    audience: Audience = "everyone"
    actor: str = "server"
    valid_ms: int | None = None
    command: str | None = None


def number(drafts: Iterable[Draft], after: int, at_ms: int) -> list[Entry]:
    """The entries that drafts become after the entry `after`, all at one moment."""
    return [
        Entry(
            seq=after + place,
            at_ms=at_ms,
            type=draft.type,
            payload=draft.payload,
            audience=draft.audience,
            actor=draft.actor,
            valid_ms=draft.valid_ms,
            command=draft.command,
        )
        for place, draft in enumerate(drafts, start=1)
    ]


class RoomLog(Protocol):
    """Where the entries of rooms are kept. What it has taken is never lost, changed or renumbered.

    The caller numbers entries from the head it knows. `append` takes all of them or none, and raises Conflict when
    one of their numbers or commands is taken. An unknown room is an empty one: `read` gives nothing and `heads`
    leaves it out.
    """

    async def append(self, room: str, entries: Sequence[Entry]) -> None:
        """Adds entries numbered after the caller's head; durable when this returns."""
        ...

    async def read(self, room: str, after: int = 0) -> list[Entry]:
        """The entries numbered above `after`, rising."""
        ...

    async def heads(self, rooms: Iterable[str]) -> dict[str, int]:
        """The last number of each of these rooms that has one."""
        ...


class MemoryLog:
    """A RoomLog for tests and for the second client's little server: gone when the process is."""

    def __init__(self) -> None:
        self._rooms: dict[str, list[Entry]] = {}

    async def append(self, room: str, entries: Sequence[Entry]) -> None:
        """Adds entries; see RoomLog."""
        await asyncio.sleep(0)  # as a real log would, let others run
        kept = self._rooms.setdefault(room, [])
        commands = {entry.command for entry in kept if entry.command}
        for place, entry in enumerate(entries, start=len(kept) + 1):
            if entry.seq != place or entry.command in commands:
                raise Conflict
        kept.extend(entries)

    async def read(self, room: str, after: int = 0) -> list[Entry]:
        """The entries above `after`; see RoomLog."""
        await asyncio.sleep(0)
        return self._rooms.get(room, [])[after:]

    async def heads(self, rooms: Iterable[str]) -> dict[str, int]:
        """The last numbers; see RoomLog."""
        return {room: len(self._rooms[room]) for room in rooms if self._rooms.get(room)}
